package io.percorso.segments;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerFeatures;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per fit of the segments by behaviour: everything that is needed to tell a customer's
 * segment, as text, and how good the fit is. Kept for ever: a refit pairs its segments with those
 * of the fit before, so that names stay.
 */
public final class SegmentModels {
  public static final Field FITTED_DAY =
      CustomerFeatures.SNAPSHOT_DAY.as("fitted_day", "The snapshot to which it was fitted");
  public static final Field SEGMENT_COUNT =
      Field.integer("segment_count", "Segments; 1: all customers are one").fitted();
  public static final Field HIGHEST_NUMBER =
      Field.integer("highest_number", "The highest number that a segment had until then").fitted();
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Customers of the sample to which it was fitted");
  public static final Field SILHOUETTE =
      Field.real("silhouette", "Mean silhouette, -1 to 1; null for one segment").fitted();
  public static final Field STABILITY =
      Field.real("stability", "Mean adjusted Rand index of refits, up to 1; null for one segment")
          .fitted();
  public static final Field REASON =
      Field.text("reason", "Why all customers are one segment; null otherwise").fitted();
  public static final Field TRIED =
      Field.text("tried", "What was found for each count of segments").fitted();
  public static final Field FIGURES =
      Field.text("figures", "The columns of silver.customer_features, in their order");
  public static final Field SCALING =
      Field.text("scaling", "Of each figure: low, high, mean and deviation of ln(1 + x)").fitted();
  public static final Field CENTRES =
      Field.text("centres", "Of each segment: its number, and its centre in deviations").fitted();

  public static final Table TABLE =
      Table.named(
              "ops.segment_models",
              "One row per fit of the segments by behaviour",
              FITTED_DAY,
              SEGMENT_COUNT,
              HIGHEST_NUMBER,
              CUSTOMER_COUNT,
              SILHOUETTE,
              STABILITY,
              REASON,
              TRIED,
              FIGURES,
              SCALING,
              CENTRES)
          .grain(FITTED_DAY, FIGURES)
          .expect(
              fail(
                  "one segment has a reason",
                  SEGMENT_COUNT.col().equalTo(1).equalTo(REASON.col().isNotNull())));

  private SegmentModels() {}

  /** Every fit that was made, the first first. */
  public record Fits(List<SegmentModel> models) {
    public Fits {
      models = models.stream().sorted(Comparator.comparing(SegmentModel::fittedDay)).toList();
    }

    /** Rows of {@link SegmentModels}; those of other figures than today's are no fits any more. */
    public static Fits of(List<Row> rows) {
      return new Fits(
          rows.stream()
              .filter(row -> row.getAs(FIGURES.name()).equals(Trait.names()))
              .map(SegmentModels::model)
              .toList());
    }

    /** Whether a fit is to be made at the end of a day. */
    public boolean isDue(LocalDate day, Settings settings) {
      long every = settings.duration("segments.refit-every").toDays();
      return models.stream()
          .map(SegmentModel::fittedDay)
          .noneMatch(fitted -> Math.abs(ChronoUnit.DAYS.between(fitted, day)) < every);
    }

    /** The last fit up to a day that found segments; of it a new one takes the names. */
    Optional<SegmentModel> named(LocalDate day) {
      return models.stream()
          .filter(model -> model.hasSegments() && !model.fittedDay().isAfter(day))
          .reduce((earlier, later) -> later);
    }

    /** With a further one. */
    public Fits and(SegmentModel model) {
      return new Fits(Stream.concat(models.stream(), Stream.of(model)).toList());
    }
  }

  public static Row row(SegmentModel model) {
    return RowFactory.create(
        model.fittedDay(),
        model.centres().count(),
        model.highestNumber(),
        model.customers(),
        model.silhouette().orElse(null),
        model.stability().orElse(null),
        model.reason().orElse(null),
        model.tried(),
        Trait.names(),
        model.scalingText(),
        model.centresText());
  }

  static SegmentModel model(Row row) {
    String centres = row.getAs(CENTRES.name());
    return new SegmentModel(
        row.getAs(FITTED_DAY.name()),
        SegmentModel.scaling(row.getAs(SCALING.name())),
        SegmentModel.centres(centres),
        SegmentModel.segmentNumbers(centres),
        row.getAs(HIGHEST_NUMBER.name()),
        row.getAs(CUSTOMER_COUNT.name()),
        Optional.ofNullable(row.getAs(SILHOUETTE.name())),
        Optional.ofNullable(row.getAs(STABILITY.name())),
        Optional.ofNullable(row.getAs(REASON.name())),
        row.getAs(TRIED.name()));
  }
}
