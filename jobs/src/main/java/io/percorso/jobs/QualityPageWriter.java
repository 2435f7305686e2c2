package io.percorso.jobs;

import io.percorso.bi.Overview;
import io.percorso.bi.QualityBoard;
import io.percorso.bi.QualityBoard.Restatement;
import io.percorso.bi.QualityBoard.SourceQuality;
import io.percorso.bi.QualityPage;
import io.percorso.interactions.Verdict;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Table;
import io.percorso.quality.Anomalies;
import io.percorso.quality.Anomaly;
import io.percorso.quality.Cause;
import io.percorso.quality.Freshness;
import io.percorso.quality.Freshness.Severity;
import io.percorso.quality.LoadCounts;
import io.percorso.quality.Restatements;
import io.percorso.quality.SourceDays;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Reads what the data quality page tells from the tables of the last publication, and writes the
 * page with its CSV.
 */
final class QualityPageWriter {
  private static final String FIGURES = "figures";
  private static final Comparator<Cause> BY_TIME =
      Comparator.comparing(Cause::isCourseOfTime).thenComparing(Comparator.naturalOrder());

  private final Lake lake;
  private final Setup setup;
  private final Publications.Publication publication;

  private QualityPageWriter(Lake lake, Setup setup, Publications.Publication publication) {
    this.lake = lake;
    this.setup = setup;
    this.publication = publication;
  }

  /** Writes quality.html and its CSV files into the site; nothing before a publication. */
  static void write(Lake lake, Setup setup) {
    Publications.newest(lake)
        .ifPresent(
            publication -> {
              QualityBoard board = new QualityPageWriter(lake, setup, publication).board();
              Path site = setup.workspace().site();
              OverviewReader.replace(site.resolve("quality.csv"), QualityPage.sourcesCsv(board));
              OverviewReader.replace(site.resolve("quality-days.csv"), QualityPage.daysCsv(board));
              OverviewReader.replace(
                  site.resolve("quality-restatements.csv"), QualityPage.restatementsCsv(board));
              OverviewReader.replace(site.resolve("quality.html"), QualityPage.render(board));
            });
  }

