package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.WeibullTimes.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeibullTimesTest {
  private static final double[] TREATED = {1};
  private static final double[] OTHERS = {0};

  private static List<Times> arm(double[] features, String times) {
    List<Times> all = new ArrayList<>();
    for (String time : times.split(" ")) {
      boolean isOver = !time.endsWith("+");
      double at = Double.parseDouble(time.replace("+", ""));
      all.add(new Times(features, at, 0, isOver ? 1 : 0, isOver ? 0 : 1));
    }
    return all;
  }

  /**
   * The leukaemia trial of E. Freireich and others, Blood 21 (1963); its Weibull fit is that of two
   * other programs.
   */
  @Test
  void thePublishedTrialIsFittedToTheDigits() {
    List<Times> times =
        arm(TREATED, "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");
    times.addAll(arm(OTHERS, "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"));

    WeibullTimes fit = WeibullTimes.of(times).orElseThrow();

    assertThat(fit.coefficients().get(0)).isCloseTo(2.248352, within(1e-6));
    assertThat(fit.coefficients().get(1)).isCloseTo(1.267335, within(1e-6));
    assertThat(fit.scale()).isCloseTo(.732194, within(1e-6));
    assertThat(fit.logLikelihood()).isCloseTo(-106.5795, within(1e-4));
    assertThat(fit.quantile(TREATED, .25)).isCloseTo(13.5102, within(1e-4));
    assertThat(fit.quantile(TREATED, .75)).isCloseTo(42.7277, within(1e-4));
    assertThat(fit.quantile(OTHERS, .5)).isCloseTo(7.2427, within(1e-4));
    assertThat(fit.survival(OTHERS, 7.2427)).isCloseTo(.5, within(1e-5));
  }

  /** A constant hazard without features: its rate is events by time, its error a count's. */
  @Test
  void timesOfAConstantHazardHaveAScaleNearOne() {
    WeibullTimes fit = WeibullTimes.of(drawn(new Random(11), 20_000, 1, 0, 0)).orElseThrow();

    assertThat(fit.scale()).isCloseTo(1, within(4 * fit.errors().get(2)));
    assertThat(fit.coefficients().get(0)).isCloseTo(3, within(4 * fit.errors().get(0)));
    assertThat(fit.errors().get(2)).isBetween(.003, .01);
  }

  @Test
  void whoEntersLateSaysNothingOfTheTimeBefore() {
    List<Times> late = drawn(new Random(12), 40_000, .7, .5, 15);

    WeibullTimes fit = WeibullTimes.of(late).orElseThrow();

    assertThat(fit.coefficients().get(1)).isCloseTo(.5, within(4 * fit.errors().get(1)));
    assertThat(fit.scale()).isCloseTo(.7, within(4 * fit.errors().get(2)));
    List<Times> asIfFromTheFirst = late.stream().filter(t -> t.entered() == 0).toList();
    assertThat(WeibullTimes.of(asIfFromTheFirst).orElseThrow().scale())
        .as("without the entries those who were gone before are missing")
        .isLessThan(.6);
  }

  /** Times above an entry, half of them with the feature, watched until 60. */
  private static List<Times> drawn(
      Random random, int count, double scale, double effect, double latestEntry) {
    List<Times> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] features = i % 2 == 0 ? TREATED : OTHERS;
      double time =
          Math.exp(3 + effect * features[0]) * Math.pow(-Math.log(1 - random.nextDouble()), scale);
      double entry = latestEntry * random.nextDouble();
      if (time > entry) {
        if (entry > 0) {
          all.add(new Times(features, entry, 1, 0, 0));
        }
        all.add(new Times(features, Math.min(60, time), 0, time < 60 ? 1 : 0, time < 60 ? 0 : 1));
      }
    }
    return all;
  }

  @Test
  void whatTheTimesDoNotTellIsEmpty() {
    assertThat(WeibullTimes.of(arm(TREATED, "5+ 7+"))).isEmpty();
    assertThat(WeibullTimes.of(List.of())).isEmpty();
    List<Times> same = arm(TREATED, "3 4 5 9");
    assertThat(WeibullTimes.of(same)).as("a feature of all and the constant are one").isEmpty();
  }

  @Test
  void aTimeOfZeroIsRefused() {
    assertThatThrownBy(() -> WeibullTimes.of(arm(TREATED, "0 3")))
        .hasMessageContaining("a time of 0.0");
  }
}
