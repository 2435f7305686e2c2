package io.percorso.jobs;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.percorso.interactions.InputFiles;
import io.percorso.interactions.LandingFile;
import io.percorso.interactions.Source;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Table;
import io.percorso.quality.Anomalies;
import io.percorso.quality.Anomaly;
import io.percorso.quality.ColumnNulls;
import io.percorso.quality.Freshness;
import io.percorso.quality.FreshnessLimits;
import io.percorso.quality.SourceDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Reads small counts from the tables and hands them to the rules of quality. */
final class QualityReader {
  private final ConfFiles conf;
  private final Function<Table, Dataset<Row>> tables;
  private final ZoneId zone;

  /**
   * @param tables a table's rows at the version that is asked about
   */
  QualityReader(ConfFiles conf, Function<Table, Dataset<Row>> tables) {
    this.conf = conf;
    this.tables = tables;
    this.zone = conf.settings().zone("business.zone");
  }

  /** When a source's first and newest file were seen. */
  private record Deliveries(Instant first, Instant newest) {}

  /** Every declared source at a cut-off, by name. */
  List<Freshness.State> freshness(Cutoff cutoff) {
    Map<String, Deliveries> deliveries = deliveries();
    Map<String, Instant> newest = new TreeMap<>();
    tables
        .apply(SourceDays.TABLE)
        .where(SourceDays.DAY.col().leq(functions.lit(cutoff.day())))
        .groupBy(SourceDays.SOURCE.col())
        .agg(max(SourceDays.NEWEST_AT.col()))
        .collectAsList()
        .forEach(row -> newest.put(row.getString(0), row.getAs(1)));
    List<Freshness.State> states = new ArrayList<>();
    for (Source source : conf.sources()) {
      String name = source.name();
      states.add(
          Freshness.at(
              cutoff,
              new Freshness.Newest(
                  name,
                  Optional.ofNullable(deliveries.get(name)).map(Deliveries::newest),
                  Optional.ofNullable(newest.get(name)),
                  source.history()),
              limits(source)));
    }
    return states;
  }

  /** What is out of the ordinary in the days up to a last one, by source and day. */
  List<Anomaly> anomalies(LocalDate last) {
    Anomalies.Rules rules = Anomalies.Rules.from(conf.settings());
    Map<String, Deliveries> deliveries = deliveries();
    Map<String, Map<LocalDate, Long>> records = new TreeMap<>();
    Map<String, Map<String, Map<LocalDate, Long>>> nulls = new TreeMap<>();
    LocalDate from = last.minusDays(2L * rules.days() + maxDaysBehind());
    recent(SourceDays.TABLE, from, last)
        .forEach(
            row ->
                records
                    .computeIfAbsent(row.getAs(SourceDays.SOURCE.name()), s -> new TreeMap<>())
                    .put(
                        row.getAs(SourceDays.DAY.name()),
                        row.getAs(SourceDays.INTERACTION_COUNT.name())));
    recent(ColumnNulls.TABLE, from, last)
        .forEach(
            row ->
                nulls
                    .computeIfAbsent(row.getAs(ColumnNulls.SOURCE.name()), s -> new TreeMap<>())
                    .computeIfAbsent(
                        row.getAs(ColumnNulls.COLUMN_NAME.name()), c -> new TreeMap<>())
                    .put(
                        row.getAs(ColumnNulls.DAY.name()),
                        row.getAs(ColumnNulls.NULL_COUNT.name())));
    List<Anomaly> found = new ArrayList<>();
    for (Source source : conf.sources()) {
      Deliveries delivered = deliveries.get(source.name());
      if (delivered != null) {
        found.addAll(
            Anomalies.find(
                new Anomalies.SourceHistory(
                    source.name(),
                    delivered.first().atZone(zone).toLocalDate(),
                    limits(source).daysBehind(),
                    records.getOrDefault(source.name(), Map.of()),
                    nulls.getOrDefault(source.name(), Map.of())),
                last,
                rules));
      }
    }
    return found;
  }

  /** By how many days each source may be behind. */
  Map<String, Integer> daysBehind() {
    return conf.sources().stream()
        .collect(Collectors.toMap(Source::name, s -> limits(s).daysBehind()));
  }

  private int maxDaysBehind() {
    return daysBehind().values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private FreshnessLimits limits(Source source) {
    return FreshnessLimits.of(source, conf.settings());
  }

  private List<Row> recent(Table table, LocalDate from, LocalDate last) {
    return tables
        .apply(table)
        .where(
            SourceDays.DAY
                .col()
                .between(functions.lit(from), functions.lit(last))
                .and(SourceDays.MONTH.col().geq(functions.lit(from.withDayOfMonth(1)))))
        .collectAsList();
  }

  private Map<String, Deliveries> deliveries() {
    Map<String, Deliveries> deliveries = new TreeMap<>();
    tables
        .apply(InputFiles.TABLE)
        .where(InputFiles.VERDICT.col().equalTo(LandingFile.FileVerdict.ACCEPTED.word()))
        .groupBy(InputFiles.SOURCE.col())
        .agg(min(InputFiles.FIRST_SEEN_AT.col()), max(InputFiles.FIRST_SEEN_AT.col()))
        .collectAsList()
        .forEach(
            row -> deliveries.put(row.getString(0), new Deliveries(row.getAs(1), row.getAs(2))));
    return deliveries;
  }
}
