package io.percorso.retention.value;

/** What a caller may give: refusals that name the value and the remedy. */
final class Given {
  private Given() {}

  /** Refuses a parameter that is not above 0 and finite. */
  static void parameter(String model, String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s with %s = %s is no model: its parameters are above 0 and finite"
              .formatted(model, name, value));
    }
  }

  /** Refuses what is below 0 or no finite number. */
  static void notNegative(String what, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s is %s: give a finite number, 0 or above".formatted(what, value));
    }
  }
}
