package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import org.junit.jupiter.api.Test;

class TransitionsTest {
  private static final Transitions DRAWN =
      Walks.told(
              Walks.of(
                  """
                  path              | success | null
                  home > rare       | 0       | 2
                  home > odd > home | 1       | 0
                  home > odd > rare | 0       | 1
                  """),
              Walk::tellChain)
          .transitions();

  @Test
  void theRarestTouchpointsBecomeOneState() {
    Transitions kept = DRAWN.keeping(1);
    assertThat(kept.touchpoints()).containsExactly("OTHER", "home");
    assertThat(kept.walks()).isEqualTo(4);
    assertThat(kept.moves("home")).containsEntry("OTHER", 4L);
    assertThat(kept.moves("OTHER")).containsEntry("OTHER", 1L).containsEntry("home", 1L);
    assertThat(kept.ends("OTHER", Walk.End.NULL)).isEqualTo(3);
    assertThat(kept.leaving("home") + kept.leaving("OTHER")).isEqualTo(5 + 5);
  }

  @Test
  void ofEquallyVisitedOnesTheFirstInTheAlphabetIsKept() {
    Transitions drawn =
        Walks.told(Walks.of("path | success | null\nb > a > c | 1 | 0\n"), Walk::tellChain)
            .transitions();
    assertThat(drawn.keeping(2).touchpoints()).containsExactly("OTHER", "a", "b");
  }

  @Test
  void nothingIsMergedWhileThereAreStatesEnough() {
    assertThat(DRAWN.keeping(3)).isSameAs(DRAWN);
  }

  @Test
  void aChainWithoutTouchpointsIsRefused() {
    assertThatThrownBy(() -> Transitions.states(Settings.of("chains.touchpoints", "0")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'chains.touchpoints' is 0");
  }
}
