package io.percorso.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.value.BuyingHistory.Counted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomersTest {
  private static final List<Counted> ROWS =
      List.of(
          new Counted(new BuyingHistory(2, 5, 9), 4),
          new Counted(new BuyingHistory(0, 0, 9), 3),
          new Counted(new BuyingHistory(2, 4, 9), 1),
          new Counted(new BuyingHistory(0, 0, 8), 2));

  @Test
  void theyAreSummedInAnOrderOfTheirOwn() {
    List<Counted> reversed = new ArrayList<>(ROWS);
    Collections.reverse(reversed);
    assertThat(visited(reversed))
        .isEqualTo(visited(ROWS))
        .extracting(BuyingHistory::repeats)
        .containsExactly(0L, 0L, 2L, 2L);
  }

  private static List<BuyingHistory> visited(List<Counted> rows) {
    List<BuyingHistory> visited = new ArrayList<>();
    Customers.of(rows)
        .sum(
            repeats -> 0,
            history -> {
              visited.add(history);
              return 0;
            });
    return visited;
  }

  @Test
  void eachCustomerCounts() {
    assertThat(Customers.of(ROWS).sum(repeats -> 1, history -> 10)).isEqualTo(110);
    assertThat(Customers.of(ROWS).sum(repeats -> repeats, history -> 0)).isEqualTo(10);
    assertThat(Customers.of(ROWS).meanWait()).isCloseTo(88 / 10.0, within(1e-12));
  }
}
