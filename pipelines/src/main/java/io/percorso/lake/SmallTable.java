package io.percorso.lake;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeBatchFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * One version of a table of few files, whose list is asked for once.
 *
 * <p>Delta finds the files of every scan by a query of its own over the log, with jobs of its own.
 * That pays where it leaves out most of a large table; of a small night's queries two in five were
 * these. Here the files are all the version's, less those of other partitions; what a predicate can
 * leave out within them is left to Parquet's row groups.
 */
final class SmallTable extends TahoeBatchFileIndex {
  /** Beyond either, Delta's own list is worth its cost. A checksum file names as many. */
  static final int MOST_FILES = 50;

  static final long MOST_BYTES = 32L << 20;

  private SmallTable(
      SparkSession spark, DeltaLog log, Path folder, Snapshot snapshot, Seq<AddFile> files) {
    super(spark, "batch", files, log, folder, snapshot, false);
  }

  /** A snapshot to read, as often as needed; empty when it is no small one. */
  static Optional<HadoopFsRelation> of(SparkSession spark, Snapshot snapshot) {
    DeltaLog log = snapshot.deltaLog();
    return files(snapshot)
        .map(files -> new SmallTable(spark, log, log.dataPath(), snapshot, files))
        .map(
            files ->
                log.buildHadoopFsRelationWithFileIndex(snapshot, files, Option.empty(), false));
  }

  /**
   * What the commit's checksum file says of the version's files: with few of them it names them.
   * Where there is none, as after a kill between the two, the log is asked by a query.
   */
  private static Optional<Seq<AddFile>> files(Snapshot snapshot) {
    Optional<VersionChecksum> checksum = OptionConverters.toJava(snapshot.checksumOpt());
    long count = checksum.map(VersionChecksum::numFiles).orElseGet(snapshot::numOfFiles);
    long bytes = checksum.map(VersionChecksum::tableSizeBytes).orElseGet(snapshot::sizeInBytes);
    if (count > MOST_FILES || bytes > MOST_BYTES) {
      return Optional.empty();
    }
    return checksum
        .flatMap(c -> OptionConverters.toJava(c.allFiles()))
        .filter(files -> files.size() == count)
        .or(() -> Optional.of(snapshot.getAllFiles(false)));
  }

  @Override
  public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    boolean isAll =
        partitionSchema().isEmpty()
            || CollectionConverters.asJava(partitionFilters).stream()
                .allMatch(filter -> filter.references().isEmpty());
    return isAll ? addFiles() : super.matchingFiles(partitionFilters, dataFilters);
  }
}
