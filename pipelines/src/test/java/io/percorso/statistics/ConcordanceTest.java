package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConcordanceTest {
  @Test
  void elevenOfThirteenPairsAreInOrder() {
    double[] times = {5, 8, 3, 10, 12, 7};
    boolean[] happened = {true, false, true, true, false, true};
    double[] risks = {.6, .3, .9, .4, .1, .2};
    Concordance found = Concordance.of(times, happened, risks);
    assertThat(found.pairs()).isEqualTo(13);
    assertThat(found.index()).isCloseTo(.846154, within(5e-7));
  }

  @Test
  void oneWhoIsLastSeenAtTheTimeOfAnEventOutlivedItAndTwoEventsAtOnceTellNothing() {
    double[] same = {4, 4};
    double[] risks = {.9, .1};
    assertThat(Concordance.of(same, new boolean[] {true, false}, risks))
        .isEqualTo(new Concordance(1, 1));
    assertThatThrownBy(() -> Concordance.of(same, new boolean[] {true, true}, risks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of 2 people no two can be compared");
  }

  @Test
  void countedOneByOneItIsTheSame() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 40; round++) {
      int people = 2 + random.nextInt(40);
      double[] times = new double[people];
      double[] risks = new double[people];
      boolean[] happened = new boolean[people];
      for (int i = 0; i < people; i++) {
        times[i] = random.nextInt(12);
        risks[i] = random.nextInt(6) - 3;
        happened[i] = i == 0 || random.nextBoolean();
      }
      times[0] = -0.0;
      times[1] = 20;
      long pairs = 0;
      double inOrder = 0;
      for (int i = 0; i < people; i++) {
        for (int j = 0; j < people; j++) {
          if (happened[i] && (times[i] < times[j] || times[i] == times[j] && !happened[j])) {
            pairs++;
            inOrder += risks[i] > risks[j] ? 1 : risks[i] == risks[j] ? .5 : 0;
          }
        }
      }
      Concordance found = Concordance.of(times, happened, risks);
      assertThat(found.pairs()).isEqualTo(pairs);
      assertThat(found.index()).isCloseTo(inOrder / pairs, within(1e-12));
    }
  }

  @Test
  void whatIsNotKnownIsRefused() {
    boolean[] happened = {true, true};
    double[] times = {1, 2};
    assertThatThrownBy(() -> Concordance.of(times, happened, new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("person 1 has time 2.0 and risk NaN");
    assertThatThrownBy(() -> Concordance.of(times, happened, new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 times, 2 outcomes and 1 risks");
    assertThatThrownBy(() -> Concordance.of(new double[0], new boolean[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
