package io.percorso.jobs;

import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.Displaced;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.KeyRingEntries;
import io.percorso.interactions.LostTimes;
import io.percorso.jobs.Engine.Restoring;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.RunLock;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.lake.fsck.OldVersion;
import io.percorso.lake.fsck.SetAside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts tables back to older versions, by the book: the next run knows, and builds on it. */
final class Restore {
  /** The word in the book for all tables put back to the start of a run. */
  static final String OF_A_RUN = "restore-run";

  /** The word in the book for one table put back; the next run builds every table anew. */
  static final String OF_A_TABLE = "restore-table";

  private final Lake lake;
  private final Ledger ledger;
  private final Restoring restoring;
  private final Path root;

  Restore(Setup setup, Lake lake, Restoring restoring) {
    URI uri = URI.create(setup.workspace().lake());
    if (!"file".equals(uri.getScheme())) {
      throw UserError.usage(
          "restore works on lakes on a local disk, and this one is at %s: use the object store's own versions"
              .formatted(setup.workspace().lake()));
    }
    this.root = Path.of(uri.getPath());
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.restoring = restoring;
  }

  /**
   * @param lock held by the caller
   */
  String table(RunLock lock, String name, long version) {
    Table table = Catalogue.requireTable(name);
    requireBuilt(table);
    requireOld(name, version);
    Ledger.Entry last = requireEnded();
    long now = lake.version(table);
    if (version >= now) {
      throw UserError.usage(
          "%s stands at version %d: --to must be an earlier one".formatted(name, now));
    }
    ledger.restoreTable(
        name,
        version,
        entry(last, OF_A_TABLE, "%s put back from version %d to %d".formatted(name, now, version)));
    return "%s is what it was at version %d, as version %d. Readers see publication files as they were; the next run builds every table anew and publishes. Take it back with: restore --table %s --to %d"
        .formatted(name, version, lake.version(table), name, now);
  }

  /**
   * @param lock held by the caller
   */
  String run(RunLock lock, String runId) {
    List<String> cut = new ArrayList<>();
    Optional<Ledger.Entry> begun = ledger.last().filter(e -> e.status() == Ledger.Status.RESTORING);
    begun.ifPresent(ledger::restore);
    Ledger.Entry run =
        ledger
            .find(runId)
            .orElseThrow(
                () ->
                    UserError.usage(
                        "there is no run '%s': look them up with ./percorso sql \"select run_id, status from ops.runs\""
                            .formatted(runId)));
    if (run.status() == Ledger.Status.RESTORED) {
      return begun.isPresent()
          ? "the restore that was begun is done; the next run loads the files of the taken back"
              + " runs again"
          : fail("run %s was taken back already", runId);
    }
    for (String table : knownTables(run)) {
      long version = run.startVersions().getOrDefault(table, -1L);
      cutDamage(table, version).ifPresent(cut::add);
      requireOld(table, version);
    }
    Ledger.Entry last = ledger.last().orElseThrow();
    List<String> tables =
        ledger.undo(run, entry(last, OF_A_RUN, "taken back: " + runId + " and all later runs"));
    cut.add(
        "%d tables are what they were before run %s, which is taken back with all later runs. Readers see what was published until the next run, which loads their files again and publishes"
            .formatted(tables.size(), runId));
    return String.join(". ", cut);
  }

  private static String fail(String sentence, String value) {
    throw UserError.usage(sentence.formatted(value));
  }

  /** The tables of the folders: a damaged one has no version that could be asked for. */
  private List<String> knownTables(Ledger.Entry run) {
    List<String> names = new ArrayList<>(run.startVersions().keySet());
    Catalogue.tables().stream()
        .map(Table::name)
        .filter(n -> !n.startsWith("ops.") && !names.contains(n))
        .filter(n -> java.nio.file.Files.isDirectory(root.resolve(n.replace('.', '/'))))
        .forEach(names::add);
    return names;
  }

  private Optional<String> cutDamage(String table, long version) {
    try {
      return java.nio.file.Files.isDirectory(root.resolve(table.replace('.', '/')))
          ? new SetAside(root).damagedEnd(table, version)
          : Optional.empty();
    } catch (IllegalStateException e) {
      throw UserError.failed(e.getMessage() + ". Take a backup, or an earlier run");
    } catch (IOException e) {
      throw new UncheckedIOException("the log of " + table + " cannot be read", e);
    }
  }

  private void requireOld(String table, long version) {
    try {
      new OldVersion(root).require(table, version);
    } catch (IOException e) {
      throw new UncheckedIOException("the log of " + table + " cannot be read", e);
    }
  }

  /** What is filled from files cannot go back alone: their records would count as loaded. */
  private static void requireBuilt(Table table) {
    boolean isFilled =
        table.layer().equals("bronze")
            || List.of(
                    Interactions.TABLE.name(),
                    InputFiles.TABLE.name(),
                    Displaced.TABLE.name(),
                    LostTimes.TABLE.name(),
                    CurrencyRates.TABLE.name(),
                    IdentityCorrections.TABLE.name(),
                    KeyRingEntries.TABLE.name())
                .contains(table.name());
    if (isFilled) {
      throw UserError.usage(
          "%s is filled from delivered files and cannot go back alone: the records of later files would be lost and count as loaded. Take back the run that loaded them: ./percorso restore --run RUN"
              .formatted(table));
    }
    if (table.layer().equals("ops")) {
      throw UserError.usage("%s is a book of runs: it never goes back".formatted(table));
    }
  }

  private Ledger.Entry requireEnded() {
    Ledger.Entry last =
        ledger
            .last()
            .orElseThrow(() -> UserError.usage("no run has been in this lake: nothing to restore"));
    if (last.status().isBroken()) {
      throw UserError.usage(
          "run %s did not end: end it first with: %s".formatted(last.runId(), last.command()));
    }
    return last;
  }

  private Ledger.Entry entry(Ledger.Entry last, String what, String message) {
    long number = last.number() + 1;
    Map<String, Long> versions = ledger.currentVersions();
    return new Ledger.Entry(
        "%s-%d".formatted(what, number),
        number,
        what,
        last.day(),
        last.cutoffDay(),
        Ledger.Status.STARTED,
        restoring.at(),
        Optional.of(restoring.at()),
        "restore",
        "[]",
        versions,
        List.of(),
        0,
        message,
        restoring.command());
  }
}
