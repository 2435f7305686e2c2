package io.percorso.bi;

import io.percorso.quality.Anomaly;
import io.percorso.quality.Cause;
import io.percorso.quality.Freshness.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the data quality page tells, as plain values: no Spark, no formatting.
 *
 * @param dataDate last day that the figures contain, business zone
 * @param runId run that computed them
 * @param sources every source that ever delivered, by name
 * @param restatements what the last runs said otherwise than the publication before them, the
 *     newest run first
 */
public record QualityBoard(
    LocalDate dataDate, String runId, List<SourceQuality> sources, List<Restatement> restatements) {
  public QualityBoard {
    sources = List.copyOf(sources);
    restatements = List.copyOf(restatements);
  }

  /**
   * What one run says otherwise for one cause.
   *
   * @param publishedDay last day of the publication that it is compared with
   * @param customerIds rows that were changed, withdrawn or added, as are the next three
   * @param figures of all tables of gold
   * @param first earliest day of them; empty for customer ids alone
   */
  public record Restatement(
      String runId,
      LocalDate publishedDay,
      Cause cause,
      long customerIds,
      long sessions,
      long journeys,
      long figures,
      Optional<LocalDate> first,
      Optional<LocalDate> last) {}

  /**
   * One source.
   *
   * @param arrivedAt when its newest file was first seen
   * @param newestAt its newest record, UTC
   * @param age the age that is held against the limits
   * @param days interactions per day, ascending, a day without any with 0
   * @param loaded records of all runs by verdict, as are the next three
   * @param reasons why records were not loaded, most records first
   * @param anomalies what is out of the ordinary in these days, by day
   */
  public record SourceQuality(
      String source,
      Severity severity,
      Optional<Instant> arrivedAt,
      Optional<Instant> newestAt,
      Optional<Duration> age,
      List<Overview.Day> days,
      long loaded,
      long duplicate,
      long rejected,
      long late,
      List<Overview.Refusal> reasons,
      List<Anomaly> anomalies) {
    public SourceQuality {
      days = List.copyOf(days);
      reasons = List.copyOf(reasons);
      anomalies = List.copyOf(anomalies);
    }

    public long records() {
      return loaded + duplicate + rejected + late;
    }

    /** What somebody should look at, the newest first. */
    public List<Anomaly> alarms() {
      return anomalies.stream()
          .filter(Anomaly::isAlarm)
          .sorted(java.util.Comparator.comparing(Anomaly::day).reversed())
          .toList();
    }

    /** True where too little is known to say what is usual. */
    public boolean isUnjudged() {
      return anomalies.stream().anyMatch(a -> !a.isAlarm());
    }

    /** True where age or days ask for a look. */
    public boolean needsALook() {
      return severity.compareTo(Severity.WARN) >= 0 || !alarms().isEmpty();
    }
  }

  /** Sources whose age or days ask for a look. */
  public long needALook() {
    return sources.stream().filter(SourceQuality::needsALook).count();
  }
}
