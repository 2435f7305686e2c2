package io.percorso.journeys;

import io.percorso.identity.CustomerInteractions;
import io.percorso.lake.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.functions;
import scala.Option;

/**
 * A trial: interactions stored by a bucket of the customer, and the pass over them without a
 * shuffle. Each bucket's files are one task, however many nights wrote them.
 */
public final class BucketedInteractions {
  static final String BUCKET = "customer_bucket";

  private BucketedInteractions() {}

  /**
   * Writes interactions as a Delta table partitioned by bucket, one file each.
   *
   * @param interactions rows of silver.interactions that have a customer_id beside their columns
   */
  public static void store(Dataset<Row> interactions, int buckets, String folder) {
    Column customer = CustomerInteractions.CUSTOMER_ID.col();
    interactions
        .withColumn(BUCKET, functions.pmod(functions.hash(customer), functions.lit(buckets)))
        .repartition(buckets, functions.col(BUCKET))
        .write()
        .format("delta")
        .partitionBy(BUCKET)
        .save(folder);
  }

  /** Where each customer's rows lie in one partition, a bucket each; nothing is shuffled. */
  public static Dataset<Row> together(
      SparkSession spark,
      String folder,
      Table interactions,
      UnaryOperator<Dataset<Row>> ofCustomers,
      Instant cutoff) {
    Map<String, String> filesAlone =
        Map.of(
            "spark.sql.files.maxPartitionBytes", "134217728",
            "spark.sql.files.openCostInBytes", "134217728");
    Map<String, String> before = new TreeMap<>();
    filesAlone.forEach((key, value) -> before.put(key, spark.conf().get(key)));
    filesAlone.forEach(spark.conf()::set);
    try {
      Column[] columns = interactions.columns();
      Dataset<Row> rows =
          Timeline.visible(
              ofCustomers.apply(spark.read().format("delta").load(folder).select(columns)), cutoff);
      // Files become tasks here, one each: a task's rows are of one bucket.
      RDD<InternalRow> scanned =
          ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().toRdd();
      RDD<InternalRow> byBucket =
          scanned.coalesce(
              scanned.getNumPartitions(), false, Option.apply(new OneTaskPerBucket()), null);
      return ((org.apache.spark.sql.classic.SparkSession) spark)
          .internalCreateDataFrame(byBucket, rows.schema(), false);
    } finally {
      before.forEach(spark.conf()::set);
    }
  }

  /** Joins the partitions of a scan whose files are of one bucket. */
  private static final class OneTaskPerBucket implements PartitionCoalescer, Serializable {
    @Override
    public PartitionGroup[] coalesce(int most, RDD<?> parent) {
      Map<Integer, PartitionGroup> groups = new TreeMap<>();
      for (Partition partition : parent.partitions()) {
        int bucket = bucket((FilePartition) partition);
        groups
            .computeIfAbsent(bucket, b -> new PartitionGroup(Option.empty()))
            .partitions()
            .addOne(partition);
      }
      return new ArrayList<>(groups.values()).toArray(PartitionGroup[]::new);
    }

    private static int bucket(FilePartition files) {
      int[] buckets =
          Arrays.stream(files.files())
              .mapToInt(file -> file.partitionValues().getInt(0))
              .distinct()
              .toArray();
      if (buckets.length != 1) {
        throw new IllegalStateException(
            "one task reads files of buckets " + Arrays.toString(buckets));
      }
      return buckets[0];
    }
  }
}
