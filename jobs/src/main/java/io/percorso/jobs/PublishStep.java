package io.percorso.jobs;

import io.percorso.bi.PublishedFiles;
import io.percorso.jobs.Engine.RunOutcome;
import io.percorso.jobs.Engine.RunStatus;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Publications;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Makes a run's tables those that readers see. Files are written beside the current ones, then the
 * pointer row is committed, then the link moves: a run that dies after the pointer has published,
 * and the next one finishes the rest.
 */
final class PublishStep {
  /** Writes the pages of what was published last. */
  interface Pages {
    /** The page that readers open first. */
    Path write(Lake lake, Setup setup);
  }

  private final Setup setup;
  private final Lake lake;
  private final PublishedFiles files;
  private final List<Table> tables;
  private final Pages pages;

  PublishStep(Setup setup, Lake lake) {
    this(
        setup,
        lake,
        Catalogue.published(),
        (of, whose) -> {
          QualityPageWriter.write(of, whose);
          FrictionPageWriter.write(of, whose);
          RetentionPageWriter.write(of, whose);
          return OverviewReader.writePage(of, whose);
        });
  }

  /**
   * @param tables of which readers find files
   */
  PublishStep(Setup setup, Lake lake, List<Table> tables, Pages pages) {
    this.setup = setup;
    this.lake = lake;
    this.files = new PublishedFiles(setup.workspace().published());
    this.tables = List.copyOf(tables);
    this.pages = pages;
  }

  RunOutcome publish(Run run, LocalDate dataDay, Instant at) {
    if (!files.current().equals(Optional.of(run.number()))) {
      files.write(lake, run.number(), tables);
    }
    run.append(
        Publications.TABLE,
        List.of(),
        Publications.row(
            lake,
            new Publications.Publication(
                run.number(), run.id(), dataDay, at, new Ledger(lake).currentVersions())));
    Path page = show(run.number());
    return new RunOutcome(
        RunStatus.SUCCESS,
        "run %s published; data as of %s".formatted(run.id(), dataDay),
        currentFolder(),
        Optional.of(page));
  }

  /** Writes the files of the current publication again; its tables stand at its versions. */
  Path republish() {
    long number = Publications.newest(lake).orElseThrow().number();
    Path folder = files.write(lake, number, tables);
    show(number);
    return folder;
  }

  /** True when readers of names see what this run wrote already. */
  boolean isPublished(Ledger.Entry run) {
    return Publications.newest(lake).filter(p -> p.number() == run.number()).isPresent();
  }

  /**
   * Makes a publication that is written whole the one that readers of files and of the page see.
   */
  Path show(long number) {
    files.makeCurrent(number);
    files.keep(setup.settings().integer("published.keep"));
    return pages.write(lake, setup);
  }

  /** Takes away the files of a run whose tables are put back. */
  void withdraw(Ledger.Entry run) {
    files.withdraw(run.number());
  }

  /** What readers of files see now. */
  Optional<Path> currentFolder() {
    return Optional.of(setup.workspace().published().resolve("current")).filter(Files::exists);
  }

  /** The page that readers see now. */
  Optional<Path> currentPage() {
    return Optional.of(setup.workspace().site().resolve("index.html")).filter(Files::exists);
  }
}
