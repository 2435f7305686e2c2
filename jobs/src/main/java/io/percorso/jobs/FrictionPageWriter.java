package io.percorso.jobs;

import io.percorso.bi.FrictionBoard;
import io.percorso.bi.FrictionBoard.Estimate;
import io.percorso.bi.FrictionPage;
import io.percorso.bi.Overview;
import io.percorso.friction.FrictionCauses;
import io.percorso.friction.FrictionModelQuality;
import io.percorso.friction.FrictionNeighbours;
import io.percorso.friction.FrictionReleases;
import io.percorso.friction.FrictionSignals;
import io.percorso.friction.FrictionSlices;
import io.percorso.friction.TouchpointFriction;
import io.percorso.friction.TouchpointSignals;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Table;
import io.percorso.statistics.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads what the friction pages tell from the tables of the last publication, and writes the pages
 * with their CSV.
 */
final class FrictionPageWriter {
  private static final String PAGE = "friction.html";
  private static final String CSV = "friction.csv";
  private static final String CAUSES_CSV = "friction-causes.csv";

  private final Lake lake;
  private final Setup setup;
  private final Publications.Publication publication;

  private FrictionPageWriter(Lake lake, Setup setup, Publications.Publication publication) {
    this.lake = lake;
    this.setup = setup;
    this.publication = publication;
  }

  /**
   * Writes friction.html, its CSV and a page per touchpoint into the site, and takes away the pages
   * of touchpoints that are gone; nothing before a publication.
   */
  static void write(Lake lake, Setup setup) {
    Publications.newest(lake)
        .ifPresent(publication -> new FrictionPageWriter(lake, setup, publication).write());
  }

