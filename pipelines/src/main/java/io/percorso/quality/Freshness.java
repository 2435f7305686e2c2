package io.percorso.quality;

import io.percorso.interactions.Interactions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per run and source: how old the source's newest delivery and newest record were at the
 * end of the run's last day.
 *
 * <p>The age is the greater of the two; what came after the end of the day has the age 0, and a
 * record is as much younger as the source may be behind. Of a source with {@code history: true}
 * only the delivery counts: its records are old on purpose. A source that never delivered has no
 * age and no limit is broken. As in dbt's source freshness: warn_after and error_after, told apart
 * by severity; exactly at a limit is not past it.
 */
public final class Freshness {
  public static final Field RUN_ID = Interactions.RUN_ID;
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field DATA_DAY =
      Field.day("data_day", "The day at whose end the ages are taken, business zone").arrival();
  public static final Field SEVERITY =
      Field.word("severity", "ok, warn, error; none: the source never delivered").arrival();
  public static final Field AGE_SECONDS =
      Field.bigint("age_seconds", "The age that is held against the limits").arrival();
  public static final Field NEWEST_ARRIVAL_AT =
      Field.timestamp("newest_arrival_at", "When its newest file was first seen, UTC").arrival();
  public static final Field NEWEST_OCCURRED_AT =
      Field.timestamp("newest_occurred_at", "Its newest occurred_at up to that day's end, UTC")
          .arrival();
  public static final Field WARN_SECONDS =
      Field.bigint("warn_seconds", "Older than this is warn; null: never").arrival();
  public static final Field ERROR_SECONDS =
      Field.bigint("error_seconds", "Older than this is error; null: never").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.freshness",
              "One row per run and source: how old its newest data was",
              RUN_ID,
              SOURCE,
              DATA_DAY,
              SEVERITY,
              AGE_SECONDS,
              NEWEST_ARRIVAL_AT,
              NEWEST_OCCURRED_AT,
              WARN_SECONDS,
              ERROR_SECONDS)
          .grain(RUN_ID, SOURCE);

  private Freshness() {}

  /** How bad an age is. */
  public enum Severity {
    /** The source never delivered. */
    NONE,
    OK,
    WARN,
    ERROR;

    /** The word that is stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of a stored word. */
    public static Severity of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * The newest of a source.
   *
   * @param arrivedAt when its newest accepted file was first seen; absent: it never delivered
   * @param occurredAt its newest interaction up to the cut-off; absent: it has none
   * @param isHistory true for a source whose records are old on purpose
   */
  public record Newest(
      String source,
      Optional<Instant> arrivedAt,
      Optional<Instant> occurredAt,
      boolean isHistory) {}

  /** A source's age against its limits. */
  public record State(
      Newest newest, Cutoff cutoff, FreshnessLimits limits, Optional<Duration> age) {
    public Severity severity() {
      if (age.isEmpty()) {
        return Severity.NONE;
      }
      return isPast(limits.error())
          ? Severity.ERROR
          : isPast(limits.warn()) ? Severity.WARN : Severity.OK;
    }

    private boolean isPast(Optional<Duration> limit) {
      return limit.isPresent() && age.orElseThrow().compareTo(limit.get()) > 0;
    }

    /** What is wrong, in words; for warn and error. */
    public String sentence() {
      Duration limit =
          (severity() == Severity.ERROR ? limits.error() : limits.warn()).orElse(Duration.ZERO);
      return "%s: nothing newer than %d h at the end of %s (%s after %d h)"
          .formatted(
              newest.source(),
              age.orElse(Duration.ZERO).toHours(),
              cutoff.day(),
              severity().word(),
              limit.toHours());
    }

    /** The row of {@link #TABLE}. */
    public Row row(String runId) {
      return RowFactory.create(
          runId,
          newest.source(),
          cutoff.day(),
          severity().word(),
          age.map(Duration::toSeconds).orElse(null),
          newest.arrivedAt().orElse(null),
          newest.occurredAt().orElse(null),
          limits.warn().map(Duration::toSeconds).orElse(null),
          limits.error().map(Duration::toSeconds).orElse(null));
    }
  }

  /** A source as it stood at a cut-off. */
  public static State at(Cutoff cutoff, Newest newest, FreshnessLimits limits) {
    Optional<Duration> delivery = newest.arrivedAt().map(at -> age(at, cutoff));
    Optional<Duration> records =
        newest
            .occurredAt()
            .filter(at -> !newest.isHistory())
            .map(at -> atLeastNothing(age(at, cutoff).minusDays(limits.daysBehind())));
    Optional<Duration> age = delivery.map(d -> records.filter(r -> r.compareTo(d) > 0).orElse(d));
    return new State(newest, cutoff, limits, age);
  }

  private static Duration age(Instant at, Cutoff cutoff) {
    return atLeastNothing(Duration.between(at, cutoff.end()));
  }

  private static Duration atLeastNothing(Duration age) {
    return age.isNegative() ? Duration.ZERO : age;
  }
}
