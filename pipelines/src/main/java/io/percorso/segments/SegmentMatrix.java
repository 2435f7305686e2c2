package io.percorso.segments;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFeatures;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per snapshot day, scheme of segments, segment and measure: how the customers of a segment
 * fare, each figure with its 90 % interval and, beside it, drawn towards the other segments of the
 * scheme ({@link MatrixCells}).
 *
 * <ul>
 *   <li>schemes: rfm ({@link RfmSegments}), behaviour ({@link BehaviourSegments}), contract_kind,
 *       tier
 *   <li>means per customer, of the 90 days to the snapshot: friction_visits_90,
 *       abandoned_journeys_90, escalated_journeys_90, sessions_90, spend_90 (currency of reports)
 *   <li>nps: of the last answers within {@code segments.nps-within}, −100 to 100
 *   <li>asked_to_leave_30: of the customers of an earlier snapshot with a contract, the share who
 *       asked for its end within the 30 days after it. The snapshot is the last one that is 30 days
 *       old, its segments are those of then; where there is none, the share is not yet known
 * </ul>
 *
 * <p>A figure of fewer customers than {@code segments.shown-from} is left out, and so is their
 * number; one of fewer than {@code segments.enough-from} is marked. Customers are those who have a
 * number: of NPS, those who answered.
 */
public final class SegmentMatrix {
  public static final Field SNAPSHOT_DAY = CustomerFeatures.SNAPSHOT_DAY;
  public static final Field SCHEME = Field.word("scheme", "rfm, behaviour, contract_kind or tier");
  public static final Field SEGMENT =
      Field.text("segment", "Segment of the scheme; unknown: none is stated");
  public static final Field MEASURE = Field.word("measure", "What is compared");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Customers who have a number of it; null where hidden");
  public static final Field VALUE =
      Field.real("value", "Mean per customer; of nps the score, of asked_to_leave_30 the share");
  public static final Field VALUE_LOW = Field.real("value_low", "Lower end of its 90 % interval");
  public static final Field VALUE_HIGH = Field.real("value_high", "Upper end of its 90 % interval");
  public static final Field SHRUNKEN_VALUE =
      Field.real("shrunken_value", "What is believed when all segments are looked at together");
  public static final Field EVIDENCE =
      Field.word("evidence", "enough, not_enough_data (too few to rely on) or hidden");
  public static final Field HIDDEN_BECAUSE =
      Field.word("hidden_because", "fewer_than_10_customers or not_yet_known; null where shown");
  public static final Field KNOWN_OF_DAY =
      CustomerFeatures.SNAPSHOT_DAY.as(
          "known_of_day", "The snapshot by whose segments customers are counted");

  private static final String ENOUGH = "enough";
  private static final String NOT_ENOUGH = "not_enough_data";
  private static final String HIDDEN = "hidden";

  public static final Table TABLE =
      Table.named(
              "gold.segment_matrix",
              "One row per snapshot day, scheme of segments, segment and measure",
              SNAPSHOT_DAY,
              SCHEME,
              SEGMENT,
              MEASURE,
              CUSTOMER_COUNT,
              VALUE,
              VALUE_LOW,
              VALUE_HIGH,
              SHRUNKEN_VALUE,
              EVIDENCE,
              HIDDEN_BECAUSE,
              KNOWN_OF_DAY)
          .grain(SNAPSHOT_DAY, SCHEME, SEGMENT, MEASURE)
          .partitionedBy(SNAPSHOT_DAY)
          .expect(
              fail(
                  "what is hidden has no figures, and what is shown has all",
                  HIDDEN_BECAUSE
                      .col()
                      .isNull()
                      .equalTo(VALUE.col().isNotNull())
                      .and(VALUE.col().isNull().equalTo(CUSTOMER_COUNT.col().isNull()))
                      .and(VALUE.col().isNull().equalTo(SHRUNKEN_VALUE.col().isNull()))),
              fail(
                  "a figure lies within its interval",
                  VALUE_LOW.col().leq(VALUE.col()).and(VALUE.col().leq(VALUE_HIGH.col()))));

