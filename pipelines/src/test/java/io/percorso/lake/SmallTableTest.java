package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A small table reads as Delta reads it, whatever became of it. */
@ExtendWith(SparkExtension.class)
class SmallTableTest {
  private static final Field VISIT = Field.id("visit_id", "Name of the visit");
  private static final Field MONTH = Field.day("month", "First day of the month");
  private static final Field STEPS = Field.bigint("step_count", "Steps of the visit");
  private static final Table VISITS =
      Table.named("silver.visits", "One row per visit", VISIT, MONTH, STEPS)
          .grain(VISIT)
          .partitionedBy(MONTH);

  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

  private final SparkSession spark;
  private Lake lake;

  SmallTableTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void openLake(@TempDir Path folder) {
    lake = new Lake(spark, folder.toUri().toString());
  }

  @Test
  void everyVersionIsReadAsDeltaReadsItRowsDeletedInPlaceAndOtherPartitionsIncluded() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH), visit("b", MARCH)).coalesce(1));
    assertReadAsDelta();
    run(2).append(VISITS, List.of(), visits(visit("c", APRIL)));
    assertReadAsDelta();
    run(3).replaceScope(VISITS, List.of(), lake.read(VISITS).where("visit_id = 'b'"), visits());
    long merged = lake.version(VISITS);
    assertThat(deletionVectors()).as("one of two rows of a file is gone").isEqualTo(1);
    assertThat(lake.read(VISITS).count()).isEqualTo(2);
    assertReadAsDelta();
    lake.restore(VISITS.name(), merged - 1);
    assertReadAsDelta();
    assertThat(isSmall(lake.read(VISITS))).isTrue();
  }

  private void assertReadAsDelta() {
    long head = lake.version(VISITS);
    for (String where : List.of("true", "month = DATE'2026-04-01'", "visit_id >= 'b'")) {
      assertThat(Frames.sorted(lake.read(VISITS).where(where)))
          .isEqualTo(Frames.sorted(delta().load().where(where)));
      for (long version = 1; version <= head; version++) {
        assertThat(Frames.sorted(lake.readVersion(VISITS, version).where(where)))
            .isEqualTo(Frames.sorted(delta().option("versionAsOf", version).load().where(where)));
      }
    }
  }

  private long deletionVectors() {
    return DeltaLog.forTable(spark, lake.path(VISITS.name()))
        .update(false, scala.Option.empty(), scala.Option.empty())
        .allFiles()
        .where("deletionVector is not null")
        .count();
  }

  @Test
  void aTableCanBeJoinedWithItself() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH), visit("b", APRIL)));
    Dataset<Row> one = lake.read(VISITS);
    Dataset<Row> other = lake.read(VISITS);

    assertThat(one.join(other, one.col("visit_id").notEqual(other.col("visit_id"))).count())
        .isEqualTo(2);
  }

  private DataFrameReader delta() {
    return spark.read().format("delta").option("path", lake.path(VISITS.name()));
  }

  @Test
  void withoutTheChecksumOfACommitTheLogIsAsked() throws IOException {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH)));
    run(2).append(VISITS, List.of(), visits(visit("b", APRIL)));
    Path log = Path.of(URI.create(lake.path(VISITS.name()))).resolve("_delta_log");
    try (Stream<Path> files = Files.list(log)) {
      for (Path checksum : files.filter(f -> f.toString().endsWith(".crc")).toList()) {
        Files.delete(checksum);
      }
    }
    DeltaLog.clearCache();

    Lake other = new Lake(spark, lake.root());
    SparkExtension.assertSameRows(visits(visit("a", MARCH), visit("b", APRIL)), other.read(VISITS));
    assertThat(isSmall(other.read(VISITS))).isTrue();
  }

  @Test
  void aTableThatWasMadeAnewIsNotReadFromTheListOfTheOldOne() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH)));
    long version = lake.version(VISITS);
    assertThat(lake.read(VISITS).count()).isEqualTo(1);
    lake.restore(VISITS.name(), -1);
    assertThat(lake.read(VISITS).count()).isZero();

    run(2).append(VISITS, List.of(), visits(visit("b", MARCH), visit("c", MARCH)));

    assertThat(lake.version(VISITS)).isEqualTo(version);
    SparkExtension.assertSameRows(visits(visit("b", MARCH), visit("c", MARCH)), lake.read(VISITS));
    SparkExtension.assertSameRows(lake.read(VISITS), lake.readVersion(VISITS, version));
  }

  @Test
  void aTableOfManyFilesIsLeftToDelta() {
    int many = SmallTable.MOST_FILES + 1;
    Dataset<Row> rows =
        visits(IntStream.range(0, many).mapToObj(i -> visit("v" + i, MARCH)).toArray(Row[]::new));
    run(1).append(VISITS, List.of(), rows.repartitionByRange(many, VISIT.col()));

    assertThat(delta().load().inputFiles()).hasSizeGreaterThan(SmallTable.MOST_FILES);
    assertThat(isSmall(lake.read(VISITS))).isFalse();
    SparkExtension.assertSameRows(delta().load(), lake.read(VISITS));
  }

  /** A run that reads, writes and then asks for what it read must not find its own rows in it. */
  @Test
  void whatWasReadDoesNotChangeWithLaterWritesHoweverLargeTheTable() {
    for (int files : List.of(1, SmallTable.MOST_FILES + 1)) {
      Dataset<Row> rows =
          visits(
              IntStream.range(0, 60)
                  .mapToObj(i -> visit(files + "-" + i, MARCH))
                  .toArray(Row[]::new));
      run(files).append(VISITS, List.of(), rows.repartitionByRange(files, VISIT.col()));
      Dataset<Row> read = lake.read(VISITS);
      Dataset<Row> asBegun = run(files + 1).before(VISITS);
      long count = read.count();

      run(files + 1).append(VISITS, List.of(), visits(visit("later-" + files, APRIL)));

      assertThat(read.count()).as("%d files", files).isEqualTo(count);
      assertThat(asBegun.count()).as("%d files", files).isEqualTo(count);
      assertThat(lake.read(VISITS).count()).isEqualTo(count + 1);
    }
  }

  private static boolean isSmall(Dataset<Row> rows) {
    LogicalRelation scan =
        (LogicalRelation) rows.queryExecution().analyzed().collectLeaves().head();
    return ((HadoopFsRelation) scan.relation()).location() instanceof SmallTable;
  }

  private Run run(long number) {
    return new Run(
        lake,
        "nightly-" + number,
        number,
        new Run.Inputs("inputs", "rules"),
        Map.of(VISITS.name(), lake.version(VISITS)),
        w -> {});
  }

  private Dataset<Row> visits(Row... rows) {
    return lake.rows(VISITS, List.of(rows));
  }

  private static Row visit(String id, LocalDate month) {
    return RowFactory.create(id, month, 1L);
  }
}
