package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
  void aSwappedLetterIsFound() {
    assertThat(NearestName.nearest("chanel", List.of("channel", "place"))).contains("channel");
  }

  @Test
  void nothingNearIsNothing() {
    assertThat(NearestName.nearest("xyz", List.of("channel", "place"))).isEmpty();
  }

  @Test
  void ofEquallyNearOnesTheFirstInTheAlphabet() {
    assertThat(NearestName.nearest("gap", List.of("map", "cap"))).contains("cap");
  }
}
