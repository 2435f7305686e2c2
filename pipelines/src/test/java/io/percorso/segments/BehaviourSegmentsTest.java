package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.CustomerFeatures;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three kinds of customers: who buys much, who calls, who is away. */
@ExtendWith(SparkExtension.class)
class BehaviourSegmentsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final SegmentModels.Fits NONE = new SegmentModels.Fits(List.of());
  private static final BehaviourFit.Rules RULES =
      new BehaviourFit.Rules(60, 500, 200, 2, 4, 2, 0.8);

  private static Dataset<Row> features(SparkSession spark, int each) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      double little = i % 5 / 5.0;
      rows.add(customer("buys" + i, 300 + i % 20, 40 + 5 * little, 1, 0, 12, 900, 4));
      rows.add(customer("calls" + i, 300 + i % 20, 12 + little, 3, 9 + little, 1, 30, 2));
      rows.add(customer("away" + i, 300 + i % 20, 1, 70 + 9 * little, 0, 0, 0, 0));
    }
    return Frames.of(spark, CustomerFeatures.TABLE, rows);
  }

  private static Map<String, Object> customer(String id, double... figures) {
    Map<String, Object> row = new HashMap<>(Map.of("customer_id", id, "snapshot_day", DAY));
    for (Trait trait : Trait.values()) {
      row.put(trait.figure().name(), figures[trait.ordinal()]);
    }
    return row;
  }

  private static Optional<SegmentModel> fit(Dataset<Row> features, BehaviourFit.Rules rules) {
    List<Row> sample = BehaviourSegments.sample(features, rules).collectAsList();
    return BehaviourFit.fit(sample, DAY, NONE, rules);
  }

  @Test
  void kindsThatDifferAreFoundAndTheSameHoweverRowsAreParted(SparkSession spark) {
    Dataset<Row> features = features(spark, 40);
    String expected = "";
    List<String> rows = List.of();
    for (int parts : new int[] {1, 2, 7}) {
      SegmentModel model = fit(features.repartition(parts), RULES).orElseThrow();
      assertThat(model.centres().count()).as(model.tried()).isEqualTo(3);
      assertThat(model.stability().orElseThrow()).isGreaterThan(0.95);
      String text = SegmentModels.row(model).toString();
      List<String> found =
          Frames.sorted(BehaviourSegments.build(features.repartition(parts), NONE.and(model)));
      assertThat(found).hasSize(120).noneMatch(row -> row.contains("NaN"));
      assertThat(text).isIn(expected.isEmpty() ? text : expected);
      assertThat(rows).isIn(List.of(), found);
      expected = text;
      rows = found;
    }
    assertThat(rows)
        .filteredOn(row -> row.contains("[calls"))
        .allMatch(row -> row.contains("much more sessions with people"));
  }

  @Test
  void customersWhoDoNotDifferAreOneSegmentWithAReason(SparkSession spark) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      rows.add(customer("c" + i, 100, 5, 2, 0, 1, 20, 1));
    }
    SegmentModel model = fit(Frames.of(spark, CustomerFeatures.TABLE, rows), RULES).orElseThrow();
    assertThat(model.hasSegments()).isFalse();
    assertThat(model.reason()).contains("customers do not differ");
    assertThat(model.word(0)).isEqualTo("everybody");
  }

  @Test
  void tooFewCustomersAreOneSegmentAndNoFit(SparkSession spark) {
    Dataset<Row> few = features(spark, 5);
    assertThat(fit(few, RULES)).isEmpty();
    assertThat(Frames.maps(BehaviourSegments.build(few, NONE)))
        .hasSize(15)
        .allMatch(row -> row.get("segment").equals("everybody"))
        .allMatch(row -> row.get("reason").equals(BehaviourSegments.TOO_FEW));
  }

  @Test
  void theLastFitUpToADayIsInForceAndBeforeTheFirstThatOne(SparkSession spark) {
    SegmentModels.Fits fits =
        NONE.and(SegmentModelsTest.model(DAY.plusDays(1), 0, 1))
            .and(SegmentModelsTest.model(DAY.minusDays(1), 0, 2));
    Dataset<Row> features = features(spark, 1);
    assertThat(Frames.values(BehaviourSegments.build(features, fits), SegmentModels.FITTED_DAY))
        .containsExactly("2026-02-28");
    SegmentModels.Fits later = NONE.and(SegmentModelsTest.model(DAY.plusDays(1), 0, 1));
    assertThat(Frames.values(BehaviourSegments.build(features, later), SegmentModels.FITTED_DAY))
        .containsExactly("2026-03-02");
  }

  @Test
  void whoWasNeverActiveIsSilentForAsLongAsKnown(SparkSession spark) {
    Map<String, Object> never = customer("never", 200, 0, 0, 0, 0, 0, 0);
    never.remove("days_since_active");
    Row row =
        BehaviourSegments.sample(Frames.of(spark, CustomerFeatures.TABLE, List.of(never)), RULES)
            .head();
    assertThat(BehaviourSegments.figures(row)[Trait.SILENCE.ordinal()]).isEqualTo(200);
  }
}
