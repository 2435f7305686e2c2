package io.percorso.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void contendersTakeTurnsAndEachRoundBeginsWithAnother() throws Exception {
    rounds().run(2);
    assertThat(done).containsExactly("a", "b", "b", "a", "a", "b");
  }

  @Test
  void theWarmUpDoesNotCount() throws Exception {
    assertThat(rounds().run(2).seconds("a")).hasSize(2);
  }

  @Test
  void whatIsDoneBeforeComesBeforeEveryMeasurement() throws Exception {
    new Rounds().add("a", () -> done.add("before"), () -> done.add("a")).run(1);
    assertThat(done).containsExactly("before", "a", "before", "a");
  }

  @Test
  void twoContendersOfOneNameAreRefused() {
    assertThatThrownBy(() -> rounds().add("b", () -> {})).hasMessageContaining("b");
  }

  @Test
  void ratiosAreOfTheSameRound() {
    assertThat(Rounds.quotients(List.of(2.0, 9.0), List.of(1.0, 3.0))).containsExactly(2.0, 3.0);
  }

  private Rounds rounds() {
    return new Rounds().add("a", () -> done.add("a")).add("b", () -> done.add("b"));
  }
}
