package io.percorso.lake.fsck;

import io.percorso.lake.Ledger;
import io.percorso.lake.Publications;
import io.percorso.lake.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The books of runs and publications against the tables. */
final class BookCheck {
  private final Books books;
  private final Map<String, TableLog> logs;
  private final Remedies remedies;

  BookCheck(Books books, Map<String, TableLog> logs, Remedies remedies) {
    this.books = books;
    this.logs = logs;
    this.remedies = remedies;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Optional<Books.BookedRun> last = books.last();
    last.filter(r -> r.status().isBroken()).ifPresent(r -> findings.add(unfinished(r)));
    last.filter(r -> r.status() == Ledger.Status.DONE && !isPublished(r))
        .ifPresent(r -> findings.add(unpublished(r)));
    books
        .pointer()
        .ifPresent(p -> p.versions().forEach((t, v) -> missing(t, v).ifPresent(findings::add)));
    if (last.filter(r -> r.status() == Ledger.Status.DONE && isPublished(r)).isPresent()) {
      logs.values().forEach(log -> unknown(log).ifPresent(findings::add));
    }
    if (books.runs().isEmpty() && !logs.isEmpty() && !logs.containsKey(Runs.TABLE.name())) {
      findings.add(
          Finding.of(
              Fault.MISSING_FILE,
              Runs.TABLE.name(),
              "the lake has tables and no book of runs",
              "put the folder lake/ops back from a backup"));
    }
    return findings;
  }

  private boolean isPublished(Books.BookedRun run) {
    return books.pointer().filter(p -> p.number() == run.number()).isPresent();
  }

  private Finding unfinished(Books.BookedRun run) {
    return Finding.of(
        Fault.UNFINISHED_RUN,
        Runs.TABLE.name(),
        "run %s is %s".formatted(run.id(), run.status().name().toLowerCase(java.util.Locale.ROOT)),
        run.command() + ", which goes on with it or puts its tables back");
  }

  private Finding unpublished(Books.BookedRun run) {
    return Finding.of(
        Fault.BAD_PUBLICATION,
        Publications.TABLE.name(),
        "run %s is done, but readers see publication %s"
            .formatted(run.id(), books.pointer().map(p -> "" + p.number()).orElse("none")),
        books.undo(run, remedies));
  }

  private Optional<Finding> missing(String table, long version) {
    TableLog log = logs.get(table);
    boolean isThere = log != null && log.filesAt(version).isPresent();
    return isThere
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Fault.MISSING_VERSION,
                table,
                "readers are sent to version %d, which cannot be had".formatted(version),
                next(table, version).orElse("put the table back from a backup")));
  }

  /** A version that a restore took away comes with the next run, another with its run's again. */
  private Optional<String> next(String table, long version) {
    Optional<String> restored =
        books
            .last()
            .filter(r -> r.status() == Ledger.Status.RESTORED && r.startVersion(table) < version)
            .map(r -> remedies.run("nightly", r.day()));
    return restored.or(() -> books.writerOf(table, version).map(r -> books.undo(r, remedies)));
  }

  /** After a run that ended well, the newest version of a table is the published one. */
  private Optional<Finding> unknown(TableLog log) {
    long published = books.published(log.name());
    boolean isPinned =
        books.pointer().filter(p -> p.versions().containsKey(log.name())).isPresent();
    if (!isPinned || log.head() <= published) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
            Fault.UNKNOWN_COMMIT,
            log.name(),
            "version %d was not written by a run; version %d is published"
                .formatted(log.head(), published),
            remedies.restoreTable(log.name(), published)));
  }
}
