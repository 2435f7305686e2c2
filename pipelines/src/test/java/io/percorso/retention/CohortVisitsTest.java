package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohortVisitsTest {
  private static List<String> told(Period period, String... days) {
    return CohortVisits.of(Arrays.stream(days).map(LocalDate::parse).toList()).stream()
        .filter(seen -> seen.period() == period)
        .map(
            seen ->
                "%s+%d%s%s"
                    .formatted(
                        seen.cohort(),
                        seen.number(),
                        seen.isActive() ? " active" : "",
                        seen.isLast() ? " last" : ""))
        .toList();
  }

  @Test
  void aPeriodIsCountedOnceHoweverOftenTheCustomerCame() {
    assertThat(told(Period.MONTH, "2026-01-31", "2026-03-02", "2026-01-15", "2026-03-20"))
        .containsExactly("2026-01-01+0 active", "2026-01-01+2 active last");
  }

  @Test
  void weeksBeginOnMonday() {
    assertThat(told(Period.WEEK, "2026-03-01", "2026-03-02"))
        .containsExactly("2026-02-23+0 active", "2026-02-23+1 active last");
  }

  @Test
  void whoeverComesBackAfterTheLastPeriodThatIsToldWasNotLostBefore() {
    assertThat(told(Period.DAY, "2026-01-01", "2026-03-01"))
        .containsExactly("2026-01-01+0 active", "2026-01-01+30 last");
  }
}
