package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FieldLookupTest {
  private final FieldLookup lookup = new FieldLookup();

  @Test
  void aFieldThatTellsTheLabelIsMarked() {
    learn(5, 10, 0);
    learn(4, 20, 1);
    FieldLookup.Result result = lookup.judge(new long[] {10, 10, 20, 20}, new int[] {0, 0, 1, 1});
    assertThat(result.accuracy()).isEqualTo(1);
    assertThat(result.majority()).isEqualTo(0.5);
    assertThat(result.isMarked()).isTrue();
  }

  @Test
  void aFieldThatTellsNothingIsAsGoodAsTheMostFrequentLabel() {
    learn(5, 10, 0);
    learn(2, 10, 1);
    learn(5, 20, 0);
    learn(2, 20, 1);
    FieldLookup.Result result = lookup.judge(new long[] {10, 20, 10}, new int[] {0, 0, 1});
    assertThat(result.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(result.isMarked()).isFalse();
  }

  @Test
  void aValueSeenOnceTellsNothing() {
    learn(9, 10, 0);
    learn(1, 20, 1);
    assertThat(lookup.judge(new long[] {20}, new int[] {1}).accuracy()).isZero();
    learn(1, 20, 1);
    assertThat(lookup.judge(new long[] {20}, new int[] {1}).accuracy()).isEqualTo(1);
  }

  @Test
  void anUnknownValueTellsTheMostFrequentLabel() {
    learn(3, 10, 4);
    assertThat(lookup.judge(new long[] {99}, new int[] {4}).accuracy()).isEqualTo(1);
  }

  @Test
  void ofEquallyFrequentLabelsOfAValueTheOverallMostFrequentIsTaken() {
    learn(5, 10, 7);
    learn(2, 20, 3);
    learn(2, 20, 7);
    assertThat(lookup.judge(new long[] {20}, new int[] {7}).accuracy()).isEqualTo(1);
  }

  @Test
  void fivePointsAreNotMoreThanFivePoints() {
    assertThat(new FieldLookup.Result(100, 0.5, 0.55).isMarked()).isFalse();
    assertThat(new FieldLookup.Result(100, 0.5, 0.56).isMarked()).isTrue();
    assertThat(lookup.judge(new long[0], new int[0]).isMarked()).isFalse();
  }

  private void learn(int times, long value, int label) {
    for (int i = 0; i < times; i++) {
      lookup.learn(value, label);
    }
  }
}
