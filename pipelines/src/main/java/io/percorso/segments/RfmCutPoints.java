package io.percorso.segments;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerFeatures;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * One row per quarter and measure: where the scores of {@link RfmSegments} change, taken from the
 * first snapshot of the quarter with enough buyers and kept until its end. So a customer's score
 * changes within a quarter only because of what the customer does.
 *
 * <p>Four values part the buyers into fifths: the first is the smallest value that a fifth does not
 * exceed. Customers of one value have one score, however many they are. Who bought on one day only
 * is a bin of its own in frequency, where the other three values part the others into quarters;
 * they are null where nobody bought twice.
 *
 * <p>Exact: customers are counted by whole days and by hundredths of the currency of reports.
 */
public final class RfmCutPoints {
  public static final Field QUARTER = Field.day("quarter", "First day of the quarter");
  public static final Field MEASURE =
      Field.word("measure", "recency (days), frequency (days) or monetary (hundredths)");
  public static final Field CUT_1 = cut(1);
  public static final Field CUT_2 = cut(2);
  public static final Field CUT_3 = cut(3);
  public static final Field CUT_4 = cut(4);
  public static final Field MADE_OF_DAY =
      CustomerFeatures.SNAPSHOT_DAY.as("made_of_day", "The snapshot whose buyers were counted");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Buyers in that snapshot");

  static final List<Field> CUTS = List.of(CUT_1, CUT_2, CUT_3, CUT_4);

  public static final Table TABLE =
      Table.named(
              "gold.rfm_cut_points",
              "One row per quarter and measure of the scores by purchases",
              QUARTER,
              MEASURE,
              CUT_1,
              CUT_2,
              CUT_3,
              CUT_4,
              MADE_OF_DAY,
              CUSTOMER_COUNT)
          .grain(QUARTER, MEASURE)
          .expect(
              fail(
                  "cut points do not fall",
                  CUT_1
                      .col()
                      .leq(CUT_2.col())
                      .and(CUT_2.col().leq(CUT_3.col()))
                      .and(CUT_3.col().leq(CUT_4.col()))),
              fail("there were buyers", CUSTOMER_COUNT.col().geq(1)));

  /** What is scored. */
  enum Measure {
    RECENCY("recency"),
    FREQUENCY("frequency"),
    MONETARY("monetary");

    private final String word;

    Measure(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /** Whole days; money in hundredths. */
    Column value() {
      return switch (this) {
        case RECENCY -> CustomerFeatures.DAYS_SINCE_PURCHASE.col().cast("bigint");
        case FREQUENCY -> CustomerFeatures.PURCHASE_DAYS.col().cast("bigint");
        case MONETARY -> round(CustomerFeatures.SPEND.col().multiply(HUNDREDTHS)).cast("bigint");
      };
    }
  }

  /**
   * Business numbers, from conf/base.yaml, section segments.
   *
   * @param leastBuyers customers with a purchase in a snapshot of which cut points are made
   */
  public record Rules(long leastBuyers) implements Serializable {
    public Rules {
      if (leastBuyers < 1) {
        throw new IllegalArgumentException("%d buyers part nobody".formatted(leastBuyers));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(settings.integer("segments.least-buyers"));
    }
  }

  private static final int HUNDREDTHS = 100;
  private static final Column VALUE = col("value");
  private static final Column CUSTOMERS = col("customers");
  private static final Column PARTED = col("parted");
  private static final Column UP_TO = col("up_to");
  private static final Column ALL = col("all_parted");

  private RfmCutPoints() {}

  private static Field cut(int number) {
    return Field.bigint("cut_" + number, "Up to and with this value: the " + number + ". bin");
  }

  /** Buyers of a snapshot: whoever has a day of the last purchase. */
  static Column hasBought() {
    return CustomerFeatures.DAYS_SINCE_PURCHASE
        .col()
        .isNotNull()
        .and(CustomerFeatures.PURCHASE_DAYS.col().gt(0));
  }

  /** The first day of a day's quarter. */
  public static LocalDate quarterOf(LocalDate day) {
    return day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
  }

  static Column quarterOf(Column day) {
    return trunc(day, "quarter");
  }

  /** Buyers by snapshot day: what the choice of a quarter's snapshot needs. */
  public static Dataset<Row> buyers(Dataset<Row> features) {
    return features
        .where(hasBought())
        .groupBy(CustomerFeatures.SNAPSHOT_DAY.col())
        .agg(count(lit(1)).as(CUSTOMER_COUNT.name()));
  }

  /**
   * @param features rows of {@link CustomerFeatures} of one snapshot day for each quarter
   */
  public static Dataset<Row> build(Dataset<Row> features) {
    Column isFrequency = MEASURE.col().equalTo(Measure.FREQUENCY.word());
    Column bins = when(isFrequency, lit(4)).otherwise(lit(5));
    WindowSpec ofMeasure = Window.partitionBy(QUARTER.col(), MEASURE.col());
    return counted(features)
        .withColumn("parted", when(isFrequency.and(VALUE.leq(1)), lit(0L)).otherwise(CUSTOMERS))
        .withColumn("up_to", sum(PARTED).over(ofMeasure.orderBy(VALUE)))
        .withColumn("all_parted", sum(PARTED).over(ofMeasure))
        .groupBy(QUARTER.col(), MEASURE.col(), MADE_OF_DAY.col())
        .agg(
            sum(CUSTOMERS).as(CUSTOMER_COUNT.name()),
            bound(1, bins),
            bound(2, bins),
            bound(3, bins),
            bound(4, bins))
        .select(
            QUARTER.col(),
            MEASURE.col(),
            when(isFrequency, lit(1L)).otherwise(col("bound_1")).as(CUT_1.name()),
            when(isFrequency, col("bound_1")).otherwise(col("bound_2")).as(CUT_2.name()),
            when(isFrequency, col("bound_2")).otherwise(col("bound_3")).as(CUT_3.name()),
            when(isFrequency, col("bound_3")).otherwise(col("bound_4")).as(CUT_4.name()),
            MADE_OF_DAY.col(),
            CUSTOMER_COUNT.col());
  }

  /** One row for each value that somebody has. */
  private static Dataset<Row> counted(Dataset<Row> features) {
    Column[] measures = new Column[Measure.values().length];
    for (Measure measure : Measure.values()) {
      measures[measure.ordinal()] =
          struct(lit(measure.word()).as(MEASURE.name()), measure.value().as("value"));
    }
    return features
        .where(hasBought())
        .select(
            CustomerFeatures.SNAPSHOT_DAY.col().as(MADE_OF_DAY.name()),
            explode(array(measures)).as("of"))
        .groupBy(
            MADE_OF_DAY.col(), col("of.measure").as(MEASURE.name()), col("of.value").as("value"))
        .agg(count(lit(1)).as("customers"))
        .withColumn(QUARTER.name(), quarterOf(MADE_OF_DAY.col()));
  }

  /** The smallest value that so many bins' part of the customers does not exceed. */
  private static Column bound(int number, Column bins) {
    Column holds = ALL.gt(0).and(UP_TO.multiply(bins).geq(ALL.multiply(number)));
    return min(when(holds, VALUE)).as("bound_" + number);
  }
}
