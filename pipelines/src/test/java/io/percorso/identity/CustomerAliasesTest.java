package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CustomerAliasesTest {
  private final SparkSession spark;

  CustomerAliasesTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void anIdThatComesToAnotherThatWasThereIsAMerge() {
    assertThat(aliases(List.of("login:a A", "login:b B"), List.of("login:a A", "login:b A")))
        .containsExactly("B became A: merge");
  }

  @Test
  void anIdThatKeepsSomeOfItsIdentifiersIsSplit() {
    assertThat(aliases(List.of("login:a A", "login:b A"), List.of("login:a A", "login:b B")))
        .containsExactly("A became B: split");
  }

  @Test
  void oneIdForAnotherIsRenamed() {
    assertThat(aliases(List.of("login:a A"), List.of("login:a C", "customer:c C")))
        .containsExactly("A became C: renamed");
  }

  @Test
  void aDeviceOnWhichSomebodyLogsInForTheFirstTimeIsRecognised() {
    assertThat(aliases(List.of("login:a A"), List.of("login:a A", "cookie:k A")))
        .containsExactly(CustomerHash.of(Identifier.of("cookie:k")) + " became A: recognised");
  }

  @Test
  void nothingNewIsNoAlias() {
    assertThat(aliases(List.of("login:a A", "cookie:k A"), List.of("login:a A", "cookie:k A")))
        .isEmpty();
  }

  private List<String> aliases(List<String> before, List<String> after) {
    List<String> told = new ArrayList<>();
    CustomerAliases.build(ids(before), ids(after), Instant.EPOCH, "run")
        .collectAsList()
        .forEach(
            row ->
                told.add(
                    row.getAs("old_customer_id")
                        + " became "
                        + row.getAs("new_customer_id")
                        + ": "
                        + row.getAs("cause")));
    return told;
  }

  /** {@code identifier customer}, for all time. */
  private Dataset<Row> ids(List<String> texts) {
    return Frames.of(
        spark,
        CustomerIds.TABLE,
        texts.stream()
            .map(text -> text.split(" ", -1))
            .map(
                p ->
                    Map.of(
                        "identifier", p[0],
                        "kind", p[0].split(":", -1)[0],
                        "valid_from", Instant.EPOCH,
                        "valid_until", Instant.EPOCH.plusSeconds(1),
                        "customer_id", p[1]))
            .toList());
  }
}
