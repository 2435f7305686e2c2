package io.percorso.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.value.RocHull.Corner;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;

class ExpectedProfitTest {
  private static final List<ScoredCustomer> TEN =
      customers(
          new double[] {.9, .8, .7, .6, .55, .5, .4, .3, .2, .1},
          new int[] {1, 1, 0, 1, 0, 0, 1, 0, 0, 0});

  private static List<ScoredCustomer> customers(double[] scores, int[] left) {
    List<ScoredCustomer> customers = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      customers.add(new ScoredCustomer(scores[i], left[i] == 1));
    }
    return customers;
  }

  @Test
  void tenCustomersWithTheUsualCampaign() {
    ExpectedProfit profit = ExpectedProfit.of(TEN, Campaign.OF_TELEPHONY);
    assertThat(profit.perCustomer()).isCloseTo(19.10855, within(5e-6));
    assertThat(profit.addressed()).isCloseTo(.69352, within(5e-6));
  }

  @Test
  void theirHullAndTheSharesThatMustAcceptForEachCornerToPay() {
    List<Corner> hull = RocHull.of(TEN, 4);
    assertThat(hull)
        .containsExactly(
            new Corner(0, 0),
            new Corner(0, .5),
            new Corner(1 / 6.0, .75),
            new Corner(.5, 1),
            new Corner(1, 1));
    double[] pays = {.0052632, .0631579, .1210526, Double.POSITIVE_INFINITY};
    for (int i = 0; i < pays.length; i++) {
      double from =
          ExpectedProfit.paysFrom(hull.get(i), hull.get(i + 1), .4, Campaign.OF_TELEPHONY);
      if (Double.isInfinite(pays[i])) {
        assertThat(from).isInfinite();
      } else {
        assertThat(from).isCloseTo(pays[i], within(5e-8));
      }
    }
  }

  @Test
  void whoRanksPerfectlyAddressesExactlyTheLeavers() {
    ExpectedProfit profit =
        ExpectedProfit.of(
            customers(new double[] {.9, .8, .2, .1}, new int[] {1, 1, 0, 0}),
            Campaign.OF_TELEPHONY);
    assertThat(profit.perCustomer()).isCloseTo(28.0, within(5e-5));
    assertThat(profit.addressed()).isCloseTo(.5, within(5e-6));
  }

  @Test
  void whoScoresAllAlikeAddressesAllOrNobody() {
    ExpectedProfit profit =
        ExpectedProfit.of(
            customers(new double[] {.5, .5, .5, .5}, new int[] {1, 0, 1, 0}),
            Campaign.OF_TELEPHONY);
    assertThat(profit.perCustomer()).isCloseTo(22.5008, within(5e-5));
    assertThat(profit.addressed()).isCloseTo(.99916, within(5e-6));
  }

  /** The definition itself: for each share that accepts the best cut, by the trapezoid rule. */
  @Property(tries = 60)
  void itIsTheBestProfitOfAnyCutAveragedOverWhatMayBeAccepted(
      @ForAll @Size(min = 3, max = 15) List<@IntRange(min = 0, max = 9) Integer> scores) {
    List<ScoredCustomer> customers = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      customers.add(new ScoredCustomer(scores.get(i), i % 3 == 0));
    }
    Campaign campaign = new Campaign(2, 5, 80, 15, 2);
    BetaDistribution accepts = new BetaDistribution(null, 2, 5);
    int steps = 2_000;
    double sum = 0;
    for (int i = 1; i < steps; i++) {
      double share = (double) i / steps;
      sum += best(customers, campaign, share) * accepts.density(share) / steps;
    }
    ExpectedProfit profit = ExpectedProfit.of(customers, campaign);
    assertThat(profit.perCustomer()).isCloseTo(sum, within(2e-4));
    assertThat(profit.perCustomer()).isNotNegative();
    assertThat(profit.addressed()).isBetween(0.0, 1.0);
  }

  private static double best(List<ScoredCustomer> customers, Campaign campaign, double share) {
    double best = 0;
    for (ScoredCustomer cut : customers) {
      double profit = 0;
      for (ScoredCustomer one : customers) {
        if (one.score() >= cut.score()) {
          profit +=
              one.isLeaver()
                  ? share * (campaign.customerValue() - campaign.offerCost())
                      - campaign.contactCost()
                  : -campaign.offerCost() - campaign.contactCost();
        }
      }
      best = Math.max(best, profit / customers.size());
    }
    return best;
  }

  @Test
  void aBetterScoreNeverEarnsLessAndADearerContactNeverMore() {
    List<ScoredCustomer> worse =
        customers(
            new double[] {.9, .8, .7, .6, .55, .5, .4, .3, .2, .1},
            new int[] {0, 0, 1, 1, 0, 0, 1, 1, 0, 0});
    assertThat(ExpectedProfit.of(worse, Campaign.OF_TELEPHONY).perCustomer())
        .isLessThan(ExpectedProfit.of(TEN, Campaign.OF_TELEPHONY).perCustomer());
    Campaign dear = new Campaign(6, 14, 200, 10, 30);
    assertThat(ExpectedProfit.of(TEN, dear).perCustomer())
        .isLessThan(ExpectedProfit.of(TEN, Campaign.OF_TELEPHONY).perCustomer());
    assertThat(ExpectedProfit.of(TEN, dear).addressed())
        .isLessThan(ExpectedProfit.of(TEN, Campaign.OF_TELEPHONY).addressed());
  }

  @Test
  void aContactThatCostsMoreThanACustomerIsWorthAddressesNobody() {
    ExpectedProfit profit = ExpectedProfit.of(TEN, new Campaign(6, 14, 200, 10, 500));
    assertThat(profit.perCustomer()).isZero();
    assertThat(profit.addressed()).isZero();
  }

  @Test
  void onlyTheOrderOfTheScoresCounts() {
    List<ScoredCustomer> stretched =
        TEN.stream()
            .map(one -> new ScoredCustomer(Math.exp(9 * one.score()), one.isLeaver()))
            .toList();
    assertThat(ExpectedProfit.of(stretched, Campaign.OF_TELEPHONY))
        .isEqualTo(ExpectedProfit.of(TEN, Campaign.OF_TELEPHONY));
  }

  @Test
  void whereAllDidTheSameNobodyCanTellWhomToAddress() {
    assertThatThrownBy(
            () ->
                ExpectedProfit.of(
                    customers(new double[] {.1, .2}, new int[] {0, 0}), Campaign.OF_TELEPHONY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 of 2 customers left");
    assertThatThrownBy(
            () ->
                ExpectedProfit.of(
                    customers(new double[] {.1, .2}, new int[] {1, 1}), Campaign.OF_TELEPHONY))
        .hasMessageContaining("2 of 2 customers left");
    assertThatThrownBy(() -> ExpectedProfit.of(List.of(), Campaign.OF_TELEPHONY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoScoreAndNoCampaignIsRefused() {
    assertThatThrownBy(() -> new ScoredCustomer(Double.NaN, true))
        .hasMessageContaining("no number");
    assertThatThrownBy(() -> new Campaign(0, 14, 200, 10, 1))
        .hasMessageContaining("acceptAlpha = 0.0");
    assertThatThrownBy(() -> new Campaign(6, 14, Double.NaN, 10, 1))
        .hasMessageContaining("customerValue = NaN");
    assertThatThrownBy(() -> new Campaign(6, 14, 200, -1, 1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new Campaign(6, 14, 200, 10, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Campaign(6, 14, 200, 200, 1))
        .hasMessageContaining("no campaign can pay");
  }
}
