package io.percorso.jobs;

import io.percorso.bi.Overview;
import io.percorso.bi.OverviewPage;
import io.percorso.bi.OverviewTables;
import io.percorso.friction.TouchpointSignals;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.RejectedRecords;
import io.percorso.jobs.Engine.Setup;
import io.percorso.journeys.JourneyPaths;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.PlaceMonths;
import io.percorso.journeys.Sessions;
import io.percorso.lake.CrashPoint;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.quality.SourceDays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads what the overview page tells from the tables of the last publication, and writes the page.
 */
final class OverviewReader {
  private OverviewReader() {}

  /**
   * @throws UserError when nothing was published yet
   */
  static Overview read(Lake lake, Settings settings) {
    Publications.Publication publication =
        Publications.newest(lake)
            .orElseThrow(
                () ->
                    UserError.failed(
                        "nothing was published yet, so there is no page: ./percorso run nightly"));
    OverviewTables.Inputs inputs =
        new OverviewTables.Inputs(
            published(lake, publication, PlaceMonths.TABLE),
            published(lake, publication, SourceDays.TABLE),
            published(lake, publication, Sessions.TABLE),
            published(lake, publication, Journeys.TABLE),
            published(lake, publication, JourneyPaths.TABLE),
            published(lake, publication, TouchpointSignals.TABLE),
            published(lake, publication, InputFiles.TABLE),
            published(lake, publication, RejectedRecords.TABLE));
    return OverviewTables.overview(
        inputs,
        publication.dataDay(),
        publication.runId(),
        Overview.Rules.from(settings),
        Dataset::collectAsList);
  }

  /** A table as the publication has it. */
  static Dataset<Row> published(Lake lake, Publications.Publication publication, Table table) {
    long version = publication.versions().getOrDefault(table.name(), -1L);
    return version < 0 ? lake.rows(table, List.of()) : lake.readVersion(table, version);
  }

  /** Writes the page. */
  static Path writePage(Lake lake, Setup setup) {
    Overview overview = read(lake, setup.settings());
    String html = OverviewPage.render(overview, Overview.Rules.from(setup.settings()));
    Path page = setup.workspace().site().resolve("index.html");
    replace(page, html);
    return page;
  }

  /** Writes a file under another name and renames it: a reader never sees half of it. */
  static void replace(Path file, String text) {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(unfinished, text, StandardCharsets.UTF_8);
      CrashPoint.PAGE_BEFORE_SWAP.reach(file.getFileName().toString());
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      CrashPoint.PAGE_AFTER_SWAP.reach(file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
