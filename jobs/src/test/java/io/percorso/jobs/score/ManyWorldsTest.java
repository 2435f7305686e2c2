package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.simulator.company.WorldSize;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyWorldsTest {
  @Test
  void fewWorldsMayMissByChanceAndMoreOfMany() {
    assertThat(ManyWorlds.allowed(1)).isZero();
    assertThat(ManyWorlds.allowed(5)).isEqualTo(1);
    assertThat(ManyWorlds.allowed(150)).isEqualTo(2);
    assertThat(ManyWorlds.allowed(1_000)).isEqualTo(7);
  }

  @Test
  void worldsDrawnInMemoryAgreeWithTheirOwnProbabilities() {
    WorldSize first =
        new WorldSize(314, 700, LocalDate.of(2025, 12, 2), 95, WorldSize.Profile.CLEAN, true);
    List<Score> scores = ManyWorlds.of(first, 4, done -> {});
    assertThat(scores)
        .extracting(Score::name)
        .containsExactly(ManyWorlds.CEILINGS, ManyWorlds.SHUFFLED, ManyWorlds.CALIBRATION);
    assertThat(scores).extracting(Score::verdict).containsOnly(Score.Verdict.OK);
    assertThat(scores.get(0).n()).isEqualTo(4);
  }

  @Test
  void labelsThatFollowNoProbabilityAreFound() {
    ChurnCeiling ceiling = new ChurnCeiling();
    for (int i = 0; i < 4_000; i++) {
      ceiling.add(0.02 + 0.3 * (i % 100) / 100, i % 10 == 0);
    }
    assertThat(Math.abs(ceiling.distance().orElseThrow())).isGreaterThan(3);
    assertThat(Math.abs(ceiling.shuffledDistance(1).orElseThrow())).isLessThan(3);
  }
}
