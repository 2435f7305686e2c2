package io.percorso.bi;

import io.percorso.bi.QualityBoard.Restatement;
import io.percorso.bi.QualityBoard.SourceQuality;
import io.percorso.quality.Anomaly;
import io.percorso.quality.Cause;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The data quality page as one static HTML file (no script, nothing loaded from elsewhere, every
 * value escaped by the template engine), and its figures as CSV.
 */
public final class QualityPage {
  private static final int WIDTH = 600;

  private QualityPage() {}

  /** The page's HTML, UTF-8. */
  public static String render(QualityBoard board) {
    return Templates.render("quality.jte", board);
  }

  /** One line per source. */
  public static String sourcesCsv(QualityBoard board) {
    List<List<Object>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "source",
            "freshness",
            "age_hours",
            "newest_arrival_at",
            "newest_occurred_at",
            "loaded_count",
            "duplicate_count",
            "rejected_count",
            "late_count",
            "anomaly_count"));
    for (SourceQuality source : board.sources()) {
      lines.add(
          List.of(
              source.source(),
              source.severity().word(),
              source.age().<Object>map(Duration::toHours).orElse(""),
              source.arrivedAt().<Object>map(Objects::toString).orElse(""),
              source.newestAt().<Object>map(Objects::toString).orElse(""),
              source.loaded(),
              source.duplicate(),
              source.rejected(),
              source.late(),
              source.alarms().size()));
    }
    return SpreadsheetCsv.lines(lines);
  }

  /** One line per source and day that the page draws, with the day's anomalies in words. */
  public static String daysCsv(QualityBoard board) {
    List<List<Object>> lines = new ArrayList<>();
    lines.add(List.of("source", "day", "interaction_count", "anomalies"));
    for (SourceQuality source : board.sources()) {
      for (Overview.Day day : source.days()) {
        String anomalies =
            source.alarms().stream()
                .filter(a -> a.day().equals(day.day()))
                .map(Anomaly::sentence)
                .collect(Collectors.joining("; "));
        lines.add(List.of(source.source(), day.day(), day.interactions(), anomalies));
      }
    }
    return SpreadsheetCsv.lines(lines);
  }

  /** One line per run and cause. */
  public static String restatementsCsv(QualityBoard board) {
    List<List<Object>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "run_id",
            "published_day",
            "cause",
            "customer_id_count",
            "session_count",
            "journey_count",
            "figure_count",
            "first_day",
            "last_day"));
    for (Restatement restated : board.restatements()) {
      lines.add(
          List.of(
              restated.runId(),
              restated.publishedDay(),
              restated.cause().word(),
              restated.customerIds(),
              restated.sessions(),
              restated.journeys(),
              restated.figures(),
              restated.first().<Object>map(Objects::toString).orElse(""),
              restated.last().<Object>map(Objects::toString).orElse("")));
    }
    return SpreadsheetCsv.lines(lines);
  }

  /** A cause as a sentence says it: {@code because …}. */
  public static String because(Cause cause) {
    return switch (cause) {
      case CORRECTION -> "somebody corrected who is who";
      case IDENTITY -> "identifiers turned out to be another customer's";
      case DISPLACED -> "a better delivery of the same record came";
      case LATE_RECORD -> "records of these days came later";
      case SILENCE -> "a time to wait ran out";
      case LATER_DAYS -> "customers went on";
      case RESTORE -> "tables were put back by hand";
      case RELOAD -> "raw records were read again";
      case REBUILD -> "every table was made anew";
      case SEVERAL -> "of several of these causes";
      case OTHER -> "of a cause that is not known";
    };
  }

  /**
   * How a source's age reads: {@code up to date}, {@code ageing, 31 h old}, {@code stale, 60 h
   * old}.
   */
  public static String badge(SourceQuality source) {
    return switch (source.severity()) {
      case NONE -> "never delivered";
      case OK -> "up to date";
      case WARN -> "ageing, " + age(source);
      case ERROR -> "stale, " + age(source);
    };
  }

  private static String age(SourceQuality source) {
    Duration age = source.age().orElse(Duration.ZERO);
    return age.toDays() < 3 ? age.toHours() + " h old" : Shown.count(age.toDays()) + " days old";
  }

  /** Where a day's mark stands in the drawing, in its units. */
  public static String markAt(SourceQuality source, LocalDate day) {
    int count = source.days().size();
    for (int i = 0; i < count; i++) {
      if (source.days().get(i).day().equals(day)) {
        return String.format(Locale.ROOT, "%.1f", count < 2 ? 0 : (double) WIDTH * i / (count - 1));
      }
    }
    return "-10";
  }

  /** Days with an anomaly, once each. */
  public static List<LocalDate> markedDays(SourceQuality source) {
    return source.alarms().stream().map(Anomaly::day).distinct().sorted().toList();
  }
}