  private void write() {
    Path site = setup.workspace().site();
    List<String> pages = new ArrayList<>();
    if (Analysis.made(setup.settings()).contains(Analysis.FRICTION)) {
      FrictionPage.View view = FrictionPage.view(board(), Overview.Rules.from(setup.settings()));
      OverviewReader.replace(site.resolve(CSV), FrictionPage.placesCsv(view));
      OverviewReader.replace(site.resolve(CAUSES_CSV), FrictionPage.causesCsv(view));
      OverviewReader.replace(site.resolve(PAGE), FrictionPage.render(view));
      for (FrictionBoard.Place place : view.places()) {
        String name = FrictionPage.fileName(place.touchpoint());
        pages.add(name);
        OverviewReader.replace(site.resolve(name), FrictionPage.render(view, place));
      }
    } else {
      Analysis.FRICTION.writeSwitchedOff(
          "Friction", publication, site.resolve(PAGE), List.of(CSV, CAUSES_CSV));
    }
    try (Stream<Path> files = Files.list(site)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (FrictionPage.isTouchpointPage(name) && !pages.contains(name)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(site + " cannot be tidied", e);
    }
  }

  private FrictionBoard board() {
    List<FrictionBoard.Place> places =
        rows(TouchpointFriction.TABLE).stream()
            .map(FrictionPageWriter::place)
            .sorted(
                Comparator.comparing((FrictionBoard.Place p) -> p.rank().orElse(Integer.MAX_VALUE))
                    .thenComparing(p -> -p.coldStartScore().orElse(0.0))
                    .thenComparing(p -> -p.visits())
                    .thenComparing(FrictionBoard.Place::touchpoint))
            .toList();
    List<Row> causes = rows(FrictionCauses.TABLE);
    return new FrictionBoard(
        publication.dataDay(),
        publication.runId(),
        setup.settings().text("business.currency"),
        rows(FrictionModelQuality.TABLE).stream().findFirst().map(FrictionPageWriter::model),
        places,
        causes.stream()
            .filter(row -> of(row, FrictionCauses.RANK) != null)
            .map(FrictionPageWriter::cause)
            .sorted(Comparator.comparing(FrictionBoard.Cause::rank))
            .toList(),
        causes.stream().map(FrictionPageWriter::cell).toList(),
        rows(FrictionReleases.TABLE).stream()
            .map(FrictionPageWriter::release)
            .sorted(
                Comparator.comparing(FrictionBoard.Release::day)
                    .thenComparing(FrictionBoard.Release::name))
            .toList(),
        changes(),
        rows(FrictionSlices.TABLE).stream()
            .map(FrictionPageWriter::slice)
            .sorted(
                Comparator.comparing(FrictionBoard.Slice::dimension)
                    .thenComparing(s -> -s.visits())
                    .thenComparing(FrictionBoard.Slice::value))
            .toList(),
        rows(FrictionNeighbours.TABLE).stream().map(FrictionPageWriter::neighbour).toList());
  }

  /** Of the month that the overview tells of against the one before: where intervals part. */
  private List<FrictionBoard.Change> changes() {
    Overview.Rules rules = Overview.Rules.from(setup.settings());
    LocalDate month = rules.month(publication.dataDay());
    Dataset<Row> signals =
        OverviewReader.published(lake, publication, TouchpointSignals.TABLE)
            .where(
                TouchpointSignals.MONTH
                    .col()
                    .isin(month, month.minusMonths(1))
                    .and(TouchpointSignals.KIND.col().equalTo(FrictionSignals.PREDICTOR)));
    Map<List<String>, Row> before = new HashMap<>();
    List<Row> after = new ArrayList<>();
    for (Row row : signals.collectAsList()) {
      if (month.equals(of(row, TouchpointSignals.MONTH))) {
        after.add(row);
      } else {
        before.put(key(row), row);
      }
    }
    return after.stream()
        .filter(row -> before.containsKey(key(row)))
        .map(row -> change(month, before.get(key(row)), row))
        .filter(
            c ->
                c.customers() >= rules.notEnoughBelow()
                    && (c.before().high() < c.after().low() || c.after().high() < c.before().low()))
        .sorted(
            Comparator.comparingDouble(
                    (FrictionBoard.Change c) ->
                        -Math.abs(c.after().value() - c.before().value()) * c.visits())
                .thenComparing(FrictionBoard.Change::touchpoint)
                .thenComparing(FrictionBoard.Change::signal))
        .limit(rules.paths())
        .toList();
  }

  private static List<String> key(Row row) {
    return List.of(of(row, TouchpointSignals.TOUCHPOINT), of(row, TouchpointSignals.SIGNAL));
  }

  private static FrictionBoard.Change change(LocalDate month, Row before, Row after) {
    return new FrictionBoard.Change(
        month,
        of(after, TouchpointSignals.TOUCHPOINT),
        of(after, TouchpointSignals.SIGNAL),
        of(after, TouchpointSignals.VISIT_COUNT),
        Math.min(
            FrictionPageWriter.<Long>of(before, TouchpointSignals.CUSTOMER_COUNT),
            FrictionPageWriter.<Long>of(after, TouchpointSignals.CUSTOMER_COUNT)),
        share(before),
        share(after));
  }

  private static Overview.Share share(Row row) {
    return new Overview.Share(
        of(row, TouchpointSignals.INCIDENCE_SHARE),
        of(row, TouchpointSignals.INCIDENCE_LOW),
        of(row, TouchpointSignals.INCIDENCE_HIGH));
  }

  private static FrictionBoard.Slice slice(Row row) {
    return new FrictionBoard.Slice(
        of(row, FrictionSlices.TOUCHPOINT),
        of(row, FrictionSlices.DIMENSION),
        of(row, FrictionSlices.VALUE),
        of(row, FrictionSlices.VISIT_COUNT),
        of(row, FrictionSlices.FRICTION_VISIT_COUNT),
        estimate(
                row,
                FrictionSlices.LOST_JOURNEYS,
                FrictionSlices.LOST_LOW,
                FrictionSlices.LOST_HIGH)
            .orElseThrow(),
        estimate(
                row,
                FrictionSlices.EXCESS_JOURNEYS,
                FrictionSlices.EXCESS_LOW,
                FrictionSlices.EXCESS_HIGH)
            .orElseThrow(),
        of(row, FrictionSlices.IS_DIFFERENT));
  }

  private static FrictionBoard.Model model(Row row) {
    return new FrictionBoard.Model(
        of(row, FrictionModelQuality.FROM_MONTH),
        of(row, FrictionModelQuality.STATUS),
        Optional.ofNullable(of(row, FrictionModelQuality.REASON)),
        of(row, FrictionModelQuality.JOURNEY_COUNT),
        of(row, FrictionModelQuality.ABANDONED_COUNT),
        estimate(
            row,
            FrictionModelQuality.LOST_JOURNEYS,
            FrictionModelQuality.LOST_LOW,
            FrictionModelQuality.LOST_HIGH),
        amount(
            row,
            FrictionModelQuality.LOST_AMOUNT,
            FrictionModelQuality.LOST_AMOUNT_LOW,
            FrictionModelQuality.LOST_AMOUNT_HIGH),
        Optional.ofNullable(of(row, FrictionModelQuality.EXPECTED_SHARE)),
        Optional.ofNullable(of(row, FrictionModelQuality.AUC)),
        Optional.ofNullable(of(row, FrictionModelQuality.PLACEBO_Z)));
  }

  private static FrictionBoard.Place place(Row row) {
    return new FrictionBoard.Place(
        of(row, TouchpointFriction.TOUCHPOINT),
        of(row, TouchpointFriction.VISIT_COUNT),
        of(row, TouchpointFriction.CUSTOMER_COUNT),
        of(row, TouchpointFriction.FRICTION_VISIT_COUNT),
        estimate(
            row,
            TouchpointFriction.INCIDENCE_SHARE,
            TouchpointFriction.INCIDENCE_LOW,
            TouchpointFriction.INCIDENCE_HIGH),
        estimate(
            row,
            TouchpointFriction.FRICTION_INDEX,
            TouchpointFriction.INDEX_LOW,
            TouchpointFriction.INDEX_HIGH),
        Optional.ofNullable(of(row, TouchpointFriction.STANDARDISED_INDEX)),
        estimate(
            row,
            TouchpointFriction.LOST_JOURNEYS,
            TouchpointFriction.LOST_LOW,
            TouchpointFriction.LOST_HIGH),
        amount(
            row,
            TouchpointFriction.LOST_AMOUNT,
            TouchpointFriction.LOST_AMOUNT_LOW,
            TouchpointFriction.LOST_AMOUNT_HIGH),
        Optional.ofNullable(of(row, TouchpointFriction.RISK_RATIO)),
        Boolean.TRUE.equals(of(row, TouchpointFriction.IS_REVERSED)),
        Optional.ofNullable(FrictionPageWriter.<String>of(row, TouchpointFriction.EVIDENCE))
            .orElse(""),
        Optional.ofNullable(FrictionPageWriter.<String>of(row, TouchpointFriction.EVIDENCE_REASON))
            .orElse(""),
        Optional.ofNullable(of(row, TouchpointFriction.RANK)),
        Optional.ofNullable(of(row, TouchpointFriction.COLD_START_SCORE)));
  }

  private static FrictionBoard.Cause cause(Row row) {
    return new FrictionBoard.Cause(
        of(row, FrictionCauses.RANK),
        of(row, FrictionCauses.TOUCHPOINT),
        of(row, FrictionCauses.SIGNAL),
        of(row, FrictionCauses.SIGNAL_VISIT_COUNT),
        of(row, FrictionCauses.CUSTOMER_COUNT),
        estimate(
                row,
                FrictionCauses.LOST_JOURNEYS,
                FrictionCauses.LOST_LOW,
                FrictionCauses.LOST_HIGH)
            .orElseThrow(),
        amount(
            row,
            FrictionCauses.LOST_AMOUNT,
            FrictionCauses.LOST_AMOUNT_LOW,
            FrictionCauses.LOST_AMOUNT_HIGH),
        of(row, FrictionCauses.EVIDENCE));
  }

  private static FrictionBoard.Cell cell(Row row) {
    return new FrictionBoard.Cell(
        of(row, FrictionCauses.TOUCHPOINT),
        of(row, FrictionCauses.SIGNAL),
        of(row, FrictionCauses.SIGNAL_VISIT_COUNT),
        of(row, FrictionCauses.CUSTOMER_COUNT),
        of(row, FrictionCauses.LOST_JOURNEYS),
        of(row, FrictionCauses.EVIDENCE));
  }

  private static FrictionBoard.Release release(Row row) {
    return new FrictionBoard.Release(
        of(row, FrictionReleases.RELEASE),
        of(row, FrictionReleases.TOUCHPOINT),
        Optional.ofNullable(of(row, FrictionReleases.CHANNEL)),
        of(row, FrictionReleases.RELEASE_DAY),
        of(row, FrictionReleases.BEFORE_COUNT),
        of(row, FrictionReleases.AFTER_COUNT),
        of(row, FrictionReleases.FRICTION_BEFORE),
        of(row, FrictionReleases.FRICTION_AFTER),
        of(row, FrictionReleases.IS_COMPARED),
        estimate(
            row,
            FrictionReleases.CHANGE,
            FrictionReleases.CHANGE_LOW,
            FrictionReleases.CHANGE_HIGH),
        of(row, FrictionReleases.IS_CONFIRMED));
  }

  private static FrictionBoard.Neighbour neighbour(Row row) {
    return new FrictionBoard.Neighbour(
        of(row, FrictionNeighbours.TOUCHPOINT),
        FrictionNeighbours.BEFORE.equals(of(row, FrictionNeighbours.SIDE)),
        of(row, FrictionNeighbours.NEIGHBOUR),
        of(row, FrictionNeighbours.VISIT_COUNT),
        of(row, FrictionNeighbours.SIGNAL_VISIT_COUNT),
        of(row, FrictionNeighbours.CUSTOMER_COUNT));
  }

  private static Optional<Estimate> estimate(Row row, Field value, Field low, Field high) {
    Double estimated = of(row, value);
    return Optional.ofNullable(estimated)
        .map(found -> new Estimate(found, new Interval(of(row, low), of(row, high))));
  }

  private static Optional<Estimate> amount(Row row, Field value, Field low, Field high) {
    BigDecimal estimated = of(row, value);
    return Optional.ofNullable(estimated)
        .map(
            found ->
                new Estimate(
                    found.doubleValue(),
                    new Interval(
                        FrictionPageWriter.<BigDecimal>of(row, low).doubleValue(),
                        FrictionPageWriter.<BigDecimal>of(row, high).doubleValue())));
  }

  private List<Row> rows(Table table) {
    return OverviewReader.published(lake, publication, table).collectAsList();
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(field.name());
  }
}
