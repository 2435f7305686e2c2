package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  /** At risk after 10 days, dormant after 30. */
  private static final Lifecycle.Rules RULES = new Lifecycle.Rules(10, 30);

  private static List<String> told(int end, Integer... days) {
    return Lifecycle.of(
            Arrays.stream(days).map(FIRST::plusDays).toList(), FIRST.plusDays(end), RULES)
        .stream()
        .map(
            span ->
                "%s %d-%d"
                    .formatted(
                        span.state().word(),
                        span.from().toEpochDay() - FIRST.toEpochDay(),
                        span.until().toEpochDay() - FIRST.toEpochDay()))
        .toList();
  }

  @Test
  void whoeverComesOnceIsNewThenAtRiskThenDormant() {
    assertThat(told(50, 0)).containsExactly("new 0-10", "at_risk 10-30", "dormant 30-50");
  }

  @Test
  void whoeverKeepsComingIsCurrentOnceTheFirstDaysAreOver() {
    assertThat(told(25, 0, 5, 12, 20)).containsExactly("new 0-10", "current 10-25");
  }

  @Test
  void backFromBeingAtRiskIsReactivatedForAWhile() {
    assertThat(told(40, 0, 20, 28))
        .containsExactly(
            "new 0-10", "at_risk 10-20", "reactivated 20-30", "current 30-38", "at_risk 38-40");
  }

  @Test
  void backFromDormancyIsResurrected() {
    assertThat(told(35, 0, 30)).containsExactly("new 0-10", "at_risk 10-30", "resurrected 30-35");
  }

  @Test
  void theDayOnWhichTheWindowEndsIsNoLongerOfIt() {
    assertThat(told(12, 0, 10)).containsExactly("new 0-10", "reactivated 10-12");
    assertThat(told(12, 0, 9)).containsExactly("new 0-10", "current 10-12");
  }

  @Property
  void everyDayFromTheFirstHasExactlyOneState(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 99) Integer> days) {
    List<Lifecycle.Span> spans =
        Lifecycle.of(days.stream().map(FIRST::plusDays).toList(), FIRST.plusDays(100), RULES);
    LocalDate at = FIRST.plusDays(days.stream().mapToInt(Integer::intValue).min().orElseThrow());
    for (Lifecycle.Span span : spans) {
      assertThat(span.from()).isEqualTo(at);
      assertThat(span.until()).isAfter(span.from());
      at = span.until();
    }
    assertThat(at).isEqualTo(FIRST.plusDays(100));
  }
}
