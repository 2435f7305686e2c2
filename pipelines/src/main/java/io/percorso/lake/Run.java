package io.percorso.lake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * One run's writes. Each is idempotent under the run's number, checks its table's promises on the
 * rows before they are committed, and is one commit. A write whose table the run has written
 * already, from the same inputs, is skipped.
 */
public final class Run {
  private final Lake lake;
  private final String id;
  private final long number;
  private final String inputDigest;
  private final String freshnessKey;
  private final List<Written> written = new ArrayList<>();
  private final List<BrokenPromises.Broken> broken = new ArrayList<>();
  private final Map<String, Long> startVersions;
  private final WriteListener listener;
  private final Commits commits;

  /** Hears of each table when it is done, for the progress line. */
  public interface WriteListener {
    void written(Written written);
  }

  /**
   * @param number strictly increasing over runs, kept when a run is continued
   * @param inputs what the run is made from
   * @param startVersions version of each table before the run's first attempt
   */
  public Run(
      Lake lake,
      String id,
      long number,
      Inputs inputs,
      Map<String, Long> startVersions,
      WriteListener listener) {
    this.lake = lake;
    this.id = id;
    this.number = number;
    this.inputDigest = inputs.digest();
    this.freshnessKey = inputs.freshnessKey();
    this.startVersions = Map.copyOf(startVersions);
    this.listener = listener;
    this.commits = new Commits(lake, number);
  }

  /**
   * What a run is made from.
   *
   * @param digest of the manifest and the rules: a continued run must have the same
   * @param freshnessKey of the rules and the cut-off: a table made from the same versions under the
   *     same key is fresh
   */
  public record Inputs(String digest, String freshnessKey) {}

  /**
   * A table as it was when the run began, whatever the run or an earlier attempt of it wrote since.
   * Everything that a run compares with is read here: a read of the head would see half of the
   * run's own work after a crash.
   */
  public Dataset<Row> before(Table table) {
    long version = startVersions.getOrDefault(table.name(), -1L);
    return version < 0 ? lake.rows(table, List.of()) : lake.readVersion(table, version);
  }

  /** The version of a table that the run began from, −1 when there was none. */
  public long startVersion(Table table) {
    return startVersions.getOrDefault(table.name(), -1L);
  }

  public String id() {
    return id;
  }

  public long number() {
    return number;
  }

  public List<Written> written() {
    return List.copyOf(written);
  }

  public List<BrokenPromises.Broken> broken() {
    return List.copyOf(broken);
  }

  /** Adds a broken promise about a set of rows or tables, found outside a write. */
  public void breaks(BrokenPromises.Broken promise) {
    broken.add(promise);
  }

  /** Leaves a table as it is; makes it, without rows, where there is none. */
  public Written leave(Table table) {
    return unchanged(table);
  }

  /** Adds rows. */
  public Written append(Table table, List<Table> upstream, Dataset<Row> rows) {
    return write(
        table,
        upstream,
        () -> {
          Promises.Kept kept = keep(table, rows);
          return new Change(rows, kept.rows(), 0, kept.periods(), List.of(), commits::append);
        });
  }

  /** Replaces all rows. Not written when the table's own inputs are those of its last write. */
  public Written replaceAll(Table table, List<Table> upstream, Supplier<Dataset<Row>> rows) {
    if (isFresh(table, upstream)) {
      return unchanged(table);
    }
    return write(
        table,
        upstream,
        () -> {
          Dataset<Row> all = rows.get().persist(StorageLevel.MEMORY_AND_DISK());
          Promises.Kept kept = keep(table, all);
          return new Change(
              all,
              Math.max(kept.rows(), 1),
              0,
              kept.periods(),
              List.of(),
              (t, r, n) -> commits.overwrite(t, r, n, ""));
        });
  }

  /**
   * Replaces the rows of some periods; the others stay. The table is partitioned by the period
   * alone.
   *
   * @param periods first days of the periods; none: nothing is written
   * @param rows the new rows of these periods and of no other
   */
  public Written replacePeriods(
      Table table, List<Table> upstream, Set<LocalDate> periods, Supplier<Dataset<Row>> rows) {
    if (periods.isEmpty()) {
      return unchanged(table);
    }
    return write(
        table,
        upstream,
        () -> {
          Dataset<Row> all = rows.get().persist(StorageLevel.MEMORY_AND_DISK());
          Promises.Kept kept = keep(table, all);
          String days =
              String.join(", ", periods.stream().sorted().map(d -> "DATE'" + d + "'").toList());
          String where = table.partitions().get(0).name() + " in (" + days + ")";
          return new Change(
              all,
              Math.max(kept.rows(), 1),
              0,
              periods,
              List.of(),
              (t, r, n) -> commits.overwrite(t, r, n, where));
        });
  }

  /**
   * Replaces the rows of a scope, for example of the customers that a night touches: those that are
   * gone are deleted, those that differ updated, new ones added, equal ones left alone, in one
   * commit.
   *
   * @param before the table's rows of the scope as they are
   * @param after the same scope's rows as they are to be
   */
  public Written replaceScope(
      Table table, List<Table> upstream, Dataset<Row> before, Dataset<Row> after) {
    return replaceScope(table, upstream, before, after, ChangeKinds.NONE);
  }

