package io.percorso.friction.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.friction.hazard.Visit.End;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HazardTest {
  private static final Sizes SIZES = new Sizes(1, 1, 1, 0, 2, 2);

  /**
   * Base −2.5; of two signals the first adds 0.8, the second 0.4; half of those who go on arrive.
   */
  private static final Hazard HAZARD = hazard(0, 0);

  private static Hazard hazard(double any, double several) {
    Layout layout = Layout.of(SIZES, new long[4][1], 1);
    double[] leave = new double[layout.size()];
    leave[0] = -2.5;
    leave[layout.effect(0)] = .8;
    leave[layout.effect(1)] = .4;
    leave[layout.effect(2)] = any;
    leave[layout.effect(3)] = several;
    return new Hazard(layout, leave, new double[layout.size()]);
  }

  private static Visit visit(double... signals) {
    return new Visit(
        1,
        0,
        0,
        1,
        0,
        0,
        new double[0],
        signals,
        End.CONTINUED,
        new Visit.Journey(0, true, 0, false));
  }

  @Test
  void frictionIsThePerCentOfThoseWhoWouldHaveGoneOn() {
    Hazard.Felt felt = HAZARD.of(visit(1, 1));

    assertThat(felt.without()).isCloseTo(.0758582, within(5e-8));
    assertThat(felt.with()).isCloseTo(.2141650, within(5e-8));
    assertThat(felt.index()).isCloseTo(14.96598, within(5e-6));
    assertThat(felt.lost()).isCloseTo((.2141650 - .0758582) / 2, within(1e-7));
  }

  @Test
  void eachSignalHasItsShare() {
    assertThat(HAZARD.shares(visit(1, 1)))
        .satisfies(
            shares -> {
              assertThat(shares[0]).isCloseTo(.0922046, within(5e-8));
              assertThat(shares[1]).isCloseTo(.0461023, within(5e-8));
            });
  }

  @Test
  void whatAnySignalAndSeveralBringIsSharedByThoseShownAndNothingIsLost() {
    Hazard together = hazard(.5, .3);
    for (Visit visit : new Visit[] {visit(1, 1), visit(1, 0), visit(0, .4)}) {
      Hazard.Felt felt = together.of(visit);
      assertThat(Arrays.stream(together.shares(visit)).sum())
          .isCloseTo(felt.with() - felt.without(), within(1e-12));
    }
    double[] both = together.shares(visit(1, 1));
    assertThat(both[0] / both[1]).isCloseTo((.8 + .4) / (.4 + .4), within(1e-12));
    assertThat(together.shares(visit(0, .4))[0]).isZero();
  }

  @Test
  void aCalmVisitLosesNobody() {
    Hazard.Felt felt = HAZARD.of(visit(0, 0));
    assertThat(felt.with()).isEqualTo(felt.without());
    assertThat(felt.index()).isZero();
    assertThat(HAZARD.shares(visit(0, 0))).containsExactly(0, 0);
  }

  @Test
  void comingBackWhereCustomersStayIsInterestAndNoFriction() {
    Sizes sizes = new Sizes(1, 1, 1, 0, 2, 1);
    Layout layout = Layout.of(sizes, new long[4][1], 1);
    double[] leave = new double[layout.size()];
    leave[layout.effect(0)] = -.8;
    leave[layout.effect(1)] = -.4;
    Hazard hazard = new Hazard(layout, leave, new double[layout.size()]);

    Hazard.Felt interest = hazard.of(visit(0, 1));
    assertThat(interest.with()).isEqualTo(interest.without()).isCloseTo(.401, within(5e-4));
    // A failure is one whatever it seems to do.
    assertThat(hazard.of(visit(1, 0)).lost()).isNegative();
    assertThat(hazard.shares(visit(1, 1))[1]).isZero();
  }
}
