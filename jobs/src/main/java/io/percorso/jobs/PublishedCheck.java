package io.percorso.jobs;

import io.percorso.bi.PublishedFiles;
import io.percorso.lake.Table;
import io.percorso.lake.Workspace;
import io.percorso.lake.fsck.Books;
import io.percorso.lake.fsck.Fault;
import io.percorso.lake.fsck.Finding;
import io.percorso.lake.fsck.Fsck;
import io.percorso.lake.fsck.ParquetRows;
import io.percorso.lake.fsck.Remedies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What BI tools read against the pointer and the tables that it names. */
final class PublishedCheck {
  private final Fsck fsck;
  private final PublishedFiles files;
  private final Path published;
  private final Remedies remedies;
  private final Supplier<Engine> engine;

  /**
   * @param engine started only to write a publication's files again
   */
  PublishedCheck(Fsck fsck, Workspace workspace, Remedies remedies, Supplier<Engine> engine) {
    this.fsck = fsck;
    this.published = workspace.published();
    this.files = new PublishedFiles(published);
    this.remedies = remedies;
    this.engine = engine;
  }

  List<Finding> findings() throws IOException {
    Optional<Books.Pointer> pointer = fsck.books().pointer();
    if (pointer.isEmpty()) {
      return List.of();
    }
    long number = pointer.get().number();
    List<String> problems = new ArrayList<>();
    for (Table table : Catalogue.published()) {
      problem(table, number).ifPresent(problems::add);
    }
    List<Finding> findings = new ArrayList<>();
    problems.forEach(p -> findings.add(rewritten(finding(p), problems.get(0).equals(p))));
    if (problems.isEmpty() && !files.current().equals(Optional.of(number))) {
      String now = files.current().map(n -> "publication " + n).orElse("no publication");
      findings.add(
          finding("the link current names %s, the pointer %d".formatted(now, number))
              .mendedBy(
                  () -> {
                    files.makeCurrent(number);
                    return "published/current names publication %d".formatted(number);
                  }));
    }
    return findings;
  }

  private Finding finding(String problem) {
    return Finding.of(Fault.BAD_PUBLICATION, "published", problem, remedies.fsckRepair());
  }

  /** The tables' newest rows are written: where those are not the published ones, a run must. */
  private Finding rewritten(Finding finding, boolean isFirst) {
    boolean isHead =
        Catalogue.published().stream()
            .allMatch(t -> fsck.head(t.name()) == fsck.books().published(t.name()));
    if (!isHead) {
      return Finding.of(finding.fault(), finding.where(), finding.problem(), remedies.nightly());
    }
    return isFirst
        ? finding.mendedBy(
            () -> {
              try (Engine started = engine.get()) {
                return "publication written again: " + started.republish();
              }
            })
        : finding;
  }

  private Optional<String> problem(Table table, long number) throws IOException {
    Path folder = published.resolve(Long.toString(number)).resolve(table.shortName());
    if (fsck.books().published(table.name()) < 0) {
      return Optional.empty();
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of("publication %d has no %s".formatted(number, table.shortName()));
    }
    long rows = 0;
    try (Stream<Path> parts = Files.list(folder)) {
      for (Path part : parts.filter(p -> p.toString().endsWith(".parquet")).toList()) {
        rows += ParquetRows.countByReading(part);
      }
    } catch (IOException e) {
      return Optional.of(
          "%s of publication %d cannot be read: %s"
              .formatted(table.shortName(), number, e.getMessage()));
    }
    OptionalLong expected = fsck.rowsAt(table.name(), fsck.books().published(table.name()));
    return expected.isEmpty() || expected.getAsLong() == rows
        ? Optional.empty()
        : Optional.of(
            "%s of publication %d has %d rows, version %d of the table has %d"
                .formatted(
                    table.shortName(),
                    number,
                    rows,
                    fsck.books().published(table.name()),
                    expected.getAsLong()));
  }
}
