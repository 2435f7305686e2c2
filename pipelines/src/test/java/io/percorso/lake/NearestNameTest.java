package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
<<<<<<< HEAD
  void theNameWithTheFewestChangesIsMeant() {
    assertThat(NearestName.nearest("sesions.gap", List.of("sessions.cap", "sessions.gap")))
        .contains("sessions.gap");
  }

  @Test
  void aTieGoesToTheFirstInTheAlphabet() {
    assertThat(NearestName.nearest("cat", List.of("hat", "bat"))).contains("bat");
  }

  @Test
  void whatIsNothingLikeItIsNotSuggested() {
    assertThat(NearestName.nearest("zzzz", List.of("sessions.gap"))).isEmpty();
  }

  @Test
  void nothingKnownGivesNothing() {
    assertThat(NearestName.nearest("x", List.of())).isEmpty();
=======
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
>>>>>>> timeline
  }
}
