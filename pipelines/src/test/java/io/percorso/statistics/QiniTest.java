package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QiniTest {
  private static final boolean[] TREATED = {true, false, true, false};
  private static final double[] STAYED = {1, 0, 0, 1};

  @Test
  void fourCustomersByHand() {
    Qini found = Qini.of(new double[] {.9, .8, .4, .2}, TREATED, STAYED);
    assertThat(found.effect()).isZero();
    // Qini curve: 0 at 0, .5 at a half (the first place with both arms), .5 at ¾, 0 at 1.
    assertThat(found.coefficient()).isCloseTo(.125 + .125 + .0625, within(1e-12));
    // Uplift curve: 0, 1 · ½, ½ · ¾, 0.
    assertThat(found.areaUnderUplift()).isCloseTo(.125 + .109375 + .046875, within(1e-12));
  }

  @Test
  void theWrongWayRoundItIsBelowNothing() {
    // Qini curve: 0 at 0, −.5 at a half, −.25 at ¾, 0 at 1.
    assertThat(Qini.of(new double[] {.2, .4, .8, .9}, TREATED, STAYED).coefficient())
        .isCloseTo(-.125 - .09375 - .03125, within(1e-12));
  }

  @Test
  void aScoreThatKnowsNothingIsTheStraightLineHoweverRowsAreSorted() {
    double[] outcomes = {1, 0, 1, 1};
    Qini found = Qini.of(new double[4], TREATED, outcomes);
    assertThat(found.effect()).isEqualTo(.5);
    assertThat(found.coefficient()).isZero();
    assertThat(found.areaUnderUplift()).isEqualTo(.25);
  }

  @Test
  void aScoreThatKnowsWhoIsMovedBeatsOneThatKnowsWhoIsAtRisk() {
    SplittableRandom random = new SplittableRandom(9);
    int customers = 20_000;
    double[] moved = new double[customers];
    double[] risk = new double[customers];
    boolean[] treated = new boolean[customers];
    double[] stayed = new double[customers];
    for (int i = 0; i < customers; i++) {
      moved[i] = random.nextDouble(.3);
      risk[i] = random.nextDouble(.2, .6);
      treated[i] = random.nextBoolean();
      double p = 1 - risk[i] + (treated[i] ? moved[i] - .1 : 0);
      stayed[i] = random.nextDouble() < p ? 1 : 0;
    }
    Qini knows = Qini.of(moved, treated, stayed);
    assertThat(knows.effect()).isCloseTo(.05, within(.02));
    // ∫ of what the best x have above their part of the effect, .3 x (1 − x) / 2.
    assertThat(knows.coefficient()).isCloseTo(.3 / 12, within(.006));
    assertThat(knows.areaUnderUplift()).isCloseTo(.025 + .3 / 12, within(.012));
    assertThat(Qini.of(risk, treated, stayed).coefficient()).isCloseTo(0, within(.006));
  }

  @Test
  void withoutOneArmNothingIsMeasured() {
    double[] scores = {1, 2, 3, 4};
    assertThatThrownBy(() -> Qini.of(scores, new boolean[4], STAYED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 treated and 4 untreated");
    boolean[] all = new boolean[4];
    Arrays.fill(all, true);
    assertThatThrownBy(() -> Qini.of(scores, all, STAYED))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Qini.of(new double[] {1, 2, 3, Double.NaN}, TREATED, STAYED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("customer 3 has score NaN");
    assertThatThrownBy(() -> Qini.of(scores, TREATED, new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Qini.of(new double[0], new boolean[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
