package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.KaplanMeier.Watched;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KaplanMeierTest {
  /** Weeks in remission under 6-MP, E. Freireich and others (1963); + when last seen. */
  private static final String TREATED =
      "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";

  private static final String PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";

  private static List<Watched> people(String times) {
    return Arrays.stream(times.split(" "))
        .map(t -> new Watched(Double.parseDouble(t.replace("+", "")), !t.endsWith("+")))
        .toList();
  }

  @Test
  void theLeukaemiaTrial() {
    double[] times = {6, 7, 10, 13, 16, 22, 23};
    double[] shares = {.8571, .8067, .7529, .6902, .6275, .5378, .4482};
    double[] errors = {.0764, .0869, .0963, .1068, .1141, .1282, .1346};
    List<KaplanMeier.Point> curve = KaplanMeier.curve(people(TREATED));
    assertThat(curve)
        .extracting(KaplanMeier.Point::time)
        .containsExactly(6d, 7d, 10d, 13d, 16d, 22d, 23d);
    for (int i = 0; i < times.length; i++) {
      assertThat(curve.get(i).share()).isCloseTo(shares[i], within(5e-5));
      assertThat(curve.get(i).error()).isCloseTo(errors[i], within(5e-5));
    }
  }

  @Test
  void withoutAnybodyLostTheCurveIsTheShareLeft() {
    assertThat(KaplanMeier.curve(people("1 1 2 3")))
        .extracting(KaplanMeier.Point::share)
        .containsExactly(.5, .25, 0.0);
    assertThat(KaplanMeier.curve(people("4+ 5+"))).isEmpty();
  }

  /** The intervals that the common programs print of this trial. */
  @Test
  void theIntervalOfTheLeukaemiaTrialLiesWithinNothingAndAll() {
    double[] low = {.6197, .5631, .5032, .4316, .3675, .2678, .1881};
    double[] high = {.9516, .9228, .8894, .8491, .8049, .7468, .6801};
    List<KaplanMeier.Point> curve = KaplanMeier.curve(people(TREATED));
    for (int i = 0; i < low.length; i++) {
      Interval interval = curve.get(i).interval(.95).orElseThrow();
      assertThat(interval.low()).isCloseTo(low[i], within(5e-5));
      assertThat(interval.high()).isCloseTo(high[i], within(5e-5));
    }
  }

  @Test
  void nothingIsSaidOfAShareWhenNobodyIsLeft() {
    List<KaplanMeier.Point> curve = KaplanMeier.curve(people("1 2"));
    assertThat(curve.get(0).interval(.9)).isPresent();
    assertThat(curve.get(1).share()).isZero();
    assertThat(curve.get(1).error()).isZero();
    assertThat(curve.get(1).interval(.9)).isEmpty();
  }

  @Test
  void theMedianIsTheFirstTimeThatLeavesHalfOrLess() {
    assertThat(KaplanMeier.median(KaplanMeier.curve(people(TREATED)))).hasValue(23);
    assertThat(KaplanMeier.median(KaplanMeier.curve(people(PLACEBO)))).hasValue(8);
    assertThat(KaplanMeier.median(KaplanMeier.curve(people("1 2 3 4")))).hasValue(2);
    assertThat(KaplanMeier.median(KaplanMeier.curve(people("1 2+ 3+")))).isEmpty();
  }

  @Test
  void thePlaceboOfTheLeukaemiaTrial() {
    assertThat(KaplanMeier.curve(people(PLACEBO)).subList(0, 4))
        .extracting(point -> Math.round(point.share() * 1e4) / 1e4)
        .containsExactly(.9048, .8095, .7619, .6667);
  }

  @Test
  void oneWhoComesLateIsWatchedFromThenOnOnly() {
    List<Watched> people =
        List.of(
            new Watched(5, true),
            new Watched(8, false),
            new Watched(1, 2, true),
            new Watched(3, 6, true),
            // Comes at the very time of an event: not there yet.
            new Watched(5, 9, false));
    List<KaplanMeier.Point> curve = KaplanMeier.curve(people);
    assertThat(curve).extracting(KaplanMeier.Point::time).containsExactly(2d, 5d, 6d);
    assertThat(curve).extracting(KaplanMeier.Point::watched).containsExactly(3L, 3L, 3L);
    assertThat(curve.get(2).share()).isCloseTo(8 / 27.0, within(1e-12));
  }

  @Test
  void countsTakenElsewhereGiveTheCurveOfTheirPeople() {
    RiskSets counts =
        new RiskSets(1)
            .addCounts(RiskSets.BEGINNING, 2, 0, 0)
            .addCounts(1, 1, 0, 0)
            .addCounts(2, 0, 1, 1)
            .addCounts(4, 0, 0, 1);
    assertThat(KaplanMeier.curve(counts))
        .isEqualTo(
            KaplanMeier.curve(
                List.of(new Watched(2, true), new Watched(1, 2, false), new Watched(4, true))));
  }

  @Test
  void whomNoCurveCanBeDrawnOfAreRefused() {
    assertThatThrownBy(() -> KaplanMeier.curve(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody was watched");
    for (double time : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> KaplanMeier.curve(List.of(new Watched(time, true))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("somebody watched from the beginning to a time of " + time);
    }
    assertThatThrownBy(() -> KaplanMeier.curve(List.of(new Watched(3, 3, true))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 3.0 to a time of 3.0");
    assertThatThrownBy(() -> KaplanMeier.curve(new RiskSets(1).addCounts(4, 3, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at time 4.0 1 leave and 0 were watched: count each at an entry before it");
    assertThatThrownBy(() -> KaplanMeier.curve(people("1 2")).get(0).interval(95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RiskSets(2).addEvent(0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cause 2 of 2");
  }
}
