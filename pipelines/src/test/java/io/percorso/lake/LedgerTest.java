package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class LedgerTest {
  private static final Instant NIGHT = Instant.parse("2026-03-02T02:00:00Z");

  private final SparkSession spark;
  private Lake lake;
  private Ledger ledger;

  LedgerTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    lake = new Lake(spark, folder.toUri().toString());
    ledger = new Ledger(lake);
  }

  @Test
  void aRunIsOneRowFromItsStartToItsEnd() {
    assertThat(ledger.last()).isEmpty();
    Ledger.Entry first = entry(1, Ledger.Status.STARTED);
    ledger.save(first);
    assertThat(ledger.last()).contains(first);

    Ledger.Entry done =
        first.ended(
            Ledger.Status.DONE, NIGHT.plusSeconds(60), List.of(10L, 7L, 1L, 2L, 0L), 1_000, "");
    ledger.save(done);
    ledger.save(entry(2, Ledger.Status.STARTED));

    assertThat(lake.read(Runs.TABLE).count()).isEqualTo(2);
    assertThat(ledger.last().orElseThrow().number()).isEqualTo(2);
    assertThat(ledger.lastDone()).contains(done);
  }

  @Test
  void stepsAndBrokenPromisesOfAContinuedRunReplaceThoseOfItsFirstAttempt() {
    for (long broken : List.of(3L, 4L)) {
      Run run =
          new Run(
              lake,
              "nightly-1",
              1,
              new Run.Inputs("inputs", "rules"),
              new Ledger(lake).currentVersions(),
              w -> {});
      run.breaks(
          new BrokenPromises.Broken("silver.x", "a promise", Expectation.Severity.WARN, broken));
      ledger.saveSteps(run);
    }
    List<Row> rows = lake.read(BrokenPromises.TABLE).collectAsList();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).<Long>getAs(BrokenPromises.ROW_COUNT.name())).isEqualTo(4);
  }

  @Test
  void aTableThatReadersAreSentToIsEmptiedAndItsVersionStaysWhenTheRunThatMadeItIsTakenBack() {
    Table seen = Table.named("gold.seen", "One row per day", Field.day("some_day", "A day"));
    Table unseen = Table.named("gold.unseen", "One row per day", Field.day("some_day", "A day"));
    Ledger.Entry made = entry(1, Ledger.Status.STARTED).from(Map.of());
    ledger.save(made);
    Run run = new Run(lake, "nightly-1", 1, new Run.Inputs("inputs", "rules"), Map.of(), w -> {});
    List<Row> day = List.of(org.apache.spark.sql.RowFactory.create(LocalDate.of(2026, 3, 1)));
    run.append(seen, List.of(), lake.rows(seen, day));
    run.append(unseen, List.of(), lake.rows(unseen, day));
    long published = lake.version(seen);
    run.append(
        Publications.TABLE,
        List.of(),
        Publications.row(
            lake,
            new Publications.Publication(
                1, "nightly-1", LocalDate.of(2026, 3, 1), NIGHT, Map.of("gold.seen", published))));

    ledger.undo(made, entry(2, Ledger.Status.STARTED));

    assertThat(lake.read(seen).isEmpty()).isTrue();
    assertThat(lake.version(unseen)).isEqualTo(-1);
    assertThat(
            spark
                .read()
                .format("delta")
                .option("versionAsOf", published)
                .load(lake.path("gold.seen"))
                .count())
        .isEqualTo(1);
  }

  static Ledger.Entry entry(long number, Ledger.Status status) {
    return new Ledger.Entry(
        "nightly-" + number,
        number,
        "nightly",
        LocalDate.of(2026, 3, 1),
        LocalDate.of(2026, 3, 1),
        status,
        NIGHT,
        Optional.empty(),
        "digest",
        "[]",
        Map.of("silver.x", 3L),
        List.of(),
        0,
        "",
        "./percorso run nightly");
  }
}
