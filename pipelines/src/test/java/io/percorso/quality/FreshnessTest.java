package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Cutoff;
import io.percorso.quality.Freshness.Newest;
import io.percorso.quality.Freshness.Severity;
import io.percorso.quality.Freshness.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  /** Ends at 22:00 UTC, which is midnight in Rome. */
  private static final Cutoff CUTOFF =
      Cutoff.endOf(LocalDate.of(2026, 4, 2), ZoneId.of("Europe/Rome"));

  private static final FreshnessLimits LIMITS =
      new FreshnessLimits(Optional.of(Duration.ofHours(26)), Optional.of(Duration.ofHours(50)), 0);

  private static Optional<Instant> before(Duration age) {
    return Optional.of(CUTOFF.end().minus(age));
  }

  private static State of(Optional<Instant> arrived, Optional<Instant> occurred) {
    return Freshness.at(CUTOFF, new Newest("web", arrived, occurred, false), LIMITS);
  }

  @Test
  void exactlyAtALimitIsNotPastIt() {
    Duration second = Duration.ofSeconds(1);
    Duration warn = Duration.ofHours(26);
    Duration error = Duration.ofHours(50);
    assertThat(of(before(warn), Optional.empty()).severity()).isEqualTo(Severity.OK);
    assertThat(of(before(warn.plus(second)), Optional.empty()).severity()).isEqualTo(Severity.WARN);
    assertThat(of(before(error), Optional.empty()).severity()).isEqualTo(Severity.WARN);
    assertThat(of(before(error.plus(second)), Optional.empty()).severity())
        .isEqualTo(Severity.ERROR);
  }

  @Test
  void whatCameAfterTheDaysEndHasNoAge() {
    State state = of(before(Duration.ofHours(-4)), before(Duration.ofMinutes(3)));
    assertThat(state.age()).contains(Duration.ofMinutes(3));
    assertThat(of(before(Duration.ofHours(-4)), Optional.empty()).age()).contains(Duration.ZERO);
  }

  @Test
  void filesThatComeWithOldRecordsAreStaleToo() {
    State state = of(before(Duration.ZERO), before(Duration.ofHours(60)));
    assertThat(state.severity()).isEqualTo(Severity.ERROR);
    assertThat(state.sentence())
        .isEqualTo("web: nothing newer than 60 h at the end of 2026-04-02 (error after 50 h)");
  }

  @Test
  void theRecordsOfHistoryAreOldOnPurpose() {
    Newest history =
        new Newest("web", before(Duration.ofHours(1)), before(Duration.ofDays(4000)), true);
    assertThat(Freshness.at(CUTOFF, history, LIMITS).severity()).isEqualTo(Severity.OK);
  }

  @Test
  void recordsMayBeADayBehindWhereTheSourceSaysSo() {
    FreshnessLimits behind = new FreshnessLimits(LIMITS.warn(), LIMITS.error(), 1);
    Newest newest = new Newest("crm", before(Duration.ZERO), before(Duration.ofHours(50)), false);
    assertThat(Freshness.at(CUTOFF, newest, LIMITS).severity()).isEqualTo(Severity.WARN);
    assertThat(Freshness.at(CUTOFF, newest, behind).severity()).isEqualTo(Severity.OK);
  }

  @Test
  void aSourceThatNeverDeliveredBreaksNoLimit() {
    assertThat(of(Optional.empty(), Optional.empty()).severity()).isEqualTo(Severity.NONE);
  }

  @Test
  void aLimitThatIsNeverIsNotPassed() {
    FreshnessLimits never = new FreshnessLimits(Optional.empty(), Optional.empty(), 0);
    Newest newest = new Newest("web", before(Duration.ofDays(900)), Optional.empty(), false);
    assertThat(Freshness.at(CUTOFF, newest, never).severity()).isEqualTo(Severity.OK);
  }

  @Test
  void aRowHasTheAgeInSecondsAndTheSeverity() {
    Row row = of(before(Duration.ofHours(30)), Optional.empty()).row("run");
    assertThat(row.length()).isEqualTo(Freshness.TABLE.fields().size());
    assertThat(row.getLong(Freshness.TABLE.indexOf(Freshness.AGE_SECONDS))).isEqualTo(108_000);
    assertThat(row.getString(Freshness.TABLE.indexOf(Freshness.SEVERITY))).isEqualTo("warn");
    assertThat(row.isNullAt(Freshness.TABLE.indexOf(Freshness.NEWEST_OCCURRED_AT))).isTrue();
  }
}
