package io.percorso.interactions;

import io.percorso.lake.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the records of a source become. */
public enum Target {
  /** {@link Interactions}: what people and the company did. */
  INTERACTIONS,
  /** {@link CurrencyRates}: they name no person. */
  CURRENCY_RATES,
  /** {@link IdentityCorrections}: what people decided about two identifiers. */
  IDENTITY_CORRECTIONS;

  private static final Map<String, Field> RATE_COLUMNS =
      byName(CurrencyRates.BASE, CurrencyRates.CURRENCY, CurrencyRates.RATE);
  private static final Map<String, Field> DECISION_COLUMNS =
      byName(
          IdentityCorrections.VERDICT,
          IdentityCorrections.KIND,
          IdentityCorrections.VALUE,
          IdentityCorrections.OTHER_KIND,
          IdentityCorrections.OTHER_VALUE);
  private static final Map<String, Field> CORRECTION_COLUMNS =
      byName(
          Stream.concat(
                  DECISION_COLUMNS.values().stream(),
                  Stream.of(IdentityCorrections.DECIDED_BY, IdentityCorrections.REASON))
              .toArray(Field[]::new));
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

  private static Map<String, Field> byName(Field... fields) {
    Map<String, Field> named = new LinkedHashMap<>();
    for (Field field : fields) {
      named.put(field.name(), field);
    }
    return named;
  }

  /** True when its records happened on a channel, to somebody. */
  boolean hasChannel() {
    return this == INTERACTIONS;
  }

  /** Keys of a declaration with this target. */
  List<String> keys() {
    return switch (this) {
      case INTERACTIONS -> Mapping.KEYS;
      case CURRENCY_RATES ->
          Mapping.KEYS.stream().filter(key -> !OF_INTERACTIONS_ONLY.contains(key)).toList();
      // The time of a decision is its version.
      case IDENTITY_CORRECTIONS ->
          Mapping.KEYS.stream()
              .filter(key -> !OF_INTERACTIONS_ONLY.contains(key) && !key.equals("version"))
              .toList();
    };
  }

  /** Columns that a mapping may fill, by name. */
  Map<String, Field> columns() {
    return switch (this) {
      case INTERACTIONS -> Mapping.COLUMNS;
      case CURRENCY_RATES -> RATE_COLUMNS;
      case IDENTITY_CORRECTIONS -> CORRECTION_COLUMNS;
    };
  }

  /** Columns without which a record is nothing, by name. */
  Map<String, Field> neededColumns() {
    return switch (this) {
      case INTERACTIONS -> Map.of();
      case CURRENCY_RATES -> RATE_COLUMNS;
      case IDENTITY_CORRECTIONS -> DECISION_COLUMNS;
    };
  }

  /** A rate needs every column, a correction who is meant, an interaction none. */
  void requireColumns(Set<Field> mapped, Keys keys) {
    for (Field field : neededColumns().values()) {
      if (!mapped.contains(field)) {
        throw keys.wrong(
            "columns",
            "'columns' has no '%s': a %s cannot be without it"
                .formatted(field, this == CURRENCY_RATES ? "rate" : "correction"));
      }
    }
  }
}
