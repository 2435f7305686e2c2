package io.percorso.lake.fsck;

import io.percorso.lake.Digest;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Publications;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A lake of two tables and its books: enough runs for a checkpoint, rows that were changed and so a
 * deletion vector.
 */
final class SmallLake {
  static final Field VISIT = Field.id("visit_id", "Name of the visit");
  static final Field MONTH = Field.day("month", "First day of the month");
  static final Field STEPS = Field.bigint("step_count", "Steps of the visit");
  static final Table VISITS =
      Table.named("silver.visits", "One row per visit", VISIT, MONTH, STEPS)
          .grain(VISIT)
          .partitionedBy(MONTH);
  static final Table TOTALS =
      Table.named("gold.totals", "One row per month", MONTH, STEPS)
          .grain(MONTH)
          .partitionedBy(MONTH);

  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final int ROWS = 40;

  final Path root;
  final Lake lake;

  SmallLake(Path root) {
    this.root = root;
    this.lake = new Lake(SparkExtension.session(), root.toUri().toString());
  }

  /**
   * Runs that append rows, of which the book knows the last alone; then one that changes some. The
   * last two are published.
   */
  static SmallLake made(Path root, int runs) {
    SmallLake made = new SmallLake(root);
    for (int number = 1; number < runs - 1; number++) {
      made.append(made.run(made.entry(number)), number);
    }
    Ledger.Entry booked = made.begin(runs - 1);
    Run run = made.run(booked);
    made.append(run, runs - 1);
    made.end(booked, run, runs - 1);
    made.change(runs);
    return made;
  }

  SmallLake copied(Path target) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(root.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new SmallLake(target);
  }

  private void append(Run run, int number) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(RowFactory.create("v-%d-%d".formatted(number, i), MARCH, (long) i));
    }
    run.append(VISITS, List.of(), lake.rows(VISITS, rows));
  }

  void change(int number) {
    Ledger.Entry entry = begin(number);
    Run run = run(entry);
    List<Row> rows = new ArrayList<>();
    rows.add(RowFactory.create("v-1-3", MARCH, 99L));
    rows.add(RowFactory.create("v-1-4", MARCH, 98L));
    run.replaceScope(
        VISITS,
        List.of(),
        run.before(VISITS).where(VISIT.col().isin("v-1-3", "v-1-4", "v-1-5")),
        lake.rows(VISITS, rows));
    end(entry, run, number);
  }

  Ledger.Entry begin(int number) {
    Ledger.Entry entry = entry(number);
    new Ledger(lake).save(entry);
    return entry;
  }

  private Ledger.Entry entry(int number) {
    return new Ledger.Entry(
        "nightly-" + number,
        number,
        "nightly",
        MARCH.plusDays(number),
        MARCH.plusDays(number),
        Ledger.Status.STARTED,
        Instant.parse("2026-04-01T02:00:00Z"),
        Optional.empty(),
        "digest-" + number,
        "[]",
        new Ledger(lake).currentVersions(),
        List.of(),
        0,
        "",
        "./percorso run nightly --date " + MARCH.plusDays(number));
  }

  Run run(Ledger.Entry entry) {
    return new Run(
        lake,
        entry.runId(),
        entry.number(),
        new Run.Inputs(entry.inputDigest(), "rules"),
        entry.startVersions(),
        w -> {});
  }

  private void end(Ledger.Entry entry, Run run, int number) {
    run.replaceAll(
        TOTALS,
        List.of(VISITS),
        () -> lake.rows(TOTALS, List.of(RowFactory.create(MARCH, (long) number))));
    Ledger ledger = new Ledger(lake);
    run.append(
        Publications.TABLE,
        List.of(),
        Publications.row(
            lake,
            new Publications.Publication(
                number,
                entry.runId(),
                entry.cutoffDay(),
                Instant.parse("2026-04-01T03:00:00Z"),
                ledger.currentVersions())));
    ledger.save(
        entry.ended(Ledger.Status.DONE, Instant.parse("2026-04-01T03:00:00Z"), List.of(), 0, ""));
  }

  /** Every column of every table, read by Spark. */
  Map<String, Digest> digests() {
    Map<String, Digest> digests = new TreeMap<>();
    for (Table table : List.of(VISITS, TOTALS)) {
      digests.put(table.name(), Digest.of(lake.read(table), table.fields()));
    }
    return digests;
  }

  List<Finding> look(Fsck.Depth depth) throws IOException {
    return fsck(depth).look();
  }

  Fsck fsck(Fsck.Depth depth) {
    return new Fsck(root, new Remedies("w"), depth);
  }

  Path log(String table) {
    return root.resolve(table.replace('.', '/')).resolve("_delta_log");
  }

  Path commit(Table table, long version) {
    return log(table.name()).resolve("%020d.json".formatted(version));
  }

  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
