package io.percorso.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.value.GammaGamma.Spent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class GammaGammaTest {
  /** Of the CDNOW shop, as printed by its authors. */
  private static final GammaGamma PAPER = new GammaGamma(6.25, 3.74, 15.44);

  @Test
  void customersDrawnFromAModelAreLikeliestUnderOneLikeIt() {
    RandomGenerator random = new Well19937c(20260301);
    List<Spent> customers = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      long purchases = 1 + random.nextInt(9);
      double rate = new GammaDistribution(random, PAPER.q(), 1 / PAPER.v()).sample();
      customers.add(
          new Spent(
              purchases,
              new GammaDistribution(random, PAPER.p() * purchases, 1 / rate).sample() / purchases));
    }
    Fitted<GammaGamma> fit = GammaGamma.fit(customers);
    assertThat(fit.isConverged()).isTrue();
    double ofTruth = customers.stream().mapToDouble(PAPER::logLikelihood).sum();
    // S. Wilks (1938): twice the gain is chi-squared with 3 degrees of freedom, above 16.27 in one
    // of a thousand. The parameters themselves are loose: p and v stand in for each other.
    assertThat(2 * (fit.logLikelihood() - ofTruth)).isBetween(0.0, 16.27);
    assertThat(fit.model().expectedAmount()).isCloseTo(PAPER.expectedAmount(), within(1.5));
  }

  /** The first ten customers of the shop: repeat purchases, and their mean in dollars. */
  @Test
  void aCustomersMeanIsDrawnTowardsThatOfAll() {
    long[] repeats = {2, 1, 0, 0, 0, 7, 1, 0, 2, 0};
    double[] means = {22.35, 11.77, 0, 0, 0, 73.74, 11.77, 0, 25.55, 0};
    double[] expected = {24.66, 18.92, 35.22, 35.22, 35.22, 71.47, 18.92, 35.22, 27.29, 35.22};
    double[] printed = {24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17};
    for (int i = 0; i < repeats.length; i++) {
      double amount =
          repeats[i] == 0
              ? PAPER.expectedAmount()
              : PAPER.expectedAmount(new Spent(repeats[i], means[i]));
      assertThat(amount).isCloseTo(expected[i], within(5e-3));
      // Printed from parameters with more digits; its source allows a tenth.
      assertThat(amount).isCloseTo(printed[i], within(.1));
    }
  }

  @Property(tries = 300)
  void theMeanLiesBetweenTheCustomersAndThatOfAllNearerToHisTheMoreHeBought(
      @ForAll @IntRange(min = 1, max = 200) int purchases,
      @ForAll @DoubleRange(min = 1, max = 300) double mean) {
    double all = PAPER.expectedAmount();
    double few = PAPER.expectedAmount(new Spent(purchases, mean));
    double many = PAPER.expectedAmount(new Spent(purchases + 1L, mean));
    assertThat(few).isBetween(Math.min(all, mean) - 1e-9, Math.max(all, mean) + 1e-9);
    assertThat(Math.abs(many - mean)).isLessThanOrEqualTo(Math.abs(few - mean) + 1e-9);
  }

  @Test
  void theCorrelationIsOneWhereWhoBuysMoreSpendsMoreAndNoneWhereAllAreAlike() {
    assertThat(
            GammaGamma.correlation(List.of(new Spent(1, 10), new Spent(2, 20), new Spent(3, 30))))
        .isCloseTo(1, within(1e-12));
    assertThat(
            GammaGamma.correlation(List.of(new Spent(1, 30), new Spent(2, 20), new Spent(3, 10))))
        .isCloseTo(-1, within(1e-12));
    assertThat(GammaGamma.correlation(List.of(new Spent(2, 10), new Spent(2, 30)))).isZero();
    assertThat(GammaGamma.correlation(List.of(new Spent(1, 10), new Spent(2, 10)))).isZero();
    assertThat(GammaGamma.correlation(List.of())).isZero();
  }

  @Test
  void anotherCurrencyChangesNothingButV() {
    List<Spent> dollars =
        List.of(
            new Spent(1, 12),
            new Spent(3, 25),
            new Spent(2, 80),
            new Spent(5, 18),
            new Spent(4, 33),
            new Spent(2, 9),
            new Spent(7, 41));
    List<Spent> cents =
        dollars.stream()
            .map(one -> new Spent(one.purchases(), one.mean() * 100))
            .collect(Collectors.toList());
    Collections.reverse(cents);
    GammaGamma inDollars = GammaGamma.fit(dollars).model();
    GammaGamma inCents = GammaGamma.fit(cents).model();
    assertThat(inCents.expectedAmount(new Spent(2, 4_000)))
        .isCloseTo(100 * inDollars.expectedAmount(new Spent(2, 40)), within(.1));
  }

  @Test
  void whereAHeavyTailLeavesNoMeanItSaysSoInsteadOfANumber() {
    GammaGamma heavy = new GammaGamma(.2, .5, 10);
    assertThatThrownBy(heavy::expectedAmount)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no finite mean");
    assertThatThrownBy(() -> heavy.expectedAmount(new Spent(2, 10)))
        .hasMessageContaining("after 2 purchases");
    assertThat(heavy.expectedAmount(new Spent(4, 10))).isPositive();
  }

  @Test
  void customersWhoCannotSayHowTheyDifferAreRefusedOrNotConverged() {
    assertThatThrownBy(() -> GammaGamma.fit(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 customers");
    assertThatThrownBy(() -> GammaGamma.fit(List.of(new Spent(1, 10), new Spent(4, 10))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fewer than two different");
    assertThat(GammaGamma.fit(List.of(new Spent(1, 10), new Spent(1, 10.001))).isConverged())
        .isFalse();
  }

  @Test
  void whatIsNoAmountAndNoModelIsRefused() {
    assertThatThrownBy(() -> new Spent(0, 10)).hasMessageContaining("0 purchases");
    assertThatThrownBy(() -> new Spent(1, 0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new Spent(1, -3)).hasMessageContaining("-3.0");
    assertThatThrownBy(() -> new Spent(1, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new GammaGamma(1, 1, 0)).hasMessageContaining("v = 0.0");
  }
}
