package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SmallCellsTest {
  @Test
  void exactlyTheLimitIsShown() {
    assertThat(shown(10L, 200L, 30L)).containsExactly(10L, 200L, 30L);
  }

  @Test
  void oneSmallRowTakesTheNextSmallestWithIt() {
    assertThat(shown(9L, 200L, 30L)).containsExactly(200L);
  }

  @Test
  void severalSmallRowsThatTogetherReachTheLimitHideNoOther() {
    assertThat(shown(4L, 200L, 6L, 30L)).containsExactly(200L, 30L);
  }

  @Test
  void aSmallRowAloneIsHidden() {
    assertThat(shown(3L)).isEmpty();
    assertThat(shown()).isEmpty();
  }

  private static List<Long> shown(Long... customers) {
    return SmallCells.shown(List.of(customers), Long::longValue, 10);
  }
}
