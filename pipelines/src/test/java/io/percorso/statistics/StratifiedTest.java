package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.Stratified.Stratum;
import java.util.List;
import org.junit.jupiter.api.Test;

class StratifiedTest {
  /** Friction meets mostly those with a hard task, who fail mostly whatever they meet. */
  private static final Stratum EASY = new Stratum(90, 1000, 800, 10000);

  private static final Stratum HARD = new Stratum(480, 800, 50, 100);

  @Test
  void mostOfTheDifferenceIsWhoMeetsIt() {
    Stratified found = Stratified.of(List.of(EASY, HARD));
    assertThat(found.crude()).isCloseTo(.232508, within(5e-7));
    assertThat(found.standardised()).isCloseTo(.016807, within(5e-7));
    assertThat(found.crudeOddsRatio()).isCloseTo(5.043, within(5e-4));
    assertThat(found.oddsRatio()).isCloseTo(1.21415, within(5e-6));
    assertThat(found.z()).isCloseTo(1.90422, within(5e-6));
    assertThat(found.compared()).isEqualTo(1);
    assertThat(found.isReversed()).isFalse();
  }

  @Test
  void everybodyTogetherMaySayTheOppositeOfEachStratum() {
    // Within each stratum those who show it fail less.
    Stratified found =
        Stratified.of(List.of(new Stratum(5, 100, 80, 1000), new Stratum(300, 600, 60, 100)));
    assertThat(found.crude()).isPositive();
    assertThat(found.standardised()).isNegative();
    assertThat(found.isReversed()).isTrue();
  }

  @Test
  void aStratumWithOneGroupTellsNothingAndIsSaidToBeLeftOut() {
    Stratified found = Stratified.of(List.of(EASY, new Stratum(0, 0, 500, 1000)));
    assertThat(found.standardised()).isCloseTo(.01, within(1e-12));
    assertThat(found.compared()).isCloseTo(11.0 / 12, within(1e-12));
    assertThatThrownBy(() -> Stratified.of(List.of(new Stratum(0, 0, 5, 10))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no stratum has both groups");
    assertThatThrownBy(() -> new Stratum(11, 10, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
