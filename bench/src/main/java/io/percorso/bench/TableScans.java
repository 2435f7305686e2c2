package io.percorso.bench;

import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.columnar.InMemoryTableScanExec;
import org.apache.spark.sql.execution.exchange.ReusedExchangeExec;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts what queries scan of each table, from the metrics of their plans. A scan that several
 * queries share, because what came of it was kept, counts once.
 */
public final class TableScans implements QueryExecutionListener, AutoCloseable {
  /** Ten minutes: a machine with other work on it tells of a query late. */
  private static final long PATIENCE_MILLIS = 600_000;

  private final SparkSession spark;
  private final Set<FileSourceScanExec> scans = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<SparkPlan> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * What was scanned of a table.
   *
   * @param rows handed out, after files were pruned and before rows were filtered
   * @param files opened
   * @param bytes of these files, whole: columns that were not read included
   */
  public record Scanned(long rows, long files, long bytes) {
    public static final Scanned NONE = new Scanned(0, 0, 0);

    Scanned plus(Scanned other) {
      return new Scanned(rows + other.rows, files + other.files, bytes + other.bytes);
    }
  }

  private TableScans(SparkSession spark) {
    this.spark = spark;
  }

  /** Listens to every query of a session. */
  public static TableScans of(SparkSession spark) {
    TableScans scans = new TableScans(spark);
    spark.listenerManager().register(scans);
    return scans;
  }

  @Override
  public void onSuccess(String action, QueryExecution query, long nanoseconds) {
    collect(query.executedPlan());
  }

  @Override
  public void onFailure(String action, QueryExecution query, Exception exception) {
    collect(query.executedPlan());
  }

  /**
   * What was scanned since the last call, by table; logs and other files are left out.
   *
   * @param lake a local folder
   */
  public Map<String, Scanned> take(Path lake) throws Exception {
    // Queries are told of behind their end; whoever tells needs the monitor meanwhile.
    spark.sparkContext().listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
    return taken(lake);
  }

  private synchronized Map<String, Scanned> taken(Path lake) {
    Map<String, Scanned> scanned = new TreeMap<>();
    for (FileSourceScanExec scan : scans) {
      CollectionConverters.asJava(scan.relation().location().rootPaths()).stream()
          .findFirst()
          .map(root -> Path.of(root.toUri().getPath()))
          .filter(root -> root.startsWith(lake) && lake.relativize(root).getNameCount() == 2)
          .ifPresent(
              root ->
                  scanned.merge(
                      CommittedFiles.table(lake, root),
                      new Scanned(
                          metric(scan, "numOutputRows"),
                          metric(scan, "numFiles"),
                          metric(scan, "filesSize")),
                      Scanned::plus));
    }
    scans.clear();
    seen.clear();
    return scanned;
  }

  @Override
  public void close() {
    spark.listenerManager().unregister(this);
  }

  private static long metric(FileSourceScanExec scan, String name) {
    return scan.metrics().contains(name) ? Math.max(0, scan.metrics().apply(name).value()) : 0;
  }

  private synchronized void collect(SparkPlan plan) {
    if (!seen.add(plan)) {
      return;
    }
    if (plan instanceof FileSourceScanExec scan) {
      scans.add(scan);
    } else if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      collect(adaptive.executedPlan());
    } else if (plan instanceof QueryStageExec stage) {
      collect(stage.plan());
    } else if (plan instanceof ReusedExchangeExec reused) {
      collect(reused.child());
    } else if (plan instanceof InMemoryTableScanExec kept) {
      collect(kept.relation().cachedPlan());
    }
    CollectionConverters.asJava(plan.children()).forEach(this::collect);
    CollectionConverters.asJava(plan.subqueries()).forEach(this::collect);
  }
}
