package io.percorso.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.percorso.retention.value.Buyers.Buyer;
import io.percorso.retention.value.BuyingHistory.Counted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BgNbdTest {
  /** As printed in the paper, rounded. */
  private static final BgNbd PAPER = new BgNbd(.243, 4.414, .793, 2.426);

  @Test
  void theShopOfThePaperHasItsParametersAndItsLikelihood() throws IOException {
    Fitted<BgNbd> fit = BgNbd.fit(CdNow.customers());
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.model().r()).isCloseTo(.24259, within(1e-5));
    assertThat(fit.model().alpha()).isCloseTo(4.41353, within(1e-5));
    assertThat(fit.model().a()).isCloseTo(.79289, within(1e-5));
    assertThat(fit.model().b()).isCloseTo(2.42575, within(1e-5));
    assertThat(fit.logLikelihood()).isCloseTo(-9582.4256, within(1e-4));
    assertThat(logLikelihood(PAPER, CdNow.customers())).isCloseTo(-9582.4268, within(1e-4));
  }

  @Test
  void theNumberOfThatShopsCustomersStillThere() throws IOException {
    double alive =
        CdNow.customers().stream()
            .mapToDouble(one -> one.customers() * PAPER.aliveProbability(one.history()))
            .sum();
    assertThat(alive).isCloseTo(1917.22, within(5e-3));
  }

  @Test
  void thePurchasesToBeExpectedOfANewCustomerOfThatShop() throws IOException {
    BgNbd fitted = BgNbd.fit(CdNow.customers()).model();
    double[] weeks = {.1429, 1, 3, 31.8571, 32, 78};
    double[] purchases = {.0078, .0532, .1506, 1.0405, 1.0437, 1.8580};
    for (int i = 0; i < weeks.length; i++) {
      assertThat(fitted.expectedPurchases(weeks[i])).isCloseTo(purchases[i], within(5e-5));
    }
    // Printed as 1.8576 for 78 weeks, from less exactly fitted parameters.
    assertThat(fitted.expectedPurchases(78)).isCloseTo(1.8576, within(5e-4));
  }

  @Test
  void whoBoughtLatelyIsAliveAndWhoBoughtOftenAndStoppedIsNot() {
    assertThat(PAPER.aliveProbability(new BuyingHistory(1, 1.71, 38.86)))
        .isCloseTo(.212101, within(5e-7));
    assertThat(PAPER.aliveProbability(new BuyingHistory(2, 30.43, 38.86)))
        .isCloseTo(.726579, within(5e-7));
    assertThat(PAPER.aliveProbability(new BuyingHistory(7, 29.43, 38.86)))
        .isCloseTo(.641756, within(5e-7));
    assertThat(PAPER.aliveProbability(new BuyingHistory(26, 30.86, 31)))
        .isCloseTo(.968916, within(5e-7));
  }

  @Test
  void whoNeverBoughtAgainIsAliveForSureInThisModel() {
    assertThat(PAPER.aliveProbability(new BuyingHistory(0, 0, 38.86))).isEqualTo(1);
    assertThat(PAPER.aliveProbability(new BuyingHistory(0, 0, 1e6))).isEqualTo(1);
  }

  @Test
  void thePurchasesToBeExpectedOfOneCustomerFromNowOn() {
    assertThat(PAPER.expectedPurchases(new BuyingHistory(2, 30.43, 38.86), 39))
        .isCloseTo(1.2260, within(5e-5));
    assertThat(PAPER.expectedPurchases(new BuyingHistory(2, 30.43, 38.86), 0)).isZero();
  }

  @Test
  void theProbabilityOfSoManyPurchases() {
    assertThat(PAPER.purchaseProbability(0, 39)).isCloseTo(.5737864, within(5e-8));
    assertThat(PAPER.purchaseProbability(10, 2)).isCloseTo(1.07869e-7, within(5e-13));
    assertThat(PAPER.purchaseProbability(0, 0)).isEqualTo(1);
    assertThat(PAPER.purchaseProbability(1, 0)).isZero();
  }

  /** The closed form with ₂F₁, worked out with mpmath, 30 digits. */
  @Test
  void theMeanIsThatOfTheClosedFormAlsoWhereItsTwoHalvesNearlyCancel() {
    assertThat(PAPER.expectedPurchases(39)).isCloseTo(1.19672319332082, within(1e-13));
    assertThat(new BgNbd(50, 20, 1.0000001, 3).expectedPurchases(10))
        .isCloseTo(7.097969727247, within(1e-11));
    assertThat(new BgNbd(2, 5, .3, .4).expectedPurchases(40))
        .isCloseTo(5.78571562238608, within(1e-12));
    assertThat(new BgNbd(.5, 1, 1.5, .2).expectedPurchases(1000))
        .isCloseTo(1.30818019022301, within(1e-11));
    assertThat(new BgNbd(.8, 3, 1e-6, 2).expectedPurchases(.001))
        .isCloseTo(.000266666666626671, within(1e-17));
    assertThat(new BgNbd(1200, 900, 2, 30).expectedPurchases(300))
        .isCloseTo(28.8309408479794, withinPercentage(1e-9));
    assertThat(new BgNbd(1.2, 2, 2.5, 1).expectedPurchases(7))
        .isCloseTo(1.16529614489996, within(1e-13));
  }

  @Test
  void thousandsOfPurchasesNeitherVanishNorOverflow() {
    // The integral over all probabilities of leaving, worked out with mpmath, 60 digits.
    assertThat(new BgNbd(5_000, 4_000, 2, 30).expectedPurchases(900))
        .isCloseTo(30.1939718441271, withinPercentage(1e-9));
    assertThat(new BgNbd(5_000, 4_000, 2, 30).expectedPurchases(8_000))
        .isCloseTo(30.9072505041456, withinPercentage(1e-9));
    BuyingHistory busy = new BuyingHistory(5_000, 199.9, 200);
    assertThat(PAPER.logLikelihood(busy)).isFinite();
    assertThat(PAPER.aliveProbability(busy)).isBetween(.9, 1.0);
    assertThat(PAPER.expectedPurchases(busy, 10)).isBetween(100.0, 245.0);
    BuyingHistory gone = new BuyingHistory(5_000, 1, 200);
    assertThat(PAPER.logLikelihood(gone)).isFinite();
    assertThat(PAPER.aliveProbability(gone)).isZero();
    assertThat(PAPER.expectedPurchases(gone, 10)).isZero();
  }

  @Test
  void ofInventedCustomersAsManyAreAliveAndBuyAsItSays() {
    BgNbd model = new BgNbd(.8, 6, .9, 2.5);
    List<Buyer> buyers = Buyers.of(model, 20_000);
    double alive = 0;
    double later = 0;
    for (Buyer one : buyers) {
      alive += model.aliveProbability(one.history());
      later += model.expectedPurchases(one.history(), Buyers.AHEAD);
    }
    assertThat(alive)
        .isCloseTo((double) buyers.stream().filter(Buyer::isAlive).count(), withinPercentage(2));
    assertThat(later).isCloseTo(buyers.stream().mapToInt(Buyer::later).sum(), withinPercentage(3));
    double seen = buyers.stream().mapToLong(one -> one.history().repeats()).average().orElseThrow();
    assertThat(model.expectedPurchases(40)).isCloseTo(seen, withinPercentage(3));
  }

  @Property(tries = 500)
  void aProbabilityOfBeingAliveFallsWithSilence(
      @ForAll @IntRange(min = 1, max = 300) int repeats,
      @ForAll @DoubleRange(min = .01, max = 500) double last,
      @ForAll @DoubleRange(min = 0, max = 500) double silence,
      @ForAll @DoubleRange(min = .01, max = 100) double more) {
    double before = PAPER.aliveProbability(new BuyingHistory(repeats, last, last + silence));
    double after = PAPER.aliveProbability(new BuyingHistory(repeats, last, last + silence + more));
    assertThat(before).isBetween(0.0, 1.0);
    assertThat(after).isBetween(0.0, 1.0).isLessThanOrEqualTo(before);
  }

  @Property(tries = 100)
  void theProbabilitiesOfAllNumbersOfPurchasesAreOneWithTheMeanAsTheirMean(
      @ForAll @DoubleRange(min = .1, max = 3) double r,
      @ForAll @DoubleRange(min = .1, max = 3) double a,
      @ForAll @DoubleRange(min = .1, max = 3) double b,
      @ForAll @DoubleRange(min = 0, max = 8) double time) {
    BgNbd model = new BgNbd(r, 4, a, b);
    double all = 0;
    double mean = 0;
    for (int n = 0; n < 150; n++) {
      double probability = model.purchaseProbability(n, time);
      all += probability;
      mean += n * probability;
    }
    assertThat(all).isCloseTo(1, within(1e-10));
    assertThat(mean).isCloseTo(model.expectedPurchases(time), within(1e-8));
  }

  @Test
  void anotherUnitOfTimeChangesNothingButAlpha() {
    BgNbd weeks = BgNbd.fit(invented(1)).model();
    Fitted<BgNbd> days = BgNbd.fit(invented(7));
    assertThat(days.isConverged()).isTrue();
    assertThat(days.model().alpha()).isCloseTo(7 * weeks.alpha(), withinPercentage(.01));
    assertThat(days.model().r()).isCloseTo(weeks.r(), withinPercentage(.01));
    assertThat(days.model().b()).isCloseTo(weeks.b(), withinPercentage(.01));
  }

  @Test
  void theOrderOfTheRowsChangesNothing() {
    List<Counted> rows = new ArrayList<>(invented(1));
    BgNbd one = BgNbd.fit(rows).model();
    Collections.reverse(rows);
    assertThat(BgNbd.fit(rows).model()).isEqualTo(one);
  }

  @Test
  void customersWhoCannotSayHowTheyDifferAreRefused() {
    assertThatThrownBy(() -> BgNbd.fit(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no customers");
    List<Counted> nobodyAgain =
        List.of(
            new Counted(new BuyingHistory(0, 0, 9), 70),
            new Counted(new BuyingHistory(0, 0, 10), 30));
    assertThatThrownBy(() -> BgNbd.fit(nobodyAgain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none of 100 customers bought again");
    List<Counted> allTheSame = List.of(new Counted(new BuyingHistory(2, 5, 9), 500));
    assertThatThrownBy(() -> BgNbd.fit(allTheSame))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all 500 customers have one history");
  }

  @Test
  void customersWhoDifferLessThanByChanceGiveAFitThatSaysItDidNotConverge() {
    List<Counted> clockwork =
        List.of(
            new Counted(new BuyingHistory(9, 9, 10), 500),
            new Counted(new BuyingHistory(10, 10, 10.5), 500));
    Fitted<BgNbd> fit = BgNbd.fit(clockwork);
    assertThat(fit.isConverged()).isFalse();
    assertThat(fit.logLikelihood()).isFinite();
  }

  @Test
  void whatIsNoModelNoTimeAndNoNumberIsRefused() {
    assertThatThrownBy(() -> new BgNbd(0, 1, 1, 1)).hasMessageContaining("r = 0.0");
    assertThatThrownBy(() -> new BgNbd(1, Double.NaN, 1, 1)).hasMessageContaining("alpha = NaN");
    assertThatThrownBy(() -> new BgNbd(1, 1, -1, 1)).hasMessageContaining("a = -1.0");
    assertThatThrownBy(() -> PAPER.expectedPurchases(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> PAPER.expectedPurchases(-1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> PAPER.purchaseProbability(-1, 1)).hasMessageContaining("-1");
  }

  private static double logLikelihood(BgNbd model, List<Counted> customers) {
    return customers.stream()
        .mapToDouble(one -> one.customers() * model.logLikelihood(one.history()))
        .sum();
  }

  private static List<Counted> invented(double unit) {
    return Buyers.of(new BgNbd(.8, 6, .9, 2.5), 2_000).stream()
        .map(Buyer::history)
        .map(h -> new BuyingHistory(h.repeats(), h.lastAt() * unit, h.watched() * unit))
        .map(history -> new Counted(history, 1))
        .toList();
  }
}
