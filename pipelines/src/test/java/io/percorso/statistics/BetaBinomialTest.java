package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.BetaBinomial.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BetaBinomialTest {
  private static final Offset<Double> DIGITS = within(5e-6);

  private static final List<Group> EIGHT =
      groups(
          new long[] {2, 30, 8, 45, 1, 60, 12, 5}, new long[] {10, 400, 50, 500, 40, 300, 200, 20});

  /** The batters of Efron and Morris: hits in the first 45 times at bat of 1970. */
  private static final long[] HITS = {
    18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7
  };

  private static List<Group> groups(long[] hits, long[] trials) {
    return IntStream.range(0, hits.length).mapToObj(i -> new Group(hits[i], trials[i])).toList();
  }

  @Test
  void likelihoodFindsTheSpreadOfTheSharesAndDrawsEachGroupTowardsIt() {
    BetaBinomial fit = BetaBinomial.fit(EIGHT);
    double[] shares = {.13641, .07844, .14283, .09182, .06823, .19151, .06858, .16632};
    double[] low = {.06306, .05841, .08578, .07220, .02795, .15726, .04375, .09170};
    double[] high = {.22836, .10067, .20950, .11318, .12162, .22786, .09760, .25490};

    assertThat(fit.a()).isCloseTo(4.09602, within(2e-5));
    assertThat(fit.b()).isCloseTo(30.59414, within(2e-4));
    assertThat(fit.mean()).isCloseTo(.118074, within(1e-6));
    for (int i = 0; i < shares.length; i++) {
      Interval ninety = fit.interval(EIGHT.get(i), 0.9);
      assertThat(fit.mean(EIGHT.get(i))).isCloseTo(shares[i], DIGITS);
      assertThat(ninety.low()).isCloseTo(low[i], DIGITS);
      assertThat(ninety.high()).isCloseTo(high[i], DIGITS);
    }
  }

  @Test
  void momentsAreWhereItBegins() {
    BetaBinomial start = BetaBinomial.moments(EIGHT);
    assertThat(start.mean()).isCloseTo(.1072368, within(1e-7));
    assertThat(start.a()).isCloseTo(2.99189, DIGITS);
    assertThat(start.b()).isCloseTo(24.90794, within(2e-5));
  }

  @Test
  void theBattersOfEfronAndMorris() {
    long[] trials = new long[HITS.length];
    java.util.Arrays.fill(trials, 45);
    BetaBinomial fit = BetaBinomial.fit(groups(HITS, trials));
    assertThat(fit.a()).isCloseTo(210.55, within(.5));
    assertThat(fit.b()).isCloseTo(582.70, within(1.5));
  }

  @Test
  void groupsThatDifferNoMoreThanByChanceHaveOneShare() {
    List<Group> alike = groups(new long[] {10, 10, 10}, new long[] {100, 100, 100});
    assertThat(BetaBinomial.fit(alike).mean(new Group(5, 5))).isCloseTo(.1, within(1e-4));
  }

  @Test
  void groupsWithoutAnyHitStillHaveAShareAboveZero() {
    List<Group> none = groups(new long[] {0, 0}, new long[] {50, 70});
    assertThat(BetaBinomial.fit(none).mean()).isBetween(1e-4, .02);
  }

  @Test
  void whatIsNoShareIsRefused() {
    assertThatThrownBy(() -> new Group(3, 2)).hasMessageContaining("3 hits of 2 trials");
    assertThatThrownBy(() -> BetaBinomial.fit(List.of(new Group(1, 2))))
        .hasMessageContaining("at least 2");
  }

  @Test
  void aLikelihoodWithoutAnEndGivesTheCommonShareAndNotOneHalf() {
    List<BetaBinomial.Group> groups = new ArrayList<>();
    groups.add(new BetaBinomial.Group(1_000, 10_000));
    groups.add(new BetaBinomial.Group(1_000, 10_000));
    for (int i = 0; i < 5; i++) {
      groups.add(new BetaBinomial.Group(8, 50));
    }
    BetaBinomial common = BetaBinomial.fit(groups);

    groups.forEach(group -> assertThat(common.mean(group)).isBetween(.08, .14));
  }
}
