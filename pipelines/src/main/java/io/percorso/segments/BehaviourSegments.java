package io.percorso.segments;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerFeatures;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per customer and snapshot day of {@link CustomerFeatures}: to which of the segments that
 * behave alike the customer belongs, by the fit in force ({@link SegmentModels}): the last one up
 * to the day, and before the first fit that one. Where there is none, all are one segment, and why
 * is told.
 *
 * <p>No exchange: a customer's segment needs that customer's row and the centres.
 */
public final class BehaviourSegments {
  public static final Field CUSTOMER_ID = CustomerFeatures.CUSTOMER_ID;
  public static final Field SNAPSHOT_DAY = CustomerFeatures.SNAPSHOT_DAY;
  public static final Field SEGMENT =
      Field.word("segment", "segment_ and its number, the same from fit to fit; or everybody")
          .fitted();
  public static final Field DESCRIPTION =
      Field.word("description", "What distinguishes the segment most, in words").fitted();
  public static final Field CENTRE_DISTANCE =
      Field.real("centre_distance", "Standard deviations from the segment's centre").fitted();
  public static final Field FITTED_DAY =
      SegmentModels.FITTED_DAY.as("fitted_day", "Day of the fit; null: there is none");
  public static final Field REASON =
      Field.word("reason", "Why all customers are one segment; null otherwise").fitted();

  public static final Table TABLE =
      Table.named(
              "gold.behaviour_segments",
              "One row per customer and snapshot day",
              CUSTOMER_ID,
              SNAPSHOT_DAY,
              SEGMENT,
              DESCRIPTION,
              CENTRE_DISTANCE,
              FITTED_DAY,
              REASON)
          .grain(CUSTOMER_ID, SNAPSHOT_DAY)
          .partitionedBy(SNAPSHOT_DAY)
          .expect(
              fail("everybody has a segment", SEGMENT.col().isNotNull()),
              fail(
                  "one segment has a reason",
                  SEGMENT.col().equalTo(SegmentModel.EVERYBODY).equalTo(REASON.col().isNotNull())));

  /** Why there are no segments without a fit. */
  static final String TOO_FEW = "too few customers for a fit (segments.least-customers)";

  /** The hash of a customer of the sample. */
  static final String PRINT = "customer_print";

  private BehaviourSegments() {}

  /**
   * Customers to fit to: those of the lowest hashes, in the order of their hash, which tells
   * nothing of them. So the first thousand are a sample too.
   *
   * @param features rows of {@link CustomerFeatures} of one day
   */
  public static Dataset<Row> sample(Dataset<Row> features, BehaviourFit.Rules rules) {
    List<Column> columns = new ArrayList<>(Arrays.asList(Trait.columns()));
    columns.add(xxhash64(CUSTOMER_ID.col(), lit("segments")).as(PRINT));
    columns.add(CUSTOMER_ID.col());
    Dataset<Row> told = features.select(columns.toArray(Column[]::new));
    return told.orderBy(told.col(PRINT), CUSTOMER_ID.col()).limit(rules.sampleCustomers());
  }

  /**
   * @param features rows of {@link CustomerFeatures}
   */
  public static Dataset<Row> build(Dataset<Row> features, SegmentModels.Fits fits) {
    List<Column> columns = new ArrayList<>(Arrays.asList(Trait.columns()));
    columns.add(CUSTOMER_ID.col());
    columns.add(SNAPSHOT_DAY.col());
    List<Scorer> scorers = fits.models().stream().map(Scorer::of).toList();
    MapFunction<Row, Row> score = row -> scored(row, scorers);
    return features.select(columns.toArray(Column[]::new)).map(score, Encoders.row(TABLE.schema()));
  }

  /** The figures of a customer, in the order of the traits. */
  static double[] figures(Row row) {
    Trait[] traits = Trait.values();
    double[] figures = new double[traits.length];
    for (Trait trait : traits) {
      figures[trait.ordinal()] = row.<Double>getAs(trait.figure().name());
    }
    return figures;
  }

  /**
   * What a task needs of a fit.
   *
   * @param words of the segments, in the order of the centres
   * @param descriptions of the segments
   * @param reason null where there are several
   */
  private record Scorer(
      LocalDate fittedDay,
      Scaling scaling,
      Centres centres,
      List<String> words,
      List<String> descriptions,
      String reason)
      implements Serializable {
    static Scorer of(SegmentModel model) {
      int count = model.centres().count();
      return new Scorer(
          model.fittedDay(),
          model.scaling(),
          model.centres(),
          IntStream.range(0, count).mapToObj(model::word).toList(),
          IntStream.range(0, count).mapToObj(model::description).toList(),
          model.reason().orElse(null));
    }

    Row row(String customer, LocalDate day, double[] figures) {
      double[] point = scaling.scaled(figures);
      int nearest = centres.nearest(point);
      return RowFactory.create(
          customer,
          day,
          words.get(nearest),
          descriptions.get(nearest),
          Centres.distance(point, centres.points()[nearest]),
          fittedDay,
          reason);
    }
  }

  /**
   * @param scorers by their day
   */
  private static Row scored(Row row, List<Scorer> scorers) {
    String customer = row.getAs(CUSTOMER_ID.name());
    LocalDate day = row.getAs(SNAPSHOT_DAY.name());
    if (scorers.isEmpty()) {
      String everybody = SegmentModel.EVERYBODY;
      return RowFactory.create(customer, day, everybody, everybody, null, null, TOO_FEW);
    }
    Scorer inForce = scorers.get(0);
    for (Scorer scorer : scorers) {
      inForce = scorer.fittedDay.isAfter(day) ? inForce : scorer;
    }
    return inForce.row(customer, day, figures(row));
  }
}
