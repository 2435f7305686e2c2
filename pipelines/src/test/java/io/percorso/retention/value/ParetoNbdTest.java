package io.percorso.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.percorso.retention.value.Buyers.Buyer;
import io.percorso.retention.value.BuyingHistory.Counted;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ParetoNbdTest {
  /** Of the CDNOW shop, as printed by its authors. */
  private static final ParetoNbd PRINTED = new ParetoNbd(.5534, 10.5802, .6061, 11.6562);

  @Test
  void theCdNowShopHasItsParametersAndItsLikelihood() throws IOException {
    Fitted<ParetoNbd> fit = ParetoNbd.fit(CdNow.customers());
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.model().r()).isCloseTo(.55328, within(1e-5));
    assertThat(fit.model().alpha()).isCloseTo(10.5776, within(1e-4));
    assertThat(fit.model().s()).isCloseTo(.60621, within(1e-5));
    assertThat(fit.model().beta()).isCloseTo(11.6679, within(1e-4));
    assertThat(fit.logLikelihood()).isCloseTo(-9594.9739, within(1e-4));
  }

  @Test
  void whoOfThatShopIsStillThere() throws IOException {
    ParetoNbd fitted = ParetoNbd.fit(CdNow.customers()).model();
    assertThat(fitted.aliveProbability(new BuyingHistory(2, 30.43, 38.86)))
        .isCloseTo(.869119, within(1e-6));
    assertThat(fitted.aliveProbability(new BuyingHistory(1, 1.71, 38.86)))
        .isCloseTo(.167872, within(1e-6));
    assertThat(fitted.aliveProbability(new BuyingHistory(0, 0, 38.86)))
        .isCloseTo(.295097, within(1e-6));
    assertThat(fitted.aliveProbability(new BuyingHistory(7, 29.43, 38.86)))
        .isCloseTo(.749416, within(1e-6));
    assertThat(PRINTED.aliveProbability(new BuyingHistory(26, 30.86, 31)))
        .isCloseTo(.997918, within(5e-7));
  }

  @Test
  void thePurchasesToBeExpectedOfOneCustomerFromNowOn() {
    // Printed as 25.46; its source allows a hundredth.
    assertThat(PRINTED.expectedPurchases(new BuyingHistory(26, 30.86, 31), 52))
        .isCloseTo(25.46, within(.01));
  }

  /** Printed in the manual of an implementation in R, whose parameters have two decimals. */
  @Test
  void thePurchasesToBeExpectedOfANewCustomer() {
    ParetoNbd manual = new ParetoNbd(.55, 10.56, .61, 11.64);
    double[] purchases = {
      0, .05077821, .09916088, .14542507, .18979930, .23247466, .27361274, .31335159, .35181024,
      .38909211
    };
    for (int week = 0; week < purchases.length; week++) {
      assertThat(manual.expectedPurchases(week)).isCloseTo(purchases[week], within(6e-9));
    }
  }

  @Test
  void hundredsOfPurchasesDoNotVanish() {
    ParetoNbd model = new ParetoNbd(.55, 10.58, .61, 11.67);
    assertThat(model.expectedPurchases(new BuyingHistory(132, 200, 200), 10))
        .isCloseTo(6.20605, within(5e-6));
    assertThat(model.expectedPurchases(new BuyingHistory(133, 200, 200), 10))
        .isCloseTo(6.25287, within(5e-6));
    assertThat(model.logLikelihood(new BuyingHistory(133, 200, 200))).isFinite();
    assertThat(model.logLikelihood(new BuyingHistory(5_000, 1, 200))).isFinite();
    assertThat(model.aliveProbability(new BuyingHistory(5_000, 1, 200))).isZero();
    assertThat(model.aliveProbability(new BuyingHistory(5_000, 200, 200))).isEqualTo(1);
  }

  @Test
  void whoWasJustHereIsAlive() {
    assertThat(PRINTED.aliveProbability(new BuyingHistory(0, 0, 0))).isEqualTo(1);
    assertThat(PRINTED.aliveProbability(new BuyingHistory(3, 9, 9))).isEqualTo(1);
  }

  @Test
  void whereLeavingFollowsTheExponentialMeanThePurchasesGrowAsALogarithm() {
    double atOne = new ParetoNbd(.5, 10, 1, 12).expectedPurchases(30);
    assertThat(atOne).isCloseTo(.5 * 12 / 10 * Math.log(42 / 12.0), within(1e-14));
    assertThat(new ParetoNbd(.5, 10, 1 + 1e-9, 12).expectedPurchases(30))
        .isCloseTo(atOne, within(1e-8));
  }

  @Test
  void itIsTheSameOnBothSidesOfEqualRates() {
    BuyingHistory history = new BuyingHistory(4, 20, 35);
    double equal = new ParetoNbd(.6, 10, .7, 10).logLikelihood(history);
    assertThat(new ParetoNbd(.6, 10 + 1e-9, .7, 10).logLikelihood(history))
        .isCloseTo(equal, within(1e-8));
    assertThat(new ParetoNbd(.6, 10, .7, 10 + 1e-9).logLikelihood(history))
        .isCloseTo(equal, within(1e-8));
  }

  @Test
  void ofInventedCustomersAsManyAreAliveAndBuyAsItSays() {
    for (ParetoNbd model : List.of(new ParetoNbd(.8, 6, .7, 15), new ParetoNbd(1.5, 12, 1.2, 9))) {
      List<Buyer> buyers = Buyers.of(model, 20_000);
      double alive = 0;
      double later = 0;
      for (Buyer one : buyers) {
        alive += model.aliveProbability(one.history());
        later += model.expectedPurchases(one.history(), Buyers.AHEAD);
      }
      assertThat(alive)
          .isCloseTo((double) buyers.stream().filter(Buyer::isAlive).count(), withinPercentage(3));
      assertThat(later)
          .isCloseTo(buyers.stream().mapToInt(Buyer::later).sum(), withinPercentage(4));
      double seen =
          buyers.stream().mapToLong(one -> one.history().repeats()).average().orElseThrow();
      assertThat(model.expectedPurchases(40)).isCloseTo(seen, withinPercentage(3));
    }
  }

  @Property(tries = 500)
  void aProbabilityOfBeingAliveFallsWithSilenceWhetherOrNotOneBoughtAgain(
      @ForAll @IntRange(min = 0, max = 300) int repeats,
      @ForAll @DoubleRange(min = .01, max = 500) double time,
      @ForAll @DoubleRange(min = .1, max = 500) double silence,
      @ForAll @DoubleRange(min = .01, max = 100) double more,
      @ForAll @DoubleRange(min = .1, max = 50) double beta) {
    ParetoNbd model = new ParetoNbd(.55, 10.58, .61, beta);
    double last = repeats == 0 ? 0 : time;
    double before = model.aliveProbability(new BuyingHistory(repeats, last, last + silence));
    double after = model.aliveProbability(new BuyingHistory(repeats, last, last + silence + more));
    assertThat(before).isBetween(0.0, 1.0);
    assertThat(after).isBetween(0.0, 1.0).isLessThanOrEqualTo(before);
  }

  @Test
  void customersWhoCannotSayHowTheyDifferAreRefused() {
    assertThatThrownBy(() -> ParetoNbd.fit(List.of(new Counted(new BuyingHistory(0, 0, 9), 100))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none of 100 customers bought again");
    assertThatThrownBy(() -> ParetoNbd.fit(List.of(new Counted(new BuyingHistory(2, 5, 9), 5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all 5 customers have one history");
  }

  @Test
  void customersWhoDifferLessThanByChanceGiveAFitThatSaysItDidNotConverge() {
    List<Counted> clockwork =
        List.of(
            new Counted(new BuyingHistory(9, 9, 10), 500),
            new Counted(new BuyingHistory(10, 10, 10.5), 500));
    Fitted<ParetoNbd> fit = ParetoNbd.fit(clockwork);
    assertThat(fit.isConverged()).isFalse();
    assertThat(fit.logLikelihood()).isFinite();
  }

  @Test
  void whatIsNoModelAndNoTimeIsRefused() {
    assertThatThrownBy(() -> new ParetoNbd(1, 1, 0, 1)).hasMessageContaining("s = 0.0");
    assertThatThrownBy(() -> new ParetoNbd(1, 1, 1, Double.NaN)).hasMessageContaining("beta = NaN");
    assertThatThrownBy(() -> PRINTED.expectedPurchases(-1)).hasMessageContaining("-1.0");
  }
}
