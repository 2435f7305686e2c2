package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.score.Thing;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreReaderTest {
  @Test
  void aPatternIsADeliveryALine() {
    assertThat(ScoreReader.thing("duplicate|displaced|late duplicate\nloaded|loaded").deliveries())
        .containsExactly(
            new Thing.Delivery("duplicate", "displaced", Set.of("late", "duplicate")),
            new Thing.Delivery("loaded", "loaded", Set.of()));
  }
}
