package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.KaplanMeier;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LifeCountsTest {
  /** Two are watched from the first, eight come on day 5; three each are over on days 2, 6, 9. */
  private static LifeCounts counts() {
    return new LifeCounts(1)
        .add(-1, 2, 0, 0)
        .add(2, 0, 0, 1)
        .add(5, 8, 0, 0)
        .add(6, 0, 0, 3)
        .add(9, 0, 0, 2)
        .add(12, 0, 4, 0);
  }

  @Test
  void onlyTheLongestStretchOfDaysWithEnoughIsTold() {
    LifeCounts.Stretch told = counts().told(4).orElseThrow();

    assertThat(told.from()).isEqualTo(5);
    assertThat(told.to()).isEqualTo(12);
    assertThat(KaplanMeier.curve(told.counts().riskSets()))
        .extracting(KaplanMeier.Point::watched)
        .containsExactly(9L, 6L);
  }

  @Test
  void withEnoughFromTheFirstItIsToldFromTheBeginning() {
    assertThat(counts().told(1).orElseThrow().from()).isZero();
    assertThat(counts().told(10)).isEmpty();
    assertThat(new LifeCounts(1).told(1)).isEmpty();
  }

  @Test
  void sharesAreOfThoseWhoReachedTheFirstDayTold() {
    assertThat(KaplanMeier.curve(counts().told(4).orElseThrow().counts().riskSets()))
        .extracting(KaplanMeier.Point::share)
        .containsExactly(6 / 9.0, 6 / 9.0 * 4 / 6);
  }

  @Test
  void theHazardIsEventsPerDayWatched() {
    // 2 on days 1 and 2, 1 on days 3 to 5, 9 on day 6, 6 on days 7 to 9, 4 on days 10 to 12
    assertThat(counts().hazard()).isEqualTo(6 / (4.0 + 3 + 9 + 18 + 12));
  }

  @Test
  void whereNoDayIsToldStayingGoesByTheHazardAndOfAFewContractsByNothing() {
    assertThat(StayingCurve.of(counts(), 10).orElseThrow().staying(OptionalInt.of(6), 3))
        .as("ten contracts, never more than nine at a time")
        .isCloseTo(Math.exp(-3 * 6 / 46.0), within(1e-12));
    assertThat(StayingCurve.of(counts(), 11)).isEmpty();
  }

  @Test
  void stayingGoesByTheCurveAndOutsideOfItByTheHazard() {
    StayingCurve curve = StayingCurve.of(counts(), 4).orElseThrow();
    double hazard = 6 / 46.0;

    assertThat(curve.staying(OptionalInt.of(5), 1)).isEqualTo(6 / 9.0);
    assertThat(curve.staying(OptionalInt.of(6), 3)).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(curve.staying(OptionalInt.of(10), 4))
        .isCloseTo(Math.exp(-2 * hazard), within(1e-12));
    assertThat(curve.staying(OptionalInt.of(3), 3))
        .isCloseTo(Math.exp(-2 * hazard) * 6 / 9, within(1e-12));
    assertThat(curve.staying(OptionalInt.of(40), 10))
        .isCloseTo(Math.exp(-10 * hazard), within(1e-12));
    assertThat(curve.staying(OptionalInt.empty(), 10))
        .isCloseTo(Math.exp(-10 * hazard), within(1e-12));
  }
}
