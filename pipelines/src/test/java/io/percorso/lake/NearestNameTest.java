package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
  void theNameWithTheFewestEditsIsNearest() {
    assertThat(NearestName.nearest("chanel", List.of("columns", "channel"))).contains("channel");
  }

  @Test
  void twoSwappedLettersAreOneEdit() {
    assertThat(NearestName.nearest("zoen", List.of("join", "zone"))).contains("zone");
  }

  @Test
  void aNameFarFromAllHasNone() {
    assertThat(NearestName.nearest("zzzz", List.of("columns", "channel"))).isEmpty();
  }
}
