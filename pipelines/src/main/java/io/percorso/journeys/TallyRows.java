package io.percorso.journeys;

import static org.apache.spark.sql.functions.sum;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One row per month, intent and {@link Tally}, while a table is made from them: what journeys add
 * is summed where they lie, and only the sums of a month and intent come together, to be solved at
 * once.
 */
final class TallyRows {
  /** Says what a walk adds. */
  interface Teller extends Serializable {
    void tell(Walk walk, Tallies tallies);
  }

  /** Makes a table's rows of one group from the sums of it. */
  interface Solver extends Serializable {
    /**
     * @param intent of the group; empty where groups are whole months
     */
    List<Row> solve(LocalDate month, String intent, Tallies tallies);
  }

  private static final Field MONTH = JourneyVisits.MONTH;
  private static final Field INTENT = Journeys.INTENT;
  private static final Field KIND = Field.word("kind", "What is counted");
  private static final Field TOUCHPOINT = JourneySteps.TOUCHPOINT;
  private static final Field NEXT = Field.text("next", "What follows or qualifies the touchpoint");
  private static final Field LENGTH = Field.integer("length", "Of the walk or its set");
  private static final Field COUNT = Field.bigint("count", "Occurrences");
  private static final Field VALUED_COUNT =
      Field.bigint("valued_count", "Of these, with known worth");
  private static final Field WORTH = JourneyVisits.WORTH;
  private static final StructType KEY = schema(MONTH, INTENT);
  private static final StructType SCHEMA =
      schema(MONTH, INTENT, KIND, TOUCHPOINT, NEXT, LENGTH, COUNT, VALUED_COUNT, WORTH);

  private TallyRows() {}

  /**
   * @param visits rows of {@link JourneyVisits}
   * @return rows of the table, one solve per month and intent
   */
  static Dataset<Row> byMonthAndIntent(
      Dataset<Row> visits, Teller teller, Table table, Solver solver) {
    return solved(visits, row -> row.getAs(INTENT.name()), teller, table, solver);
  }

  /**
   * @param visits rows of {@link JourneyVisits}
   * @return rows of the table, one solve per month
   */
  static Dataset<Row> byMonth(Dataset<Row> visits, Teller teller, Table table, Solver solver) {
    return solved(visits, row -> "", teller, table, solver);
  }

  /** The intent under which a row's journey is counted. */
  private interface Grouping extends Serializable {
    String intent(Row row);
  }

  private static Dataset<Row> solved(
      Dataset<Row> visits, Grouping grouping, Teller teller, Table table, Solver solver) {
    FlatMapFunction<Row, Row> tell =
        row -> {
          Tallies tallies = new Tallies();
          teller.tell(JourneyVisits.walk(row), tallies);
          return rows(row.getAs(MONTH.name()), grouping.intent(row), tallies).iterator();
        };
    MapFunction<Row, Row> key =
        row -> RowFactory.create(row.<Object>getAs(MONTH.name()), row.getAs(INTENT.name()));
    FlatMapGroupsFunction<Row, Row, Row> solve =
        (group, rows) -> {
          Tallies tallies = new Tallies();
          rows.forEachRemaining(row -> tallies.add(tally(row), sums(row)));
          return solver.solve(group.getAs(0), group.getString(1), tallies).iterator();
        };
    Column[] tally =
        Stream.of(MONTH, INTENT, KIND, TOUCHPOINT, NEXT, LENGTH)
            .map(Field::col)
            .toArray(Column[]::new);
    return visits
        .flatMap(tell, Encoders.row(SCHEMA))
        .groupBy(tally)
        .agg(
            sum(COUNT.col()).as(COUNT.name()),
            sum(VALUED_COUNT.col()).as(VALUED_COUNT.name()),
            sum(WORTH.col()).as(WORTH.name()))
        .groupByKey(key, Encoders.row(KEY))
        .flatMapGroups(solve, Encoders.row(table.schema()));
  }

  private static List<Row> rows(Object month, String intent, Tallies tallies) {
    List<Row> rows = new ArrayList<>();
    tallies.forEach(
        (tally, sum) ->
            rows.add(
                RowFactory.create(
                    month,
                    intent,
                    tally.kind().name(),
                    tally.touchpoint(),
                    tally.next(),
                    tally.length(),
                    sum.count(),
                    sum.valuedCount(),
                    sum.worth())));
    return rows;
  }

  private static Tally tally(Row row) {
    return new Tally(
        Tally.Kind.valueOf(row.getAs(KIND.name())),
        row.getAs(TOUCHPOINT.name()),
        row.getAs(NEXT.name()),
        row.<Integer>getAs(LENGTH.name()));
  }

  private static Tallies.Sum sums(Row row) {
    return new Tallies.Sum(
        row.<Long>getAs(COUNT.name()),
        row.<Long>getAs(VALUED_COUNT.name()),
        row.<BigDecimal>getAs(WORTH.name()));
  }

  private static StructType schema(Field... fields) {
    return new StructType(
        Arrays.stream(fields).map(Field::structField).toArray(StructField[]::new));
  }
}