  /** The measures, in the order in which they are read. */
  public static List<String> measures() {
    return Arrays.stream(SegmentMeasure.values()).map(SegmentMeasure::word).toList();
  }

  /** Days after a snapshot within which who asks to leave is counted. */
  public static final int HORIZON = 30;

  /**
   * Business numbers, from conf/base.yaml, section segments.
   *
   * @param npsWithin days
   * @param shownFrom fewest customers of a figure that is shown
   * @param enoughFrom fewest customers of a figure that is enough
   */
  public record Rules(int npsWithin, long shownFrom, long enoughFrom) implements Serializable {
    public Rules {
      if (shownFrom < 2 || enoughFrom < shownFrom) {
        throw new IllegalArgumentException(
            "cells shown from %d and enough from %d customers".formatted(shownFrom, enoughFrom));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(
          (int) settings.duration("segments.nps-within").toDays(),
          settings.integer("segments.shown-from"),
          settings.integer("segments.enough-from"));
    }

    private String tooFew() {
      return "fewer_than_%d_customers".formatted(shownFrom);
    }
  }

  /**
   * A day of which the matrix tells.
   *
   * @param earlier the last snapshot that is {@link #HORIZON} days old
   */
  public record Told(LocalDate day, Optional<LocalDate> earlier) {}

  /**
   * What the matrix is made of.
   *
   * @param features rows of {@link CustomerFeatures}
   * @param rfm rows of {@link RfmSegments}
   * @param behaviour rows of {@link BehaviourSegments}
   * @param events rows of {@link CustomerEvents}
   */
  public record Sources(
      Dataset<Row> features, Dataset<Row> rfm, Dataset<Row> behaviour, Dataset<Row> events) {}

  private static final String NOT_YET_KNOWN = "not_yet_known";
  private static final Column ASKED_DAYS = col("asked_days");
  private static final Column MEMBERS = col("members");

  private SegmentMatrix() {}

  public static Dataset<Row> build(Sources of, List<Told> days, Rules rules) {
    Dataset<Row> members = now(of, days, rules);
    List<Told> known = days.stream().filter(told -> told.earlier.isPresent()).toList();
    if (!known.isEmpty()) {
      members = members.union(earlier(of, known));
    }
    Dataset<Row> cells = cells(members, days);
    MapFunction<Row, String> key =
        row -> row.get(0) + "/" + row.getAs(SCHEME.name()) + "/" + row.getAs(MEASURE.name());
    FlatMapGroupsFunction<String, Row, Row> tell = (k, rows) -> told(rows, rules).iterator();
    return cells
        .groupByKey(key, Encoders.STRING())
        .flatMapGroups(tell, Encoders.row(TABLE.schema()));
  }

  private static Column in(List<LocalDate> days) {
    return SNAPSHOT_DAY.col().isin(days.toArray());
  }

  /** Customers of the days themselves, with their numbers. */
  private static Dataset<Row> now(Sources of, List<Told> days, Rules rules) {
    List<Column> columns = new ArrayList<>(List.of(SNAPSHOT_DAY.col(), schemes()));
    for (SegmentMeasure measure : SegmentMeasure.values()) {
      columns.add(measure.value(rules.npsWithin).as(measure.word()));
    }
    columns.add(lit(true).as("is_now"));
    return withSegments(of, days.stream().map(Told::day).toList())
        .select(columns.toArray(Column[]::new));
  }

