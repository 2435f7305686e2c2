package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.KaplanMeier.Watched;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRankTest {
  /** Weeks in remission, E. Freireich and others (1963); + when last seen. */
  private static final List<Watched> TREATED =
      people("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");

  private static final List<Watched> PLACEBO =
      people("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23");

  private static List<Watched> people(String times) {
    return Arrays.stream(times.split(" "))
        .map(t -> new Watched(Double.parseDouble(t.replace("+", "")), !t.endsWith("+")))
        .toList();
  }

  @Test
  void theLeukaemiaTrial() {
    LogRank test = LogRank.of(TREATED, PLACEBO);
    assertThat(test.observed()).isEqualTo(9);
    assertThat(test.expected()).isCloseTo(19.2505, within(5e-5));
    assertThat(test.variance()).isCloseTo(6.2570, within(5e-5));
    assertThat(test.chiSquare()).isCloseTo(16.7929, within(5e-5));
    assertThat(test.probability()).isCloseTo(4.17e-5, within(5e-8));
  }

  @Test
  void whoIsCalledTheGroupAndWhoTheOthersDoesNotMatter() {
    assertThat(LogRank.of(PLACEBO, TREATED).chiSquare())
        .isCloseTo(LogRank.of(TREATED, PLACEBO).chiSquare(), within(1e-12));
  }

  @Test
  void strataAddUp() {
    LogRank both = LogRank.of(TREATED, PLACEBO).plus(LogRank.of(PLACEBO, TREATED));
    assertThat(both.observed()).isEqualTo(30);
    assertThat(both.chiSquare()).isCloseTo(0, within(1e-12));
    assertThat(both.probability()).isCloseTo(1, within(1e-6));
  }

  @Test
  void oneWhoComesLateIsExpectedNothingOfBefore() {
    // At 1 one of three is of the group, at 4 one of two: the other came at 2.
    LogRank test =
        LogRank.of(
            List.of(new Watched(1, true), new Watched(2, 4, true)),
            List.of(new Watched(3, false), new Watched(5, false)));
    assertThat(test.expected()).isCloseTo(1 / 3.0 + 1 / 2.0, within(1e-12));
    assertThat(test.variance()).isCloseTo(2 / 9.0 + 1 / 4.0, within(1e-12));
  }

  @Test
  void groupsThatAreNeverWatchedTogetherAreRefused() {
    assertThatThrownBy(() -> LogRank.of(people("1 2"), List.of(new Watched(3, 4, true))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 people against 1, none while both groups were watched");
    assertThatThrownBy(() -> LogRank.of(people("1+ 2+"), people("3+")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LogRank.of(List.of(), PLACEBO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody was watched");
  }
}
