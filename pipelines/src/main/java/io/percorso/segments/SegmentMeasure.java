package io.percorso.segments;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.retention.CustomerFeatures;
import java.util.Locale;
import org.apache.spark.sql.Column;

/** By what segments are compared. Each customer has a whole number of it, or none. */
enum SegmentMeasure {
  FRICTION_VISITS_90(CustomerFeatures.FRICTION_VISITS_90),
  ABANDONED_JOURNEYS_90(CustomerFeatures.ABANDONED_JOURNEYS_90),
  ESCALATED_JOURNEYS_90(CustomerFeatures.ESCALATED_JOURNEYS_90),
  SESSIONS_90(CustomerFeatures.SESSIONS_90),
  SPEND_90(CustomerFeatures.SPEND_90),
  NPS(CustomerFeatures.LAST_NPS),
  ASKED_TO_LEAVE_30(CustomerFeatures.CONTRACT_KIND);

  private static final int PROMOTER = 9;
  private static final int PASSIVE = 7;
  private static final int HUNDREDTHS = 100;

  private final Field figure;

  SegmentMeasure(Field figure) {
    this.figure = figure;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SegmentMeasure of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** What a customer's whole number is to be multiplied with. */
  double unit() {
    return switch (this) {
      case SPEND_90 -> 1.0 / HUNDREDTHS;
      case NPS -> HUNDREDTHS;
      default -> 1;
    };
  }

  double least() {
    return this == NPS ? -HUNDREDTHS : 0;
  }

  double most() {
    return this == NPS ? HUNDREDTHS : Double.MAX_VALUE;
  }

  /**
   * The whole number of a customer: a count, hundredths of money, 1, 0 or −1 for promoters,
   * passives and detractors; null for whoever has none, such as no answer.
   */
  Column value(int npsWithinDays) {
    return switch (this) {
      case SPEND_90 -> round(figure.col().multiply(HUNDREDTHS)).cast("bigint");
      case NPS ->
          when(
              CustomerFeatures.NPS_AGE_DAYS.col().lt(npsWithinDays),
              when(figure.col().geq(PROMOTER), lit(1L))
                  .when(figure.col().geq(PASSIVE), lit(0L))
                  .otherwise(lit(-1L)));
      case ASKED_TO_LEAVE_30 -> lit(null).cast("bigint");
      default -> figure.col().cast("bigint");
    };
  }

  Column customers() {
    return col(word() + "_customers");
  }

  Column sum() {
    return col(word() + "_sum");
  }

  Column squares() {
    return col(word() + "_squares");
  }

  Column value() {
    return col(word());
  }
}