  /** Customers of earlier snapshots with a contract, and whether they asked for its end. */
  private static Dataset<Row> earlier(Sources of, List<Told> known) {
    Column told = lit(null).cast("array<date>");
    for (LocalDate day : known.stream().map(each -> each.earlier.get()).distinct().toList()) {
      Column[] of30 =
          known.stream()
              .filter(each -> each.earlier.get().equals(day))
              .map(each -> lit(each.day))
              .toArray(Column[]::new);
      told = when(SNAPSHOT_DAY.col().equalTo(lit(day)), array(of30)).otherwise(told);
    }
    Column last = date_add(SNAPSHOT_DAY.col(), HORIZON);
    Column asked =
        coalesce(
            exists(ASKED_DAYS, day -> day.gt(SNAPSHOT_DAY.col()).and(day.leq(last))), lit(false));
    List<Column> columns = new ArrayList<>(List.of(explode(told).as("told_day"), schemes()));
    for (SegmentMeasure measure : SegmentMeasure.values()) {
      Column number =
          measure == SegmentMeasure.ASKED_TO_LEAVE_30 ? asked.cast("bigint") : lit(null);
      columns.add(number.cast("bigint").as(measure.word()));
    }
    columns.add(lit(false).as("is_now"));
    Dataset<Row> asking =
        of.events
            .where(CustomerEvents.KIND.col().equalTo(CustomerEvents.Kind.CANCEL_REQUESTED.word()))
            .groupBy(CustomerEvents.CUSTOMER_ID.col())
            .agg(collect_set(CustomerEvents.EVENT_DAY.col()).as("asked_days"));
    String id = CustomerFeatures.CUSTOMER_ID.name();
    return withSegments(of, known.stream().map(each -> each.earlier.get()).distinct().toList())
        .where(CustomerFeatures.CONTRACT_KIND.col().notEqual(CustomerFeatures.NO_CONTRACT))
        .join(asking, new String[] {id}, "left")
        .select(columns.toArray(Column[]::new));
  }

  private static Dataset<Row> withSegments(Sources of, List<LocalDate> days) {
    String[] keys = {CustomerFeatures.CUSTOMER_ID.name(), SNAPSHOT_DAY.name()};
    return of.features
        .where(in(days))
        .join(segments(of.rfm, RfmSegments.SEGMENT, "rfm").where(in(days)), keys, "left")
        .join(
            segments(of.behaviour, BehaviourSegments.SEGMENT, "behaviour").where(in(days)),
            keys,
            "left");
  }

  private static Dataset<Row> segments(Dataset<Row> rows, Field segment, String name) {
    return rows.select(
        CustomerFeatures.CUSTOMER_ID.col(), SNAPSHOT_DAY.col(), segment.col().as(name));
  }

  private static Column schemes() {
    return array(
            scheme("rfm", col("rfm")),
            scheme("behaviour", col("behaviour")),
            scheme("contract_kind", CustomerFeatures.CONTRACT_KIND.col()),
            scheme("tier", CustomerFeatures.TIER.col()))
        .as("schemes");
  }

  private static Column scheme(String name, Column segment) {
    return struct(
        lit(name).as(SCHEME.name()), coalesce(segment, lit("unknown")).as(SEGMENT.name()));
  }

