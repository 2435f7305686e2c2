package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.friction.FrictionCauses;
import io.percorso.friction.FrictionModelQuality;
import io.percorso.friction.FrictionRules;
import io.percorso.friction.FrictionSignals;
import io.percorso.friction.FrictionVisits;
import io.percorso.friction.TouchpointFriction;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Sessions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Digest;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Journeys from home to the checkout, which fails in one of five. */
@ExtendWith({SparkExtension.class, LightNights.class})
class FrictionStepTest {
  private static final Cutoff END_OF_MARCH =
      Cutoff.endOf(LocalDate.of(2026, 3, 31), ZoneOffset.UTC);

  private final SparkSession spark;
  private final Lake lake;
  private int runs;

  FrictionStepTest(SparkSession spark, @TempDir Path folder) {
    this.spark = spark;
    this.lake = new Lake(spark, folder.resolve("lake").toUri().toString());
  }

  private Run run() {
    runs++;
    Map<String, Long> versions = new HashMap<>();
    for (Table table : Catalogue.tables()) {
      long version = lake.version(table);
      if (version >= 0) {
        versions.put(table.name(), version);
      }
    }
    return new Run(
        lake,
        "night-" + runs,
        runs,
        new Run.Inputs("inputs-" + runs, "rules-" + runs),
        versions,
        written -> {});
  }

  /** The columns that a query tells, and null for every other. */
  private Dataset<Row> rows(Table table, String query) {
    Dataset<Row> told = spark.sql(query);
    List<String> names = Arrays.asList(told.columns());
    Column[] columns =
        table.fields().stream()
            .map(
                field ->
                    (names.contains(field.name()) ? field.col() : functions.lit(null))
                        .cast(field.type())
                        .as(field.name()))
            .toArray(Column[]::new);
    return told.select(columns);
  }

  /**
   * @param from the first of the journeys' numbers
   * @param isGivenUp condition of a journey that is given up
   */
  private void journeys(int from, int to, String isGivenUp) {
    spark
        .range(from, to)
        .selectExpr(
            "string(id) as journey_id",
            "concat('c', id) as customer_id",
            "concat(id, '-1') as visit_id",
            "pmod(xxhash64(id), 100) as lot",
            "pmod(xxhash64(id, 7), 5) = 0 as fails",
            "timestamp(date_add(date '2026-01-01', int(id % 90))) as at")
        .selectExpr("*", isGivenUp + " as gone")
        .createOrReplaceTempView("journeys_to_be");
    Run run = run();
    run.append(
        Journeys.TABLE,
        List.of(),
        rows(
            Journeys.TABLE,
            "select journey_id, customer_id, 'buy' as intent, at as started_at, at as ended_at,"
                + " date(at) as started_day, trunc(date(at), 'month') as started_month, if(gone,"
                + " 'abandoned', 'converted') as outcome, at as outcome_at, 1 as step_count,"
                + " if(gone, null, 20) as value_amount from journeys_to_be"));
    run.append(
        JourneySteps.TABLE,
        List.of(),
        rows(
            JourneySteps.TABLE,
            "select concat(touchpoint, journey_id) as interaction_id, journey_id, customer_id,"
                + " if(touchpoint = 'home', concat(journey_id, '-0'), visit_id) as visit_id,"
                + " 's' as session_id, true as opens_visit, if(touchpoint = 'home', 1, 2) as"
                + " step_number, touchpoint, 'web' as channel, 'buy' as intent, at as occurred_at,"
                + " date(at) as step_day, trunc(date(at), 'month') as step_month from"
                + " journeys_to_be lateral view explode(array('home', 'checkout')) as touchpoint"));
    run.append(
        FrictionSignals.TABLE,
        List.of(),
        rows(
            FrictionSignals.TABLE,
            "select visit_id, journey_id, customer_id, 'api_error' as signal, 'predictor' as kind,"
                + " 1.0D as strength, trunc(date(at), 'month') as signal_month"
                + " from journeys_to_be where fails"));
    run.append(Sessions.TABLE, List.of(), rows(Sessions.TABLE, "select 1 where false"));
  }

  private Row night(String... settings) {
    FrictionRules rules =
        FrictionRules.from(
            BaseSettings.inUtc()
                .with("friction.least-journeys", "300", "test")
                .with(
                    "friction.local-visits", settings.length == 0 ? "1000" : settings[0], "test"));
    try (FrictionStep step = new FrictionStep(lake, run(), rules, List.of(), END_OF_MARCH)) {
      step.build();
    }
    return lake.read(FrictionModelQuality.TABLE).first();
  }

  private static Object of(Row row, Field field) {
    return row.getAs(field.name());
  }

  private double lost() {
    return lake.read(TouchpointFriction.TABLE)
        .where("touchpoint = 'checkout'")
        .select(TouchpointFriction.LOST_JOURNEYS.col())
        .first()
        .getDouble(0);
  }

  @Test
  void aModelTakesJourneysEnoughAndStaysWhereNothingCanBeFitted() {
    journeys(0, 200, "lot < if(fails, 60, 20)");
    // Of those that began within the last week it is not known yet who gives up.
    Row few = night();
    assertThat(of(few, FrictionModelQuality.STATUS)).isEqualTo("cold_start");
    assertThat(of(few, FrictionModelQuality.REASON))
        .isEqualTo(
            "186 journeys have ended since 2026-01-01, a model takes 300"
                + " (friction.least-journeys)");
    Row scored = lake.read(TouchpointFriction.TABLE).first();
    assertThat(of(scored, TouchpointFriction.BASIS)).isEqualTo("cold_start");
    assertThat(lake.read(FrictionCauses.TABLE).isEmpty()).isTrue();

    journeys(200, 1_000, "lot < if(fails, 60, 20)");
    Row enough = night();
    assertThat(of(enough, FrictionModelQuality.REASON)).isNull();
    assertThat(of(enough, FrictionModelQuality.STATUS)).isEqualTo("fitted");
    double lost = lost();
    long failed = lake.read(FrictionVisits.TABLE).count();
    assertThat(lost).isBetween(.25 * failed, .55 * failed);

    // From here on the lake's journeys all end in one way.
    run()
        .replaceAll(
            Journeys.TABLE,
            List.of(),
            () ->
                lake.read(Journeys.TABLE)
                    .withColumn(Journeys.OUTCOME.name(), functions.lit("abandoned")));
    Row none = night();
    assertThat(of(none, FrictionModelQuality.STATUS)).isEqualTo("kept");
    assertThat((String) of(none, FrictionModelQuality.REASON))
        .startsWith("nothing could be fitted: ");
    assertThat(lost()).isEqualTo(lost);
    assertThat(lake.read(FrictionVisits.TABLE).count()).isEqualTo(failed);
  }

  @Test
  void withoutAnyJourneyTheTablesAreEmptyAndSayWhy() {
    journeys(0, 0, "false");
    assertThat(of(night(), FrictionModelQuality.STATUS)).isEqualTo("cold_start");
    assertThat(lake.read(TouchpointFriction.TABLE).isEmpty()).isTrue();
  }

  @Test
  void whereVisitsAreFittedDoesNotMatter() {
    journeys(0, 600, "lot < if(fails, 60, 20)");
    night("1000");
    List<Table> tables = List.of(TouchpointFriction.TABLE, FrictionCauses.TABLE);
    List<String> here = tables.stream().map(this::digest).toList();
    night("1");
    assertThat(tables.stream().map(this::digest).toList()).isEqualTo(here);
  }

  private String digest(Table table) {
    return Digest.of(lake.read(table), table.fields()).toString();
  }
}
