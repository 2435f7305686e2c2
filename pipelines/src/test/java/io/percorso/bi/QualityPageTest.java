package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.bi.Overview.Day;
import io.percorso.bi.Overview.Refusal;
import io.percorso.bi.QualityBoard.Restatement;
import io.percorso.bi.QualityBoard.SourceQuality;
import io.percorso.quality.Anomaly;
import io.percorso.quality.Anomaly.Kind;
import io.percorso.quality.Cause;
import io.percorso.quality.Freshness.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QualityPageTest {
  private static final LocalDate LAST = LocalDate.of(2026, 3, 31);
  private static final Instant NEWEST = Instant.parse("2026-03-31T21:58:00Z");

  private static List<Day> days(long usual) {
    return LAST.minusDays(27)
        .datesUntil(LAST.plusDays(1))
        .map(d -> new Day(d, usual - d.getDayOfWeek().getValue() * usual / 20))
        .toList();
  }

  private static Anomaly anomaly(String source, int daysAgo, String measure, Kind kind) {
    boolean isVolume = measure.equals(Anomaly.RECORDS);
    return new Anomaly(
        source,
        LAST.minusDays(daysAgo),
        measure,
        kind,
        isVolume ? 6_900 : 0.15,
        isVolume ? 10_000 : 0.1,
        -6);
  }

  private static SourceQuality source(
      String name, Severity severity, Duration age, List<Day> days, List<Anomaly> anomalies) {
    return new SourceQuality(
        name,
        severity,
        Optional.of(NEWEST.plusSeconds(14_000)),
        Optional.of(NEWEST),
        Optional.of(age),
        days,
        240_120,
        3_011,
        41,
        7,
        List.of(
            new Refusal(name, "duplicate", "DUPLICATE", 3_011),
            new Refusal(name, "rejected", "BAD_JSON", 41),
            new Refusal(name, "late", "LATE", 7)),
        anomalies);
  }

  private static QualityBoard plausible() {
    return new QualityBoard(
        LAST,
        "nightly-2026-03-31-31",
        List.of(
            source("access-log", Severity.OK, Duration.ZERO, days(4_000), List.of()),
            source(
                "care",
                Severity.ERROR,
                Duration.ofHours(60),
                days(0),
                List.of(anomaly("care", 0, Anomaly.RECORDS, Kind.NOT_ENOUGH_DATA))),
            source("crm", Severity.WARN, Duration.ofHours(31), days(900), List.of()),
            source(
                "web",
                Severity.OK,
                Duration.ofMinutes(2),
                days(10_000),
                List.of(
                    anomaly("web", 0, Anomaly.RECORDS, Kind.VOLUME_LOW),
                    anomaly("web", 0, "campaign", Kind.NULLS_HIGH),
                    anomaly("web", 9, Anomaly.RECORDS, Kind.NO_DATA)))),
        List.of(
            new Restatement(
                "nightly-2026-03-31-31",
                LAST.minusDays(1),
                Cause.LATE_RECORD,
                0,
                12,
                9,
                1_204,
                Optional.of(LAST.minusDays(9)),
                Optional.of(LAST.minusDays(2))),
            new Restatement(
                "nightly-2026-03-30-30",
                LAST.minusDays(2),
                Cause.IDENTITY,
                3,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty())));
  }

  @Test
  void whatWasToldOtherwiseSaysWhyAndOfWhichDays() {
    assertThat(QualityPage.render(plausible()))
        .contains("records of these days came later", "1,204", "22 March 2026 to 29 March 2026")
        .contains("identifiers turned out to be another customer's");
    assertThat(QualityPage.restatementsCsv(plausible()).lines())
        .containsExactly(
            "run_id,published_day,cause,customer_id_count,session_count,journey_count,figure_count,first_day,last_day",
            "nightly-2026-03-31-31,2026-03-30,late_record,0,12,9,1204,2026-03-22,2026-03-29",
            "nightly-2026-03-30-30,2026-03-29,identity,3,0,0,0,,");
    assertThat(QualityPage.render(new QualityBoard(LAST, "run", plausible().sources(), List.of())))
        .contains("None of the last runs changed");
  }

  @Test
  void thePageTellsWhatNeedsALook() throws IOException {
    String html = QualityPage.render(plausible());
    Files.writeString(Path.of("target", "quality.html"), html);
    Files.writeString(
        Path.of("target", "quality-empty.html"),
        QualityPage.render(new QualityBoard(LAST, "run", List.of(), List.of())));
    assertThat(html)
        .contains("3 of 4 sources need a look", "stale, 60 h old", "ageing, 31 h old")
        .contains("31 % fewer records than usual for a Tuesday")
        .contains("campaign is empty in 15.0 %");
  }

  @Test
  void theNewestAnomalyIsToldFirst() {
    String html = QualityPage.render(plausible());
    assertThat(html.indexOf("31 % fewer")).isLessThan(html.indexOf("no record on Sunday"));
  }

  @Test
  void aDayWithTwoAnomaliesIsMarkedOnce() {
    String html = QualityPage.render(plausible());
    assertThat(html.split("<line class=\"mark\"", -1)).hasSize(3);
    assertThat(html).contains("x1=\"600.0\"").contains("x1=\"400.0\"");
  }

  @Test
  void withoutADeliveryThePageSaysWhatToDo() {
    assertThat(QualityPage.render(new QualityBoard(LAST, "run", List.of(), List.of())))
        .contains("No source has delivered anything yet");
  }

  @Test
  void thePageLoadsNothingAndRunsNothing() {
    String html = QualityPage.render(plausible());
    assertThat(html).contains("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(html).doesNotContain("<script", "http://", "https://", "@import", "src=");
  }

  @Test
  void everyTableHasACaptionAndHeadersWithAScope() {
    String html = QualityPage.render(plausible());
    long tables = html.split("<table", -1).length - 1L;
    assertThat(html.split("<caption", -1).length - 1L).isEqualTo(tables).isEqualTo(10);
    assertThat(Pattern.compile("<th(?! scope|ead)[ >]").matcher(html).find()).isFalse();
  }

  @Test
  void whatASourceSaysIsEscaped() {
    String html =
        QualityPage.render(
            new QualityBoard(
                LAST,
                "\"><img src=x>",
                List.of(
                    source(
                        "\"><svg onload=alert(3)>",
                        Severity.OK,
                        Duration.ZERO,
                        days(10),
                        List.of())),
                List.of()));
    assertThat(html).doesNotContain("<svg onload", "<img");
  }

  @Test
  void theCsvHasALinePerSourceAndOnePerDay() {
    assertThat(QualityPage.sourcesCsv(plausible()).lines())
        .hasSize(5)
        .contains("care,error,60,2026-04-01T01:51:20Z,2026-03-31T21:58:00Z,240120,3011,41,7,0");
    assertThat(QualityPage.daysCsv(plausible()).lines())
        .hasSize(1 + 4 * 28)
        .anyMatch(line -> line.startsWith("web,2026-03-31,9000,\"web: 31 % fewer"));
  }
}
