package io.percorso.retention;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.retention.risk.FeatureDrift;
import io.percorso.retention.risk.FeatureDrift.Reference;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per snapshot day, model and feature: how far the customers of today are from those that
 * the model was fitted on, by the population stability index over ten parts and those without a
 * figure. {@link FeatureDrift} says when that is more than chance.
 */
public final class FeatureDrifts {
  public static final Field SNAPSHOT_DAY = CustomerFeatures.SNAPSHOT_DAY;
  public static final Field MODEL_ID = RiskModels.MODEL_ID;
  public static final Field FEATURE = Field.word("feature", "Column of silver.customer_features");
  public static final Field MODEL_VERSION = RetentionRisk.MODEL_VERSION;
  public static final Field STABILITY_INDEX =
      Field.real("stability_index", "0 when nothing moved").fitted();
  public static final Field BY_CHANCE =
      Field.real("by_chance", "What it exceeds once in a hundred though nothing moved").fitted();
  public static final Field FALSE_RATE =
      Field.real("false_rate", "Rate of false alarms among those as sure as this").fitted();
  public static final Field LEVEL =
      Field.word("level", "stable, small (surely moved, and little) or alert").fitted();

  public static final Table TABLE =
      Table.named(
              "ops.drift",
              "One row per snapshot day, model and feature",
              SNAPSHOT_DAY,
              MODEL_ID,
              FEATURE,
              MODEL_VERSION,
              STABILITY_INDEX,
              BY_CHANCE,
              FALSE_RATE,
              LEVEL)
          .grain(SNAPSHOT_DAY, MODEL_ID, FEATURE)
          .partitionedBy(SNAPSHOT_DAY);

  private static final Field COUNTS =
      Field.bigint("one", "Customers").listed("counts", "By reference and bin, of one partition");

  private FeatureDrifts() {}

  /**
   * Customers by feature and bin, a row for each partition; their sum is what {@link #rows} takes.
   *
   * @param features rows of {@link CustomerFeatures} of one day
   * @param references of the model
   */
  public static Dataset<Row> counts(Dataset<Row> features, List<Reference> references) {
    List<Reference> kept = List.copyOf(references);
    MapPartitionsFunction<Row, Row> count = rows -> List.of(counted(rows, kept)).iterator();
    return features.mapPartitions(
        count, Encoders.row(new org.apache.spark.sql.types.StructType().add(COUNTS.structField())));
  }

  private static Row counted(Iterator<Row> rows, List<Reference> references) {
    int[] from = offsets(references);
    Long[] counts = new Long[from[references.size()]];
    java.util.Arrays.fill(counts, 0L);
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int i = 0; i < references.size(); i++) {
        Double value = row.getAs(references.get(i).feature());
        counts[from[i] + references.get(i).bin(value == null ? Double.NaN : value)]++;
      }
    }
    return RowFactory.create((Object) counts);
  }

  private static int[] offsets(List<Reference> references) {
    int[] from = new int[references.size() + 1];
    for (int i = 0; i < references.size(); i++) {
      from[i + 1] = from[i] + references.get(i).counts().length;
    }
    return from;
  }

  /**
   * @param counted rows of {@link #counts} of the same references
   */
  public static List<Row> rows(
      LocalDate day, RiskModels.Stored model, List<Reference> references, List<Row> counted) {
    int[] from = offsets(references);
    long[] all = new long[from[references.size()]];
    for (Row part : counted) {
      List<Long> counts = part.getList(0);
      for (int i = 0; i < all.length; i++) {
        all[i] += counts.get(i);
      }
    }
    List<long[]> now =
        java.util.stream.IntStream.range(0, references.size())
            .mapToObj(i -> java.util.Arrays.copyOfRange(all, from[i], from[i + 1]))
            .toList();
    return FeatureDrift.of(references, now).stream()
        .map(
            drift ->
                RowFactory.create(
                    day,
                    model.modelId(),
                    drift.feature(),
                    model.version(),
                    drift.index(),
                    drift.byChance(),
                    drift.q(),
                    drift.level().name().toLowerCase(Locale.ROOT)))
        .toList();
  }
}
