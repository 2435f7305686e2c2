package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConservationTest {
  @Test
  void aFileWhoseVerdictsDoNotAddUpIsNamedWithItsNumbers() {
    Conservation whole = new Conservation("s", "s/a.csv", 10, 6, 2, 1, 1);
    Conservation lost = new Conservation("s", "s/b.csv", 10, 6, 2, 1, 0);
    assertThat(Conservation.broken(List.of(whole))).isEmpty();
    assertThat(Conservation.broken(List.of(whole, lost)))
        .singleElement()
        .asString()
        .contains("s/b.csv", "10 records read", "= 9");
  }
}
