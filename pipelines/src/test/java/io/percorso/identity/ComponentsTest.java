package io.percorso.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ComponentsTest {
  private final SparkSession spark;

  ComponentsTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void roundsOfJoinsAndOneTaskFindTheSame() {
    Random random = new Random(20260322);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(pair("n" + random.nextInt(500), "n" + random.nextInt(500)));
    }
    Dataset<Row> links = Frames.of(spark, IdentityLinks.TABLE, rows);
    Map<String, String> local = members(Components.build(links, 1_000, () -> {}));

    assertThat(members(Components.build(links, 10, () -> {}))).isEqualTo(local);
    assertThat(local.values().stream().distinct().count()).isBetween(10L, 100L);
    assertThat(local).allSatisfy((node, least) -> assertThat(least).isLessThanOrEqualTo(node));
  }

  @Test
  void aChainIsOneComponentWhicheverWay() {
    assertThat(components(chain(300), 1_000)).isEqualTo(1);
    assertThat(components(chain(60), 10)).isEqualTo(1);
  }

  private Dataset<Row> chain(int length) {
    return spark
        .range(length)
        .select(
            concat(lit("n"), col("id")).as(IdentityLinks.IDENTIFIER.name()),
            concat(lit("n"), col("id").plus(1)).as(IdentityLinks.OTHER_IDENTIFIER.name()));
  }

  private static long components(Dataset<Row> links, long localLinks) {
    return Components.build(links, localLinks, () -> {})
        .agg(countDistinct(IdentityLinks.COMPONENT_ID.col()))
        .head()
        .getLong(0);
  }

  private static Map<String, String> members(Dataset<Row> found) {
    Map<String, String> members = new TreeMap<>();
    found.collectAsList().forEach(row -> members.put(row.getString(0), row.getString(1)));
    assertThat(found.count()).as("one row for each").isEqualTo(members.size());
    return members;
  }

  private static Map<String, Object> pair(String one, String other) {
    return Map.of("identifier", one, "other_identifier", other);
  }
}
