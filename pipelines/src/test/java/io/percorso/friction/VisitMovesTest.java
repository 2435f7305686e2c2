package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VisitMovesTest {
  /** Of home's journeys half go to pay; who meets a failure at pay leaves twice as often. */
  private static VisitMoves shop() {
    return new VisitMoves()
        .add("home", "pay", false, 500)
        .add("home", "ABANDONED", false, 500)
        .add("pay", "GOAL", false, 300)
        .add("pay", "ABANDONED", false, 100)
        .add("pay", "GOAL", true, 50)
        .add("pay", "ABANDONED", true, 50);
  }

  @Test
  void visitsWithASignalAreHeldAgainstHowThoseWithoutGoOn() {
    // Three of four arrive without a failure, one of two with one: 100 visits lose a quarter each.
    assertThat(shop().lostAt("pay").orElseThrow()).isCloseTo(25, within(1e-12));
  }

  @Test
  void aDetourLosesWhatTheNextTouchpointIsWorthLess() {
    // From pay 350 of 500 arrive: who is sent home again has half of that chance.
    VisitMoves withDetour = shop().add("pay", "home", true, 100);
    double pay = 350 / 600.0 / (1 - 100 / 600.0 * .5);
    double shown = (50 + 100 * pay / 2) / 200;

    assertThat(withDetour.lostAt("pay").orElseThrow()).isCloseTo(200 * (.75 - shown), within(1e-9));
  }

  @Test
  void whereAPersonHadToHelpNobodyIsLost() {
    assertThat(shop().add("pay", "PERSON", true, 40).lostAt("pay").orElseThrow())
        .isCloseTo(shop().lostAt("pay").orElseThrow(), within(1e-12));
  }

  @Test
  void withoutVisitsOnBothSidesNothingIsSaid() {
    assertThat(shop().lostAt("home")).isEmpty();
    assertThat(shop().lostAt("nowhere")).isEmpty();
  }
}
