package io.percorso.bi;

import io.percorso.bi.Overview.Day;
import io.percorso.bi.Overview.End;
import io.percorso.bi.Overview.Outcome;
import io.percorso.bi.Overview.Path;
import io.percorso.bi.Overview.Quality;
import io.percorso.bi.Overview.Refusal;
import io.percorso.bi.Overview.RefusedFile;
import io.percorso.bi.Overview.Share;
import io.percorso.bi.Overview.Signal;
import io.percorso.bi.Overview.Source;
import io.percorso.bi.Overview.Totals;
import io.percorso.lake.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** From the rows of each block of {@link OverviewTables} to the values of the page. */
final class OverviewRows {
  private OverviewRows() {}

  static Totals totals(List<Row> rows) {
    Row row = rows.get(0);
    return new Totals(
        number(row, OverviewTables.INTERACTION_COUNT),
        number(row, OverviewTables.SESSION_COUNT),
        number(row, OverviewTables.JOURNEY_COUNT),
        number(row, OverviewTables.CUSTOMER_COUNT));
  }

  static List<Source> sources(List<Row> rows) {
    return rows.stream()
        .map(
            r ->
                new Source(
                    word(r, OverviewTables.SOURCE),
                    word(r, OverviewTables.CHANNEL),
                    number(r, OverviewTables.INTERACTION_COUNT),
                    number(r, OverviewTables.SESSION_COUNT),
                    number(r, OverviewTables.CUSTOMER_COUNT),
                    instant(r, OverviewTables.NEWEST_AT)))
        .toList();
  }

  /** Ascending, a day without interactions filled with zero; at most as many days as rows. */
  static List<Day> days(List<Row> rows) {
    TreeMap<LocalDate, Long> counts = new TreeMap<>();
    for (Row row : rows) {
      counts.put(day(row, OverviewTables.DAY), number(row, OverviewTables.INTERACTION_COUNT));
    }
    if (counts.isEmpty()) {
      return List.of();
    }
    LocalDate last = counts.lastKey();
    LocalDate within = last.minusDays(rows.size() - 1L);
    return counts
        .ceilingKey(within)
        .datesUntil(last.plusDays(1))
        .map(day -> new Day(day, counts.getOrDefault(day, 0L)))
        .toList();
  }

  static List<Path> paths(List<Row> rows) {
    return rows.stream()
        .filter(r -> !r.isNullAt(r.fieldIndex(OverviewTables.CONVERSION_SHARE.name())))
        .map(
            r ->
                new Path(
                    word(r, OverviewTables.INTENT),
                    word(r, OverviewTables.PATH),
                    number(r, OverviewTables.JOURNEY_COUNT),
                    number(r, OverviewTables.CUSTOMER_COUNT),
                    share(
                        r,
                        OverviewTables.CONVERSION_SHARE,
                        OverviewTables.CONVERSION_LOW,
                        OverviewTables.CONVERSION_HIGH),
                    real(r, OverviewTables.MEDIAN_MINUTES)))
        .toList();
  }

  static List<Outcome> outcomes(List<Row> rows) {
    return rows.stream()
        .map(
            r ->
                new Outcome(
                    word(r, OverviewTables.INTENT),
                    word(r, OverviewTables.OUTCOME),
                    number(r, OverviewTables.JOURNEY_COUNT),
                    number(r, OverviewTables.CUSTOMER_COUNT)))
        .toList();
  }

  static List<End> ends(List<Row> rows) {
    return rows.stream()
        .map(
            r ->
                new End(
                    word(r, OverviewTables.LAST_TOUCHPOINT),
                    number(r, OverviewTables.JOURNEY_COUNT),
                    number(r, OverviewTables.CUSTOMER_COUNT)))
        .toList();
  }

  static List<Signal> signals(List<Row> rows) {
    return rows.stream()
        .map(
            r ->
                new Signal(
                    word(r, OverviewTables.TOUCHPOINT),
                    word(r, OverviewTables.SIGNAL),
                    number(r, OverviewTables.VISIT_COUNT),
                    number(r, OverviewTables.SIGNAL_VISIT_COUNT),
                    number(r, OverviewTables.CUSTOMER_COUNT),
                    share(
                        r,
                        OverviewTables.INCIDENCE_SHARE,
                        OverviewTables.INCIDENCE_LOW,
                        OverviewTables.INCIDENCE_HIGH)))
        .toList();
  }

  static List<Quality> quality(List<Row> rows) {
    return rows.stream()
        .map(
            r ->
                new Quality(
                    word(r, OverviewTables.SOURCE),
                    number(r, OverviewTables.RECORD_COUNT),
                    number(r, OverviewTables.LOADED_COUNT),
                    number(r, OverviewTables.DUPLICATE_COUNT),
                    number(r, OverviewTables.REJECTED_COUNT),
                    number(r, OverviewTables.LATE_COUNT)))
        .toList();
  }

  static List<Refusal> refusals(List<Row> rows) {
    return rows.stream()
        .map(
            r ->
                new Refusal(
                    word(r, OverviewTables.SOURCE),
                    word(r, OverviewTables.VERDICT),
                    word(r, OverviewTables.REASON),
                    number(r, OverviewTables.RECORD_COUNT)))
        .toList();
  }

  /** The file's name alone: the page says the source beside it. */
  static List<RefusedFile> refusedFiles(List<Row> rows) {
    return rows.stream()
        .map(
            r -> {
              String path = word(r, OverviewTables.FILE_PATH);
              return new RefusedFile(
                  word(r, OverviewTables.SOURCE),
                  path.substring(path.lastIndexOf('/') + 1),
                  word(r, OverviewTables.VERDICT),
                  word(r, OverviewTables.REASON));
            })
        .toList();
  }

  /** The share with its interval; rounding must not leave it outside. */
  private static Share share(Row row, Field value, Field low, Field high) {
    double share = real(row, value);
    return new Share(share, Math.min(share, real(row, low)), Math.max(share, real(row, high)));
  }

  private static String word(Row row, Field field) {
    return Objects.toString(row.getAs(field.name()), "–");
  }

  private static long number(Row row, Field field) {
    return ((Number) row.getAs(field.name())).longValue();
  }

  private static double real(Row row, Field field) {
    Object value = row.getAs(field.name());
    return value == null ? 0 : ((Number) value).doubleValue();
  }

  private static LocalDate day(Row row, Field field) {
    Object value = row.getAs(field.name());
    return value instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) value;
  }

  private static Instant instant(Row row, Field field) {
    Object value = row.getAs(field.name());
    return value instanceof java.sql.Timestamp stamp ? stamp.toInstant() : (Instant) value;
  }
}
