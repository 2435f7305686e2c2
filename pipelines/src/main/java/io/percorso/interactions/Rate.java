package io.percorso.interactions;

import java.util.List;

/**
 * A currency rate, with its values in the order of {@link CurrencyRates#TABLE}; which of several
 * deliveries wins is not decided yet.
 *
 * @param values one per column, none null
 */
record Rate(List<Object> values) implements Outcome {
  Object value(io.percorso.lake.Field field) {
    return values.get(CurrencyRates.TABLE.indexOf(field));
  }
}
