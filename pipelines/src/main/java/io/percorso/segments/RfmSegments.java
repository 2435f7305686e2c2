package io.percorso.segments;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerFeatures;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per customer and snapshot day of {@link CustomerFeatures}: when, how often and for how
 * much the customer bought, scored 1 to 5 by the cut points of the quarter ({@link RfmCutPoints}),
 * and the name that the scores give ({@link RfmSegment}).
 *
 * <p>Who never bought has no scores and the word {@link #NO_PURCHASE}. In a quarter none of whose
 * snapshots had enough buyers for cut points, buyers have no scores and the word {@link
 * #NOT_SCORED}.
 *
 * <p>Written on the night of the snapshot and not later, as the features are.
 */
public final class RfmSegments {
  public static final Field CUSTOMER_ID = CustomerFeatures.CUSTOMER_ID;
  public static final Field SNAPSHOT_DAY = CustomerFeatures.SNAPSHOT_DAY;
  public static final Field RECENCY_DAYS =
      Field.bigint("recency_days", "Days since the last purchase; null: none");
  public static final Field PURCHASE_DAY_COUNT =
      Field.bigint("purchase_day_count", "Days with a purchase, ever");
  public static final Field SPENT_AMOUNT =
      Field.amount("spent_amount", "Spent on purchases ever, currency of reports");
  public static final Field RECENCY_SCORE = score("recency_score", "5: lately, 1: long ago");
  public static final Field FREQUENCY_SCORE = score("frequency_score", "5: often, 1: once");
  public static final Field MONETARY_SCORE = score("monetary_score", "5: for most, 1: for least");
  public static final Field SEGMENT =
      Field.word("segment", "One of the eleven names, or no_purchase, or not_scored");

  /** Whoever never bought. */
  public static final String NO_PURCHASE = "no_purchase";

  /** Whoever bought when there were too few buyers to compare with. */
  public static final String NOT_SCORED = "not_scored";

  public static final Table TABLE =
      Table.named(
              "gold.rfm_segments",
              "One row per customer and snapshot day",
              CUSTOMER_ID,
              SNAPSHOT_DAY,
              RECENCY_DAYS,
              PURCHASE_DAY_COUNT,
              SPENT_AMOUNT,
              RECENCY_SCORE,
              FREQUENCY_SCORE,
              MONETARY_SCORE,
              SEGMENT)
          .grain(CUSTOMER_ID, SNAPSHOT_DAY)
          .partitionedBy(SNAPSHOT_DAY)
          .expect(
              fail("everybody has a segment", SEGMENT.col().isNotNull()),
              fail(
                  "scores are 1 to 5",
                  RECENCY_SCORE
                      .col()
                      .between(1, RfmSegment.BEST)
                      .and(FREQUENCY_SCORE.col().between(1, RfmSegment.BEST))
                      .and(MONETARY_SCORE.col().between(1, RfmSegment.BEST))),
              fail(
                  "who never bought has no score",
                  SEGMENT
                      .col()
                      .isin(NO_PURCHASE, NOT_SCORED)
                      .equalTo(RECENCY_SCORE.col().isNull())));

  private RfmSegments() {}

  private static Field score(String name, String meaning) {
    return Field.integer(name, meaning);
  }

  /**
   * @param features rows of {@link CustomerFeatures}
   * @param cutPoints rows of {@link RfmCutPoints}
   */
  public static Dataset<Row> build(Dataset<Row> features, Dataset<Row> cutPoints) {
    Column hasBought = RfmCutPoints.hasBought();
    Column isScored = hasBought.and(cut(RfmCutPoints.Measure.RECENCY, 0).isNotNull());
    Column recency = lit(RfmSegment.BEST + 1).minus(bin(RfmCutPoints.Measure.RECENCY));
    Column spent = CustomerFeatures.SPEND.col().cast(SPENT_AMOUNT.type());
    Dataset<Row> scored =
        features
            .join(
                broadcast(byQuarter(cutPoints)),
                RfmCutPoints.quarterOf(SNAPSHOT_DAY.col()).equalTo(RfmCutPoints.QUARTER.col()),
                "left")
            .select(
                CUSTOMER_ID.col(),
                SNAPSHOT_DAY.col(),
                when(hasBought, RfmCutPoints.Measure.RECENCY.value()).as(RECENCY_DAYS.name()),
                RfmCutPoints.Measure.FREQUENCY.value().as(PURCHASE_DAY_COUNT.name()),
                spent.as(SPENT_AMOUNT.name()),
                when(isScored, recency).as(RECENCY_SCORE.name()),
                when(isScored, bin(RfmCutPoints.Measure.FREQUENCY)).as(FREQUENCY_SCORE.name()),
                when(isScored, bin(RfmCutPoints.Measure.MONETARY)).as(MONETARY_SCORE.name()));
    return scored.withColumn(SEGMENT.name(), segment()).select(TABLE.columns());
  }

  private static Column segment() {
    List<Column> words = new ArrayList<>();
    for (int recency = 1; recency <= RfmSegment.BEST; recency++) {
      for (int both = 1; both <= RfmSegment.BEST; both++) {
        words.add(lit(RfmSegment.of(recency, both, both).word()));
      }
    }
    Column both = FREQUENCY_SCORE.col().plus(MONETARY_SCORE.col()).plus(1).divide(2).cast("int");
    Column place = RECENCY_SCORE.col().minus(1).multiply(RfmSegment.BEST).plus(both);
    return when(RECENCY_DAYS.col().isNull(), NO_PURCHASE)
        .when(RECENCY_SCORE.col().isNull(), NOT_SCORED)
        .otherwise(element_at(array(words.toArray(Column[]::new)), place));
  }

  /** 1 and one for each cut point that the value exceeds. */
  private static Column bin(RfmCutPoints.Measure measure) {
    Column bin = lit(1);
    for (int i = 0; i < RfmCutPoints.CUTS.size(); i++) {
      bin = bin.plus(when(measure.value().gt(cut(measure, i)), 1).otherwise(0));
    }
    return bin;
  }

  private static Column cut(RfmCutPoints.Measure measure, int index) {
    return col(name(measure, index));
  }

  private static String name(RfmCutPoints.Measure measure, int index) {
    return measure.word() + "_" + RfmCutPoints.CUTS.get(index).name();
  }

  /** A quarter's cut points side by side. */
  private static Dataset<Row> byQuarter(Dataset<Row> cutPoints) {
    List<Column> columns = new ArrayList<>();
    for (RfmCutPoints.Measure measure : RfmCutPoints.Measure.values()) {
      for (int i = 0; i < RfmCutPoints.CUTS.size(); i++) {
        Column value =
            when(
                RfmCutPoints.MEASURE.col().equalTo(measure.word()), RfmCutPoints.CUTS.get(i).col());
        columns.add(first(value, true).as(name(measure, i)));
      }
    }
    return cutPoints
        .groupBy(RfmCutPoints.QUARTER.col())
        .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
  }
}
