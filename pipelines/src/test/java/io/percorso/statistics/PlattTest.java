package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlattTest {
  /** Rows of two scores; each of them as often happened as not, but for a part. */
  private static Predictions rows(double low, double high, double part, double each) {
    return Predictions.of(
            new double[] {low, low, high, high}, new boolean[] {false, true, false, true})
        .weighted(new double[] {each * (1 - part), each * part, each * part, each * (1 - part)});
  }

  @Test
  void withEnoughEventsTheLineGoesThroughTheLogOddsThatHappened() {
    Platt line = Platt.fit(rows(-3, 1, .2, 200));
    assertThat(line.slope()).isCloseTo(2 * Math.log(4) / 4, within(1e-9));
    assertThat(line.probability(-3)).isCloseTo(.2, within(1e-9));
    assertThat(line.probability(1)).isCloseTo(.8, within(1e-9));
  }

  @Test
  void theFewerEventsTheNearerTheSlopeIsToOne() {
    double believed = 2 * Math.log(4) / 4;
    double some = Platt.fit(rows(-3, 1, .2, 100)).slope();
    double few = Platt.fit(rows(-3, 1, .2, 5)).slope();
    assertThat(some).isBetween(believed, few);
    assertThat(few).isBetween(.9, 1.0);
    // What the ridge draws is what the rows still push.
    Platt line = Platt.fit(rows(-3, 1, .2, 100));
    double push = 100 * (-3 * (.2 - line.probability(-3)) + (.8 - line.probability(1)));
    assertThat(push).isCloseTo(.5 / (.25 * .25) * (line.slope() - 1), within(1e-6));
  }

  @Test
  void fewEventsThatAreDividedFromTheRestStillGiveALine() {
    Platt line = Platt.fit(rows(-1, 1, 0, 3));
    assertThat(line.slope()).isBetween(1.0, 1.5);
    assertThatThrownBy(() -> Platt.fit(rows(-1, 1, 0, 200)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("divide 200.0 events from 200.0 other rows");
    assertThatThrownBy(() -> Platt.fit(rows(-1, 1, 1, 200)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneScoreForAllKeepsItsSlopeAndGetsTheShareThatHappened() {
    for (double each : new double[] {10, 1000}) {
      Predictions same =
          Predictions.of(new double[] {2, 2}, new boolean[] {true, false})
              .weighted(new double[] {each, 3 * each});
      assertThat(Platt.fit(same).slope()).isCloseTo(1, within(1e-6));
      assertThat(Platt.fit(same).probability(2)).isCloseTo(.25, within(1e-6));
    }
  }

  @Test
  void aScoreThatRanksTheWrongWayRoundHasASlopeBelowNothing() {
    assertThat(Platt.fit(rows(-1, 1, .8, 300)).slope()).isCloseTo(-Math.log(4), within(1e-9));
  }

  @Test
  void rowsOfOneKindAreRefused() {
    assertThatThrownBy(() -> Platt.fit(Predictions.of(new double[] {1, 2}, new boolean[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it happened in 0.0 of 2.0 rows");
  }
}