  private QualityBoard board() {
    Map<String, Map<LocalDate, Long>> days = days();
    Map<String, List<Overview.Refusal>> counts = new HashMap<>();
    rows(LoadCounts.TABLE).stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                r ->
                    List.of(
                        QualityPageWriter.<String>of(r, LoadCounts.SOURCE),
                        QualityPageWriter.<String>of(r, LoadCounts.VERDICT),
                        QualityPageWriter.<String>of(r, LoadCounts.REASON)),
                java.util.stream.Collectors.summingLong(
                    r -> QualityPageWriter.<Long>of(r, LoadCounts.RECORD_COUNT))))
        .forEach(
            (key, records) ->
                counts
                    .computeIfAbsent(key.get(0), s -> new ArrayList<>())
                    .add(new Overview.Refusal(key.get(0), key.get(1), key.get(2), records)));
    Map<String, List<Anomaly>> anomalies = new HashMap<>();
    ofRun(Anomalies.TABLE)
        .forEach(
            row ->
                anomalies
                    .computeIfAbsent(of(row, Anomalies.SOURCE), s -> new ArrayList<>())
                    .add(anomaly(row)));
    List<SourceQuality> sources = new ArrayList<>();
    for (Row row : ofRun(Freshness.TABLE)) {
      Severity severity = Severity.of(of(row, Freshness.SEVERITY));
      if (severity != Severity.NONE) {
        String source = of(row, Freshness.SOURCE);
        sources.add(
            source(
                row,
                severity,
                days.getOrDefault(source, Map.of()),
                counts.getOrDefault(source, List.of()),
                anomalies.getOrDefault(source, List.of())));
      }
    }
    sources.sort(Comparator.comparing(SourceQuality::source));
    return new QualityBoard(publication.dataDay(), publication.runId(), sources, restatements());
  }

  /** Of the last runs, the newest first, one entry per cause, those of time last. */
  private List<Restatement> restatements() {
    Map<Long, Map<Cause, List<Row>>> runs = new TreeMap<>(Comparator.reverseOrder());
    long before = publication.number() - setup.settings().integer("quality.restated-runs");
    for (Row row :
        OverviewReader.published(lake, publication, Restatements.TABLE)
            .where(Restatements.PUBLICATION_NUMBER.col().geq(before))
            .collectAsList()) {
      runs.computeIfAbsent(of(row, Restatements.PUBLICATION_NUMBER), n -> new TreeMap<>(BY_TIME))
          .computeIfAbsent(Cause.of(of(row, Restatements.CAUSE)), c -> new ArrayList<>())
          .add(row);
    }
    return runs.values().stream()
        .flatMap(causes -> causes.entrySet().stream())
        .map(cause -> restatement(cause.getKey(), cause.getValue()))
        .toList();
  }

  private static Restatement restatement(Cause cause, List<Row> rows) {
    Map<String, Long> counts = new HashMap<>();
    rows.forEach(
        row -> {
          String subject = of(row, Restatements.SUBJECT);
          counts.merge(
              Restatements.isFigure(subject) ? FIGURES : subject,
              QualityPageWriter.<Long>of(row, Restatements.CHANGED_COUNT)
                  + QualityPageWriter.<Long>of(row, Restatements.WITHDRAWN_COUNT)
                  + QualityPageWriter.<Long>of(row, Restatements.ADDED_COUNT),
              Long::sum);
        });
    return new Restatement(
        of(rows.get(0), Restatements.RUN_ID),
        of(rows.get(0), Restatements.PUBLISHED_DAY),
        cause,
        counts.getOrDefault(Restatements.CUSTOMER_IDS, 0L),
        counts.getOrDefault(Restatements.SESSIONS, 0L),
        counts.getOrDefault(Restatements.JOURNEYS, 0L),
        counts.getOrDefault(FIGURES, 0L),
        days(rows, Restatements.FIRST_DAY).min(Comparator.naturalOrder()),
        days(rows, Restatements.LAST_DAY).max(Comparator.naturalOrder()));
  }

  private static Stream<LocalDate> days(List<Row> rows, Field field) {
    return rows.stream().flatMap(r -> Stream.ofNullable(QualityPageWriter.<LocalDate>of(r, field)));
  }

  private SourceQuality source(
      Row age,
      Severity severity,
      Map<LocalDate, Long> days,
      List<Overview.Refusal> counts,
      List<Anomaly> anomalies) {
    LocalDate last = publication.dataDay();
    return new SourceQuality(
        of(age, Freshness.SOURCE),
        severity,
        Optional.ofNullable(QualityPageWriter.<Instant>of(age, Freshness.NEWEST_ARRIVAL_AT)),
        Optional.ofNullable(QualityPageWriter.<Instant>of(age, Freshness.NEWEST_OCCURRED_AT)),
        Optional.ofNullable(QualityPageWriter.<Long>of(age, Freshness.AGE_SECONDS))
            .map(Duration::ofSeconds),
        firstDay()
            .datesUntil(last.plusDays(1))
            .map(day -> new Overview.Day(day, days.getOrDefault(day, 0L)))
            .toList(),
        records(counts, LoadCounts.LOADED),
        records(counts, Verdict.DUPLICATE.word()),
        records(counts, Verdict.REJECTED.word()),
        records(counts, Verdict.LATE.word()),
        counts.stream()
            .filter(c -> !c.verdict().equals(LoadCounts.LOADED))
            .sorted(
                Comparator.comparingLong(Overview.Refusal::records)
                    .reversed()
                    .thenComparing(Overview.Refusal::reason))
            .limit(Overview.Rules.from(setup.settings()).files())
            .toList(),
        anomalies.stream().sorted(Comparator.comparing(Anomaly::day)).toList());
  }

  private Map<String, Map<LocalDate, Long>> days() {
    Map<String, Map<LocalDate, Long>> days = new HashMap<>();
    OverviewReader.published(lake, publication, SourceDays.TABLE)
        .where(
            SourceDays.DAY
                .col()
                .between(functions.lit(firstDay()), functions.lit(publication.dataDay())))
        .collectAsList()
        .forEach(
            row ->
                days.computeIfAbsent(of(row, SourceDays.SOURCE), s -> new HashMap<>())
                    .put(of(row, SourceDays.DAY), of(row, SourceDays.INTERACTION_COUNT)));
    return days;
  }

  private LocalDate firstDay() {
    return publication.dataDay().minusDays(setup.settings().integer("quality.days") - 1);
  }

  private static long records(List<Overview.Refusal> counts, String verdict) {
    return counts.stream()
        .filter(c -> c.verdict().equals(verdict))
        .mapToLong(Overview.Refusal::records)
        .sum();
  }

  private static Anomaly anomaly(Row row) {
    return new Anomaly(
        of(row, Anomalies.SOURCE),
        of(row, Anomalies.DAY),
        of(row, Anomalies.MEASURE),
        Anomaly.Kind.of(of(row, Anomalies.KIND)),
        QualityPageWriter.<Double>of(row, Anomalies.OBSERVED),
        QualityPageWriter.<Double>of(row, Anomalies.USUAL),
        QualityPageWriter.<Double>of(row, Anomalies.SCORE));
  }

  private List<Row> ofRun(Table table) {
    return OverviewReader.published(lake, publication, table)
        .where(Freshness.RUN_ID.col().equalTo(publication.runId()))
        .collectAsList();
  }

  private List<Row> rows(Table table) {
    return OverviewReader.published(lake, publication, table).collectAsList();
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(field.name());
  }
}
