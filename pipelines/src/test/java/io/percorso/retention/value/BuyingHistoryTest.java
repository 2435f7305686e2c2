package io.percorso.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.retention.value.BuyingHistory.Counted;
import org.junit.jupiter.api.Test;

class BuyingHistoryTest {
  @Test
  void silenceIsTheTimeSinceTheLastPurchaseOrTheFirstWhereItIsTheOnlyOne() {
    assertThat(new BuyingHistory(2, 30, 38).silence()).isEqualTo(8);
    assertThat(new BuyingHistory(0, 0, 38).silence()).isEqualTo(38);
    assertThat(new BuyingHistory(0, 0, 0).silence()).isZero();
  }

  @Test
  void aPurchaseOnTheLastDayIsPartOfTheHistory() {
    assertThat(new BuyingHistory(1, 38, 38).silence()).isZero();
  }

  @Test
  void whatCannotHaveHappenedIsRefusedWithItsValues() {
    assertThatThrownBy(() -> new BuyingHistory(-1, 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1 repeat purchases");
    assertThatThrownBy(() -> new BuyingHistory(1, 11, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11.0 is outside of the 10.0 watched");
    assertThatThrownBy(() -> new BuyingHistory(1, Double.NaN, 10)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new BuyingHistory(1, -1, 10)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new BuyingHistory(1, 1, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new BuyingHistory(1, 1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> new BuyingHistory(0, 3, 10)).hasMessageContaining("there is none");
    assertThatThrownBy(() -> new BuyingHistory(2, 0, 10))
        .hasMessageContaining("count purchases of one moment as one");
    assertThatThrownBy(() -> new Counted(new BuyingHistory(0, 0, 1), 0))
        .hasMessageContaining("0 customers");
  }
}
