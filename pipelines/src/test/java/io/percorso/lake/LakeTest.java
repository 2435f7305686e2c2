package io.percorso.lake;

import static io.percorso.lake.Expectation.fail;
import static io.percorso.lake.Expectation.warn;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class LakeTest {
  private static final Field VISIT = Field.id("visit_id", "Name of the visit");
  private static final Field MONTH = Field.day("month", "First day of the month");
  private static final Field STEPS = Field.bigint("step_count", "Steps of the visit");
  private static final Table VISITS =
      Table.named("silver.visits", "One row per visit", VISIT, MONTH, STEPS)
          .grain(VISIT)
          .partitionedBy(MONTH)
          .expect(
              fail("a visit has at least one step", STEPS.col().geq(1)),
              warn("a visit has at most a hundred steps", STEPS.col().leq(100)));
  private static final Table TOTALS =
      Table.named("gold.totals", "One row per month", MONTH, STEPS)
          .grain(MONTH)
          .partitionedBy(MONTH);

  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

  private final SparkSession spark;
  private Lake lake;

  LakeTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void openLake(@TempDir Path folder) {
    lake = new Lake(spark, folder.toUri().toString());
  }

  @Test
  void aScopeIsReplacedInOneCommitAndEqualRowsAreLeftAlone() {
    run(1)
        .append(
            VISITS,
            List.of(),
            visits(visit("a", MARCH, 1), visit("b", MARCH, 2), visit("c", APRIL, 3)));
    long before = lake.version(VISITS);

    Dataset<Row> scope = lake.read(VISITS).where(VISIT.col().notEqual("c"));
    Written written =
        run(2)
            .replaceScope(
                VISITS,
                List.of(),
                scope,
                visits(visit("a", MARCH, 1), visit("b", MARCH, 5), visit("d", APRIL, 1)));

    assertThat(lake.version(VISITS)).isEqualTo(before + 1);
    assertThat(written.rows()).as("b changed and d came").isEqualTo(2);
    assertThat(written.removed()).as("the old b").isEqualTo(1);
    assertThat(written.periods()).containsExactly(MARCH, APRIL);
    SparkExtension.assertSameRows(
        visits(
            visit("a", MARCH, 1), visit("b", MARCH, 5), visit("c", APRIL, 3), visit("d", APRIL, 1)),
        lake.read(VISITS));
  }

  @Test
  void changedRowsAreCountedByKindAndKnownToARunThatIsContinued() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 1), visit("b", MARCH, 2)));
    Dataset<Row> before = lake.read(VISITS);
    Dataset<Row> after = visits(visit("b", MARCH, 5), visit("d", APRIL, 1), visit("e", APRIL, 9));
    ChangeKinds bySize =
        changes ->
            changes
                .withColumn(ChangeKinds.KIND.name(), when(STEPS.col().gt(4), "long").otherwise(""))
                .withColumn(ChangeKinds.DAY.name(), MONTH.col());

    Written first = run(2).replaceScope(VISITS, List.of(), before, after, bySize);
    Written again = run(2).replaceScope(VISITS, List.of(), before, after, bySize);

    assertThat(first.kinds())
        .containsExactlyInAnyOrder(
            of(ChangeCount.Change.UPDATE, MARCH), of(ChangeCount.Change.INSERT, APRIL));
    assertThat(again.kinds()).isEqualTo(first.kinds());
  }

  private static ChangeCount of(ChangeCount.Change change, LocalDate month) {
    return new ChangeCount(
        change, "long", Optional.of(month), 1, Optional.of(month), Optional.of(month));
  }

  @Test
  void aTableThatWasPutBackHoldsTheRowsOfThen() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 1)));
    long then = lake.version(VISITS);
    run(2).append(VISITS, List.of(), visits(visit("b", MARCH, 1)));
    long between = lake.version(VISITS);
    lake.restore(VISITS.name(), then);

    assertThat(lake.holdsSameRows(VISITS, then, lake.version(VISITS))).isTrue();
    assertThat(lake.holdsSameRows(VISITS, between, lake.version(VISITS))).isFalse();
  }

  @Test
  void aTableWhoseFirstCommitWasNeverFinishedIsMade() throws IOException {
    Path log = Path.of(URI.create(lake.path(VISITS.name()))).resolve("_delta_log");
    Files.createDirectories(log);
    Files.writeString(log.resolve(".00000000000000000000.json.1.tmp"), "half a commit");

    run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 1)));

    assertThat(lake.read(VISITS).count()).isEqualTo(1);
  }

  @Test
  void dataWithoutALogAreNeverSweptAway() throws IOException {
    Path table = Path.of(URI.create(lake.path(VISITS.name())));
    Files.createDirectories(table.resolve("_delta_log"));
    Path data = Files.writeString(table.resolve("part-0.parquet"), "rows");

    assertThatThrownBy(() -> run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 1))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("silver.visits has data files and no commit")
        .hasMessageContaining("fsck");
    assertThat(data).exists();
  }

  @Test
  void aScopeThatDidNotChangeMakesNoCommit() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 1)));
    long before = lake.version(VISITS);
    Written written =
        run(2).replaceScope(VISITS, List.of(), lake.read(VISITS), visits(visit("a", MARCH, 1)));
    assertThat(lake.version(VISITS)).isEqualTo(before);
    assertThat(written.changed()).isFalse();
  }

  @Test
  void aWriteThatTheRunDidAlreadyIsSkippedAndOneFromOtherInputsFails() {
    run(7).append(VISITS, List.of(), visits(visit("a", MARCH, 1)));
    run(7).append(VISITS, List.of(), visits(visit("a", MARCH, 1)));
    assertThat(lake.read(VISITS).count()).isEqualTo(1);

    Run otherInputs =
        new Run(
            lake,
            "nightly-7",
            7,
            new Run.Inputs("other", "rules"),
            new Ledger(lake).currentVersions(),
            w -> {});
    assertThatThrownBy(() -> otherInputs.append(VISITS, List.of(), visits(visit("b", MARCH, 1))))
        .hasMessageContaining(
            "silver.visits was not written: run number 7 wrote it before from other inputs");
    assertThatThrownBy(() -> run(6).append(VISITS, List.of(), visits(visit("b", MARCH, 1))))
        .hasMessageContaining("run number 7 already wrote it and this is 6");
  }

  @Test
  void rowsThatBreakAPromiseAreRefusedAndAWarningIsOnlyCounted() {
    assertThatThrownBy(() -> run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 0))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "silver.visits was not written: 1 rows break 'a visit has at least one step'");
    assertThatThrownBy(
            () ->
                run(1)
                    .append(VISITS, List.of(), visits(visit("a", MARCH, 1), visit("a", APRIL, 1))))
        .hasMessageContaining("'(visit_id) names one row'");

    Run run = run(1);
    run.append(VISITS, List.of(), visits(visit("a", MARCH, 101)));
    assertThat(run.broken())
        .extracting(BrokenPromises.Broken::sentence)
        .containsExactly("a visit has at most a hundred steps");
  }

  @Test
  void periodsAreReplacedAndTheOthersStay() {
    run(1).append(TOTALS, List.of(), totals(total(MARCH, 1), total(APRIL, 2)));
    run(2).replacePeriods(TOTALS, List.of(), Set.of(APRIL), () -> totals(total(APRIL, 9)));
    SparkExtension.assertSameRows(totals(total(MARCH, 1), total(APRIL, 9)), lake.read(TOTALS));
  }

  @Test
  void aTableWhoseInputsStandWhereTheyStoodIsNotMadeAgain() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 1)));
    run(1).replaceAll(TOTALS, List.of(VISITS), () -> totals(total(MARCH, 1)));
    Written again =
        run(2)
            .replaceAll(
                TOTALS,
                List.of(VISITS),
                () -> {
                  throw new AssertionError("made again");
                });
    assertThat(again.changed()).isFalse();
  }

  @Test
  void aTableThatTheFirstAttemptReplacedIsToldWithItsRowsWhenTheRunIsContinued() {
    run(1).replaceAll(TOTALS, List.of(VISITS), () -> totals(total(MARCH, 1)));
    Written again =
        run(1)
            .replaceAll(
                TOTALS,
                List.of(VISITS),
                () -> {
                  throw new AssertionError("written twice");
                });
    assertThat(again.rows()).isEqualTo(1);
    assertThat(again.changed()).isTrue();
  }

  @Test
  void columnsAndTablesCarryTheirSentences() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 1)));
    Dataset<Row> stored = spark.read().format("delta").load(lake.path("silver.visits"));
    assertThat(stored.schema().apply("step_count").getComment().get())
        .isEqualTo("Steps of the visit");
    assertThat(
            io.delta.tables.DeltaTable.forPath(spark, lake.path("silver.visits"))
                .detail()
                .select("description")
                .head()
                .getString(0))
        .isEqualTo("One row per visit");
  }

  @Test
  void namesResolveToTheLastPublicationAndToTheHeadWhenAsked() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 1)));
    Publications.Publication publication =
        new Publications.Publication(
            1,
            "nightly-1",
            MARCH,
            java.time.Instant.EPOCH,
            Map.of("silver.visits", lake.version(VISITS)));
    run(1).append(Publications.TABLE, List.of(), Publications.row(lake, publication));
    run(2).append(VISITS, List.of(), visits(visit("b", MARCH, 1)));
    run(2).append(TOTALS, List.of(), totals(total(MARCH, 1)));

    for (LakeCatalog.View view : LakeCatalog.View.values()) {
      String name = "lake_" + view.name().toLowerCase(java.util.Locale.ROOT);
      spark.conf().set("spark.sql.catalog." + name, LakeCatalog.class.getName());
      spark.conf().set("spark.sql.catalog." + name + ".root", lake.root());
      spark.conf().set("spark.sql.catalog." + name + ".view", view.name());
    }
    String count = "select count(distinct visit_id) from %s.silver.visits";
    try {
      assertThat(spark.sql(count.formatted("lake_published")).head().getLong(0)).isEqualTo(1);
      assertThat(spark.sql(count.formatted("lake_head")).head().getLong(0)).isEqualTo(2);
      assertThat(spark.sql("show tables in lake_published.gold").count())
          .as("not published yet")
          .isZero();
      assertThat(spark.sql("show tables in lake_head.gold").count()).isEqualTo(1);
      assertThat(
              spark
                  .sql("select max(publication_number) from lake_published.ops.publication")
                  .head()
                  .getLong(0))
          .isEqualTo(1);
      assertThatThrownBy(() -> spark.sql("drop table lake_head.silver.visits"))
          .hasMessageContaining("read-only");
    } finally {
      for (String key : List.of("lake_published", "lake_head")) {
        spark.conf().unset("spark.sql.catalog." + key);
      }
    }
  }

  @Test
  void theTablesOfAFailedRunGoBackToWhereItStarted() {
    run(1).append(VISITS, List.of(), visits(visit("a", MARCH, 1)));
    Ledger ledger = new Ledger(lake);
    Ledger.Entry failed =
        new Ledger.Entry(
            "nightly-2",
            2,
            "nightly",
            MARCH,
            MARCH,
            Ledger.Status.FAILED,
            java.time.Instant.EPOCH,
            java.util.Optional.empty(),
            "digest",
            "{}",
            ledger.currentVersions(),
            List.of(),
            0,
            "why",
            "command");
    ledger.save(failed);
    run(2).append(VISITS, List.of(), visits(visit("b", MARCH, 1)));
    run(2).append(TOTALS, List.of(), totals(total(MARCH, 1)));

    assertThat(ledger.restore(ledger.last().orElseThrow()))
        .containsExactly("gold.totals", "silver.visits");

    SparkExtension.assertSameRows(visits(visit("a", MARCH, 1)), lake.read(VISITS));
    assertThat(lake.version(TOTALS)).isEqualTo(-1);
    assertThat(ledger.last().orElseThrow().status()).isEqualTo(Ledger.Status.RESTORED);
    run(3).append(VISITS, List.of(), visits(visit("c", MARCH, 1)));
    assertThat(lake.read(VISITS).count()).isEqualTo(2);
  }

  private Run run(long number) {
    return new Run(
        lake,
        "nightly-" + number,
        number,
        new Run.Inputs("inputs", "rules"),
        new Ledger(lake).currentVersions(),
        w -> {});
  }

  private Dataset<Row> visits(Row... rows) {
    return lake.rows(VISITS, List.of(rows));
  }

  private Dataset<Row> totals(Row... rows) {
    return lake.rows(TOTALS, List.of(rows));
  }

  private static Row visit(String id, LocalDate month, long steps) {
    return RowFactory.create(id, month, steps);
  }

  private static Row total(LocalDate month, long steps) {
    return RowFactory.create(month, steps);
  }
}