  /** Whole sums, so that their order does not matter. */
  private static Dataset<Row> cells(Dataset<Row> members, List<Told> days) {
    List<Column> sums = new ArrayList<>();
    List<Column> cells = new ArrayList<>();
    for (SegmentMeasure measure : SegmentMeasure.values()) {
      boolean isAsked = measure == SegmentMeasure.ASKED_TO_LEAVE_30;
      Column value = measure.value();
      Column wide = value.cast("decimal(18,0)");
      sums.add(count(value).as(measure.word() + "_customers"));
      sums.add(coalesce(sum(value), lit(0L)).as(measure.word() + "_sum"));
      sums.add(
          coalesce(sum(wide.multiply(wide)).cast("double"), lit(0.0))
              .as(measure.word() + "_squares"));
      cells.add(
          struct(
              lit(measure.word()).as(MEASURE.name()),
              measure.customers().as("customers"),
              measure.sum().as("sum"),
              measure.squares().as("squares"),
              (isAsked ? earlierOf(days) : SNAPSHOT_DAY.col()).as(KNOWN_OF_DAY.name()),
              (isAsked ? measure.customers().gt(0).or(earlierOf(days).isNull()) : MEMBERS.gt(0))
                  .as("is_told")));
    }
    sums.add(count(when(col("is_now"), 1)).as("members"));
    return members
        .select(col("*"), explode(col("schemes")).as("of"))
        .groupBy(
            SNAPSHOT_DAY.col(),
            col("of.scheme").as(SCHEME.name()),
            col("of.segment").as(SEGMENT.name()))
        .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
        .select(
            SNAPSHOT_DAY.col(),
            SCHEME.col(),
            SEGMENT.col(),
            explode(array(cells.toArray(Column[]::new))).as("cell"))
        .select(SNAPSHOT_DAY.col(), SCHEME.col(), SEGMENT.col(), col("cell.*"))
        .where(col("is_told"));
  }

  private static Column earlierOf(List<Told> days) {
    Column earlier = lit(null).cast("date");
    for (Told told : days) {
      if (told.earlier.isPresent()) {
        earlier =
            when(SNAPSHOT_DAY.col().equalTo(lit(told.day)), lit(told.earlier.get()))
                .otherwise(earlier);
      }
    }
    return earlier;
  }

  /** The rows of one measure in one scheme, on one day. */
  private static List<Row> told(Iterator<Row> cells, Rules rules) {
    List<Row> sorted = new ArrayList<>();
    cells.forEachRemaining(sorted::add);
    sorted.sort(Comparator.comparing(row -> row.<String>getAs(SEGMENT.name())));
    List<Row> shown =
        sorted.stream().filter(row -> row.<Long>getAs("customers") >= rules.shownFrom).toList();
    List<Row> told = new ArrayList<>();
    for (Row row : sorted) {
      if (!shown.contains(row)) {
        told.add(hidden(row, rules));
      }
    }
    if (!shown.isEmpty()) {
      SegmentMeasure measure = SegmentMeasure.of(shown.get(0).getAs(MEASURE.name()));
      List<MatrixCells.Told> figures =
          MatrixCells.told(measure, shown.stream().map(SegmentMatrix::cell).toList());
      for (int i = 0; i < shown.size(); i++) {
        told.add(shown(shown.get(i), figures.get(i), rules));
      }
    }
    return told;
  }

  private static MatrixCells.Cell cell(Row row) {
    return new MatrixCells.Cell(
        row.getAs(SEGMENT.name()),
        row.<Long>getAs("customers"),
        row.<Long>getAs("sum"),
        row.<Double>getAs("squares"));
  }

  private static Row shown(Row row, MatrixCells.Told told, Rules rules) {
    long customers = row.<Long>getAs("customers");
    return RowFactory.create(
        row.getAs(SNAPSHOT_DAY.name()),
        row.getAs(SCHEME.name()),
        row.getAs(SEGMENT.name()),
        row.getAs(MEASURE.name()),
        customers,
        told.value(),
        told.interval().low(),
        told.interval().high(),
        told.shrunken(),
        customers >= rules.enoughFrom ? ENOUGH : NOT_ENOUGH,
        null,
        row.getAs(KNOWN_OF_DAY.name()));
  }

  private static Row hidden(Row row, Rules rules) {
    boolean isKnown = row.getAs(KNOWN_OF_DAY.name()) != null;
    return RowFactory.create(
        row.getAs(SNAPSHOT_DAY.name()),
        row.getAs(SCHEME.name()),
        row.getAs(SEGMENT.name()),
        row.getAs(MEASURE.name()),
        null,
        null,
        null,
        null,
        null,
        HIDDEN,
        isKnown ? rules.tooFew() : NOT_YET_KNOWN,
        row.getAs(KNOWN_OF_DAY.name()));
  }
}
