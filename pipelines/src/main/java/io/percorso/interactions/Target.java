package io.percorso.interactions;

import io.percorso.lake.Field;
import java.util.List;

/** Where the records of a source go. */
public enum Target {
  /** {@link Interactions}: what people and the company did. */
  INTERACTIONS,
  /** {@link CurrencyRates}: no person is named. */
  CURRENCY_RATES;

  /** Columns that a mapping must fill; of interactions none, of rates all. */
  List<Field> neededColumns() {
    return this == INTERACTIONS
        ? List.of()
        : List.of(CurrencyRates.BASE, CurrencyRates.CURRENCY, CurrencyRates.RATE);
  }
}
