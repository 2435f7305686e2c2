package io.percorso.journeys;

import io.percorso.lake.Table;
import io.percorso.testing.Frames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Journeys and steps of stories as rows, for the tables that are made from both. */
final class ToldJourneys {
  private static final JourneyVisits.Rules IN_EUR = new JourneyVisits.Rules("EUR");

  private final List<Story> stories;
  private final SparkSession spark;

  private ToldJourneys(SparkSession spark, List<Story> stories) {
    this.spark = spark;
    this.stories = stories;
  }

  /** Each story is another customer's. */
  static ToldJourneys of(SparkSession spark, Story... stories) {
    return new ToldJourneys(spark, List.of(stories));
  }

  /** Many random customers. */
  static ToldJourneys random(SparkSession spark, int customers) {
    List<Story> stories = new ArrayList<>();
    for (int seed = 0; seed < customers; seed++) {
      stories.add(Story.of(TimelineFoldTest.history(seed)));
    }
    return new ToldJourneys(spark, stories);
  }

  Dataset<Row> journeys() {
    return rows(Journeys.TABLE);
  }

  Dataset<Row> steps() {
    return rows(JourneySteps.TABLE);
  }

  Dataset<Row> visits() {
    return JourneyVisits.build(journeys(), steps(), IN_EUR);
  }

  /** The same visits, from rows that lie otherwise. */
  Dataset<Row> visitsOfShuffledRows() {
    return JourneyVisits.build(
            journeys().repartition(5, Journeys.ENDED_AT.col()),
            steps().repartition(7, JourneySteps.TOUCHPOINT.col()),
            IN_EUR)
        .repartition(3);
  }

  private Dataset<Row> rows(Table table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int customer = 0; customer < stories.size(); customer++) {
      for (Map<String, Object> told : stories.get(customer).rowsOf(table)) {
        Map<String, Object> row = new LinkedHashMap<>(told);
        row.computeIfPresent(Journeys.JOURNEY_ID.name(), prefix(customer));
        row.computeIfPresent(Journeys.CUSTOMER_ID.name(), prefix(customer));
        rows.add(row);
      }
    }
    return Frames.of(spark, table, rows);
  }

  private static BiFunction<String, Object, Object> prefix(int customer) {
    return (column, value) -> customer + "-" + value;
  }
}
