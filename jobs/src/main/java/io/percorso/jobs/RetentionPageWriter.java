package io.percorso.jobs;

import io.percorso.bi.Overview;
import io.percorso.bi.RetentionBoard;
import io.percorso.bi.RetentionPage;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Settings;
import io.percorso.retention.LifecycleDays;
import io.percorso.retention.RetentionCohorts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Reads what the retention page tells from the tables of the last publication, and writes it with
 * its CSV.
 */
final class RetentionPageWriter {
  private static final String PAGE = "retention.html";
  private static final String COHORTS_CSV = "retention-cohorts.csv";
  private static final String CALLS_CSV = "retention-calls.csv";
  private static final String MONTH = "month";

  /** In the order of a customer's life. */
  private static final List<String> STATES =
      List.of("new", "current", "reactivated", "resurrected", "at_risk", "dormant");

  private RetentionPageWriter() {}

  /**
   * Writes retention.html and retention-cohorts.csv into the site; nothing before a publication.
   */
  static void write(Lake lake, Setup setup) {
    Publications.newest(lake).ifPresent(publication -> write(lake, setup, publication));
  }

  private static void write(Lake lake, Setup setup, Publications.Publication publication) {
    Path site = setup.workspace().site();
    if (!Analysis.made(setup.settings()).contains(Analysis.RETENTION)) {
      Analysis.RETENTION.writeSwitchedOff(
          "Who stays", publication, site.resolve(PAGE), List.of(COHORTS_CSV, CALLS_CSV));
      return;
    }
    RetentionPage.View view =
        RetentionPage.view(
            board(lake, setup.settings(), publication), Overview.Rules.from(setup.settings()));
    OverviewReader.replace(site.resolve(COHORTS_CSV), RetentionPage.cohortsCsv(view));
    OverviewReader.replace(site.resolve(CALLS_CSV), view.risk().callsCsv());
    OverviewReader.replace(site.resolve(PAGE), RetentionPage.render(view));
  }

  private static RetentionBoard board(
      Lake lake, Settings settings, Publications.Publication publication) {
    LocalDate last = publication.dataDay();
    LocalDate before = last.minusDays(settings.duration("lifecycle.window").toDays());
    List<Row> cells =
        OverviewReader.published(lake, publication, RetentionCohorts.TABLE)
            .where(
                RetentionCohorts.PERIOD.col().equalTo(MONTH).and(RetentionCohorts.IS_KNOWN.col()))
            .collectAsList();
    List<Row> states =
        OverviewReader.published(lake, publication, LifecycleDays.TABLE)
            .where(LifecycleDays.DAY.col().isin(last, before).and(LifecycleDays.IS_KNOWN.col()))
            .collectAsList();
    return new RetentionBoard(
        last,
        publication.runId(),
        cohorts(cells),
        states(states, last, before),
        before,
        new RiskReader(lake, publication).read(settings),
        StayingReader.read(lake, publication, settings),
        SegmentReader.read(lake, publication, settings));
  }

  private static List<RetentionBoard.Cohort> cohorts(List<Row> cells) {
    Map<LocalDate, List<Row>> byMonth = new TreeMap<>();
    for (Row cell : cells) {
      byMonth
          .computeIfAbsent(of(cell, RetentionCohorts.COHORT_START), month -> new ArrayList<>())
          .add(cell);
    }
    List<RetentionBoard.Cohort> cohorts = new ArrayList<>();
    byMonth.forEach(
        (month, theirs) -> {
          theirs.sort(
              Comparator.comparing(
                  row -> RetentionPageWriter.<Integer>of(row, RetentionCohorts.PERIOD_NUMBER)));
          cohorts.add(
              new RetentionBoard.Cohort(
                  month,
                  of(theirs.get(0), RetentionCohorts.IS_TRUNCATED),
                  of(theirs.get(0), RetentionCohorts.COHORT_COUNT),
                  theirs.stream().map(RetentionPageWriter::cell).toList()));
        });
    return cohorts;
  }

  private static RetentionBoard.Cell cell(Row row) {
    Double share = of(row, RetentionCohorts.RETURNED_SHARE);
    return new RetentionBoard.Cell(
        of(row, RetentionCohorts.PERIOD_NUMBER),
        share == null
            ? Optional.empty()
            : Optional.of(
                new Overview.Share(
                    share,
                    of(row, RetentionCohorts.RETURNED_LOW),
                    of(row, RetentionCohorts.RETURNED_HIGH))));
  }

  private static List<RetentionBoard.State> states(
      List<Row> rows, LocalDate last, LocalDate before) {
    return STATES.stream()
        .map(
            state ->
                new RetentionBoard.State(
                    state, customers(rows, state, last), customers(rows, state, before)))
        .toList();
  }

  private static long customers(List<Row> rows, String state, LocalDate day) {
    return rows.stream()
        .filter(row -> state.equals(of(row, LifecycleDays.STATE)))
        .filter(row -> day.equals(of(row, LifecycleDays.DAY)))
        .mapToLong(row -> RetentionPageWriter.<Long>of(row, LifecycleDays.CUSTOMER_COUNT))
        .sum();
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(field.name());
  }
}