  /**
   * The same, with the changed rows counted by kind. Of a table that did not exist none is counted:
   * nobody had seen it.
   */
  public Written replaceScope(
      Table table,
      List<Table> upstream,
      Dataset<Row> before,
      Dataset<Row> after,
      ChangeKinds kinds) {
    return write(
        table,
        upstream,
        () -> {
          Promises.Kept kept = keep(table, after);
          if (startVersions.getOrDefault(table.name(), -1L) < 0) {
            return new Change(after, kept.rows(), 0, kept.periods(), List.of(), commits::append);
          }
          Dataset<Row> changes =
              ScopeChange.of(table, before, after).persist(StorageLevel.MEMORY_AND_DISK());
          ScopeChange.Count count = ScopeChange.count(table, changes, kinds);
          return new Change(
              changes,
              count.added(),
              count.removed(),
              count.periods(),
              count.kinds(),
              commits::merge);
        });
  }

  /** Rows that a table is to gain, lose or change, as a value, before they are committed. */
  private record Change(
      Dataset<Row> rows,
      long added,
      long removed,
      Set<LocalDate> periods,
      List<ChangeCount> kinds,
      Commit commit) {}

  private interface Commit {
    void run(Table table, Dataset<Row> rows, CommitNote note);
  }

  private Written write(Table table, List<Table> upstream, Supplier<Change> change) {
    long started = System.nanoTime();
    Map<String, Long> versions = versions(upstream);
    String digest = digest(versions);
    lake.create(table);
    var last = lake.lastNote(table.name());
    long before = lake.version(table);
    Written result;
    if (IdempotentWrite.decide(table.name(), last, number, digest)
        == IdempotentWrite.Decision.SKIP) {
      CommitNote note = last.orElseThrow();
      broken.addAll(note.warnings());
      Set<LocalDate> periods =
          new TreeSet<>(note.periods().stream().map(LocalDate::parse).toList());
      result =
          new Written(
              table.name(),
              before - 1,
              before,
              note.rows(),
              note.removed(),
              periods,
              note.kinds(),
              seconds(started));
    } else {
      int brokenBefore = broken.size();
      Change found = change.get();
      List<BrokenPromises.Broken> warnings =
          List.copyOf(broken.subList(brokenBefore, broken.size()));
      if (found.added() + found.removed() > 0) {
        List<String> periods = found.periods().stream().map(LocalDate::toString).sorted().toList();
        found
            .commit()
            .run(
                table,
                found.rows(),
                new CommitNote(
                    id,
                    number,
                    digest,
                    freshnessKey,
                    versions,
                    periods,
                    found.added(),
                    found.removed(),
                    found.kinds(),
                    warnings));
      }
      found.rows().unpersist();
      result =
          new Written(
              table.name(),
              before,
              lake.version(table),
              found.added(),
              found.removed(),
              found.periods(),
              found.kinds(),
              seconds(started));
    }
    return done(result);
  }

  private Written unchanged(Table table) {
    lake.create(table);
    long version = lake.version(table);
    return done(new Written(table.name(), version, version, 0, 0, Set.of(), List.of(), 0));
  }

  private Written done(Written result) {
    written.add(result);
    listener.written(result);
    return result;
  }

  /**
   * True when an earlier run's last write of the table read the very versions that its inputs have
   * now, under the same rules. What this run wrote before it died is no reason to say that nothing
   * changed: it is skipped, and told, like any other of its writes.
   */
  private boolean isFresh(Table table, List<Table> upstream) {
    return !upstream.isEmpty()
        && lake.lastNote(table.name())
            .filter(
                note ->
                    note.runNumber() != number
                        && note.rules().equals(freshnessKey)
                        && note.upstream().equals(versions(upstream)))
            .isPresent();
  }

  private Promises.Kept keep(Table table, Dataset<Row> rows) {
    Promises.Kept kept = Promises.check(table, rows);
    broken.addAll(kept.broken());
    kept.broken().stream()
        .filter(b -> b.severity() == Expectation.Severity.FAIL)
        .findFirst()
        .ifPresent(
            b -> {
              throw UserError.failed(
                  "%s was not written: %,d rows break '%s'. Look at them with: ./percorso sql \"select * from ops.broken_promises where run_id = '%s'\" --at head"
                      .formatted(table, b.rows(), b.sentence(), id));
            });
    return kept;
  }

  private Map<String, Long> versions(List<Table> upstream) {
    Map<String, Long> versions = new TreeMap<>();
    upstream.forEach(t -> versions.put(t.name(), lake.version(t)));
    return versions;
  }

  private String digest(Map<String, Long> versions) {
    return sha256(inputDigest + versions);
  }

  /** The first 16 hexadecimal digits of a SHA-256. */
  public static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static double seconds(long startedNanos) {
    return (System.nanoTime() - startedNanos) / 1e9;
  }
}
