package io.percorso.interactions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.SharedPass;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * From chunks of landing files to interactions, in two passes: {@link #parse} reads and maps,
 * {@link #resolve} lets the deliveries of one thing meet, in one shuffle.
 */
public final class LoadInteractions {
  /** What parsing gives. */
  public static final SharedPass PARSED =
      SharedPass.of(
          List.of(
              RawRecords.TABLE,
              RejectedRecords.TABLE,
              Candidates.TABLE,
              ChunkCounts.TABLE,
              CurrencyRates.TABLE,
              IdentityCorrections.TABLE));

  /** What resolving gives. */
  public static final SharedPass RESOLVED =
      SharedPass.of(
          List.of(Interactions.TABLE, RejectedRecords.TABLE, Displaced.TABLE, LostTimes.TABLE));

  private LoadInteractions() {}

  /** The chunks as {@link #parse} takes them, spread over the cores by their size. */
  public static Dataset<Row> chunks(SparkSession spark, List<Chunk> chunks, LoadRules rules) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    long bytes = chunks.stream().mapToLong(c -> c.endByte() - c.startByte()).sum();
    long wanted = Math.max(context.defaultParallelism(), bytes / rules.chunkBytes());
    int slices = (int) Math.max(1, Math.min(chunks.size(), wanted));
    return spark.createDataFrame(
        context.parallelize(chunks.stream().map(Chunk::toRow).toList(), slices),
        Chunk.TABLE.schema());
  }

  /**
   * Raw records, refusals, candidates and counts of the chunks: {@code PARSED.rowsOf(pass, table)}.
   *
   * @param chunks rows of {@link Chunk#TABLE}
   */
  public static Dataset<Row> parse(Dataset<Row> chunks, LoadPlan plan) {
    MapPartitionsFunction<Row, Row> read = rows -> new ChunkRows(rows, plan);
    return chunks.mapPartitions(read, Encoders.row(PARSED.schema()));
  }

  /**
   * Interactions to add, refusals of duplicates, and stored rows to take out.
   *
   * @param candidates rows of {@link Candidates#TABLE}
   * @param existing rows of silver.interactions of the days within dedupe.days of the candidates;
   *     needs interaction_id, source, occurred_at, occurred_day, identifiers, version,
   *     content_hash, sequence
   */
  public static Dataset<Row> resolve(
      Dataset<Row> candidates, Dataset<Row> existing, LoadPlan plan) {
    MapPartitionsFunction<Row, Row> fold = rows -> new ResolvedRows(rows, plan);
    return candidates
        .unionByName(stored(existing, plan))
        .repartition(Candidates.GROUP_KEY.col())
        .sortWithinPartitions(Candidates.GROUP_KEY.col())
        .mapPartitions(fold, Encoders.row(RESOLVED.schema()));
  }

  private static Dataset<Row> stored(Dataset<Row> existing, LoadPlan plan) {
    Object[] withId =
        plan.sources().stream().filter(Source::hasNaturalId).map(Source::name).toArray();
    Column token = Interactions.IDENTIFIERS.col().getItem(0).getField("token");
    Column group =
        when(Interactions.SOURCE.col().isin(withId), Interactions.INTERACTION_ID.col())
            .otherwise(
                concat(
                    Interactions.SOURCE.col(),
                    lit("|"),
                    token,
                    lit("|"),
                    unix_micros(Interactions.OCCURRED_AT.col()).cast("string")));
    List<String> given = List.of(existing.columns());
    List<Column> columns = new ArrayList<>();
    columns.add(group.as(Candidates.GROUP_KEY.name()));
    columns.add(lit(true).as(Candidates.IS_STORED.name()));
    for (Field field : Interactions.TABLE.fields()) {
      columns.add(
          given.contains(field.name())
              ? col(field.name())
              : lit(null).cast(field.type()).as(field.name()));
    }
    return existing.select(columns.toArray(Column[]::new));
  }
}
