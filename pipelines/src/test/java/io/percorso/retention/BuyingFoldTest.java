package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BuyingFoldTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

  @Test
  void twoRecordsOfADayAreOnePurchaseOfWhichTheDearerCounts() {
    BuyingFold fold = new BuyingFold();
    fold.take(FIRST, 5);
    fold.take(FIRST, 7);
    fold.take(FIRST, 6);
    fold.take(FIRST.plusDays(3), 2);

    assertThat(fold.days()).isEqualTo(2);
    assertThat(fold.priced()).isEqualTo(2);
    assertThat(fold.spent()).isEqualTo(9);
    assertThat(fold.last()).isEqualTo(FIRST.plusDays(3));
  }

  @Test
  void aPurchaseOfUnknownOrNoAmountIsOneAndHasNoPrice() {
    BuyingFold fold = new BuyingFold();
    fold.take(FIRST, Double.NaN);
    fold.take(FIRST.plusDays(1), 0);

    assertThat(fold.days()).isEqualTo(2);
    assertThat(fold.priced()).isZero();
    assertThat(new BuyingFold().first()).isEmpty();
  }
}
