package io.percorso.lake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session that a lake needs. A session that is there already (a notebook, a cluster) is
 * used as it is; what the caller says about master, memory and settings always wins over the values
 * here.
 */
public final class LakeSession {
  /**
   * The catalog that resolves {@code gold.journey_edges} and the like. It is made current for
   * queries only: writes go to folders, through the session's own catalog.
   */
  public static final String CATALOG = "percorso";

  private LakeSession() {}

  /**
   * @param workspace where the lake lies; names such as {@code gold.journey_edges} resolve in it
   * @param view which version of each table names resolve to
   * @param conf Spark settings of the caller, by their full names; {@code spark.master} among them
   *     when it is said
   */
  public static SparkSession open(
      Workspace workspace, LakeCatalog.View view, Map<String, String> conf) {
    SparkSession.Builder builder = SparkSession.builder().appName("percorso");
    if (System.getProperty("spark.master") == null) {
      builder.master("local[*]");
    }
    Map<String, String> all = new LinkedHashMap<>(defaults());
    // What spark-submit was told stands: an own default would outrank it.
    all.keySet().removeIf(key -> System.getProperty(key) != null);
    all.putAll(conf);
    all.put("spark.sql.catalog." + CATALOG, LakeCatalog.class.getName());
    all.put("spark.sql.catalog." + CATALOG + ".root", workspace.lake());
    all.put("spark.sql.catalog." + CATALOG + ".view", view.name());
    all.forEach(builder::config);
    return builder.getOrCreate();
  }

  /** What correctness needs, and what small nights on one machine gain from. */
  public static Map<String, String> defaults() {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    conf.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    conf.put("spark.delta.logStore.file.impl", LinkedLogStore.class.getName());
    conf.put("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
    // The other manager, Delta's for its checksums, asks for links by starting processes.
    conf.put(
        "spark.sql.streaming.checkpointFileManagerClass",
        "org.apache.spark.sql.execution.streaming.checkpointing.FileSystemBasedCheckpointFileManager");
    conf.put("spark.sql.session.timeZone", "UTC");
    conf.put("spark.sql.datetime.java8API.enabled", "true");
    conf.put("spark.ui.enabled", "false");
    // What a page that is off would show: Spark keeps a thousand queries with their plans all the
    // same, which after a hundred nights in one JVM is most of its memory.
    conf.put("spark.sql.ui.retainedExecutions", "20");
    conf.put("spark.ui.retainedJobs", "100");
    conf.put("spark.ui.retainedStages", "100");
    conf.put("spark.ui.retainedTasks", "1000");
    // A session of its own artifacts asks the driver, over the network, for every class that a
    // generated class might name, and waits for the answer that there is none.
    conf.put("spark.sql.artifact.isolation.enabled", "false");
    // What a query was is told in one line, not drawn for a page that is off.
    conf.put("spark.sql.ui.explainMode", "simple");
    // Every hash table and every sort, of ten rows or of millions, begins with one page: by default
    // a sixteenth of a core's memory, which a night of small tables spends its time emptying.
    conf.put("spark.buffer.pageSize", "2m");
    // So many groups with a median or a set of ids are kept before all rows are sorted instead. By
    // default 128: a month of journey edges has thousands, and more than half of the time went
    // there.
    conf.put("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "65536");
    conf.put("spark.driver.bindAddress", "127.0.0.1");
    conf.put("spark.driver.host", "127.0.0.1");
    conf.put("spark.databricks.delta.snapshotPartitions", "1");
    conf.put("spark.sql.codegen.hugeMethodLimit", "8000");
    conf.put("spark.sql.codegen.cache.maxEntries", "2000");
    conf.put("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false");
    return conf;
  }
}
