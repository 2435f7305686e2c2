package io.percorso.interactions;

import io.percorso.lake.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the records of a source become. */
public enum Target {
  /** {@link Interactions}: what people and the company did. */
  INTERACTIONS,
  /** {@link CurrencyRates}: they name no person. */
  CURRENCY_RATES;

  private static final Map<String, Field> RATE_COLUMNS =
      Map.of(
          CurrencyRates.BASE.name(), CurrencyRates.BASE,
          CurrencyRates.CURRENCY.name(), CurrencyRates.CURRENCY,
          CurrencyRates.RATE.name(), CurrencyRates.RATE);
  private static final Set<String> OF_INTERACTIONS_ONLY =
      Set.of(
          "history",
          "order-in-file",
          "repeats",
          "trust-session-hint",
          "reports",
          "channel",
          "natural-id",
          "identifiers",
          "attributes");

  boolean namesPeople() {
    return this == INTERACTIONS;
  }

  /** Keys of a declaration with this target. */
  List<String> keys() {
    return switch (this) {
      case INTERACTIONS -> Mapping.KEYS;
      case CURRENCY_RATES ->
          Mapping.KEYS.stream().filter(key -> !OF_INTERACTIONS_ONLY.contains(key)).toList();
    };
  }

  /** Columns that a mapping may fill, by name. */
  Map<String, Field> columns() {
    return switch (this) {
      case INTERACTIONS -> Mapping.COLUMNS;
      case CURRENCY_RATES -> RATE_COLUMNS;
    };
  }

  /** A rate needs every column, an interaction none. */
  void requireColumns(Set<Field> mapped, Keys keys) {
    for (Field field : this == CURRENCY_RATES ? RATE_COLUMNS.values() : List.<Field>of()) {
      if (!mapped.contains(field)) {
        throw keys.wrong(
            "columns", "'columns' has no '%s': a rate cannot be without it".formatted(field));
      }
    }
  }
}
