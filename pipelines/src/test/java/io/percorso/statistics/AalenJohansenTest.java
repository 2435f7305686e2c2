package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AalenJohansenTest {
  /** Times with the cause that happened, or + when last seen. */
  private static RiskSets people(int causes, String times) {
    RiskSets sets = new RiskSets(causes);
    for (String one : times.split(" ")) {
      if (one.endsWith("+")) {
        sets.addLost(RiskSets.BEGINNING, Double.parseDouble(one.replace("+", "")));
      } else {
        int cause = one.charAt(0) - 'a';
        sets.addEvent(RiskSets.BEGINNING, Double.parseDouble(one.substring(1)), cause);
      }
    }
    return sets;
  }

  @Test
  void eachCauseGetsItsPartOfThoseStillFree() {
    List<AalenJohansen.Point> curves = AalenJohansen.curves(people(2, "a1 b2 3+ a4 b5"));
    double[][] shares = {{.2, 0}, {.2, .2}, {.5, .2}, {.5, .5}};
    double[] free = {.8, .6, .3, 0};
    for (int i = 0; i < shares.length; i++) {
      assertThat(curves.get(i).shares()).containsExactly(shares[i], within(1e-12));
      assertThat(curves.get(i).free()).isCloseTo(free[i], within(1e-12));
    }
    // Of cause a alone .6 would be left to go by 4: those who left by b would leave once again.
    RiskSets alone = people(1, "a1 2+ 3+ a4 5+");
    assertThat(1 - KaplanMeier.curve(alone).get(1).share()).isCloseTo(.6, within(1e-12));
  }

  @Test
  void ofOneCauseItIsWhatKaplanAndMeierLeaveWithGreenwoodsErrors() {
    String times = "a6 a6 a6 6+ a7 9+ a10 10+ 11+ a13 a16 17+ 19+ 20+ a22 a23 25+ 32+ 35+";
    List<AalenJohansen.Point> curves = AalenJohansen.curves(people(1, times));
    List<KaplanMeier.Point> left = KaplanMeier.curve(people(1, times));
    assertThat(curves).hasSameSizeAs(left);
    for (int i = 0; i < left.size(); i++) {
      assertThat(curves.get(i).shares()[0]).isCloseTo(1 - left.get(i).share(), within(1e-12));
      assertThat(curves.get(i).errors()[0]).isCloseTo(left.get(i).error(), within(1e-12));
    }
  }

  @Test
  void withoutAnybodyLostASharesErrorIsThatOfAnyShare() {
    List<AalenJohansen.Point> curves =
        AalenJohansen.curves(people(3, "a1 b2 a3 c3 b4 a5 a6 c7 b8 b8"));
    for (AalenJohansen.Point point : curves) {
      double sum = point.free();
      for (int cause = 0; cause < 3; cause++) {
        double share = point.shares()[cause];
        sum += share;
        assertThat(point.errors()[cause])
            .isCloseTo(Math.sqrt(share * (1 - share) / 10), within(1e-9));
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
    assertThat(curves.get(curves.size() - 1).shares())
        .containsExactly(new double[] {.4, .4, .2}, within(1e-12));
  }

  @Test
  void oneWhoComesLateIsWatchedFromThenOnOnly() {
    RiskSets people =
        new RiskSets(2)
            .addEvent(RiskSets.BEGINNING, 1, 0)
            .addLost(RiskSets.BEGINNING, 9)
            .addEvent(1, 2, 1);
    List<AalenJohansen.Point> curves = AalenJohansen.curves(people);
    assertThat(curves.get(0).watched()).isEqualTo(2);
    assertThat(curves.get(1).shares()).containsExactly(new double[] {.5, .25}, within(1e-12));
  }

  @Test
  void nobodyAndCountsOfOtherCausesAreRefused() {
    assertThatThrownBy(() -> AalenJohansen.curves(new RiskSets(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody was watched");
    assertThatThrownBy(() -> new RiskSets(2).addCounts(1, 0, 0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("counts of 1 causes instead of 2");
    assertThatThrownBy(() -> new RiskSets(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
