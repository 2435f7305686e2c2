package io.percorso.interactions;

import io.percorso.lake.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns a mapped text into what its column holds, or refuses it as TYPE. */
final class ColumnValues {
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}0-9_.-]{0,63}");
  private static final Set<String> ACTIONS =
      Arrays.stream(Action.values()).map(Action::word).collect(Collectors.toSet());
  static final Set<String> CHANNELS =
      Arrays.stream(Channel.values()).map(Channel::word).collect(Collectors.toSet());
  private static final int AMOUNT_DIGITS = 18;
  private static final int AMOUNT_DECIMALS = 4;
  private static final Set<String> DIRECTIONS = Set.of("inbound", "outbound");

  private ColumnValues() {}

  static String enumerated(Field field, String text) throws Refusal {
    if (field == Interactions.ACTION) {
      return word(text, ACTIONS, "action");
    }
    if (field == Interactions.DIRECTION) {
      return word(text, DIRECTIONS, "direction");
    }
    if (field == Interactions.CURRENCY) {
      requireShape(CURRENCY, text, field);
      return text;
    }
    requireShape(WORD, text, field);
    if (!Redactor.redact(text).equals(text)) {
      throw new Refusal(Reason.TYPE, field + " names a person");
    }
    return field == Interactions.LANGUAGE ? text.toLowerCase(Locale.ROOT) : text;
  }

  private static void requireShape(Pattern shape, String text, Field field) throws Refusal {
    if (!shape.matcher(text).matches()) {
      throw new Refusal(Reason.TYPE, field + " does not have the form " + shape);
    }
  }

  static String word(String text, Set<String> known, String field) throws Refusal {
    if (!known.contains(text)) {
      throw new Refusal(Reason.TYPE, field + " is none of its list");
    }
    return text;
  }

  static Object number(Field field, String text) throws Refusal {
    try {
      if (field == Interactions.IS_ERROR || field == Interactions.IS_BOT_AGENT) {
        return flag(text);
      }
      if (field == Interactions.VALUE_AMOUNT) {
        return amount(text);
      }
      long value = Long.parseLong(text);
      if (field == Interactions.DURATION_MS && value < 0) {
        throw new NumberFormatException("negative");
      }
      return field == Interactions.X || field == Interactions.Y
          ? (Object) Math.toIntExact(value)
          : (Object) value;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Refusal(Reason.TYPE, field + " is not " + field.type().simpleString());
    }
  }

  /**
   * A decimal of {@code VALUE_AMOUNT}'s digits. What is too large, or is nothing but zeros, is told
   * from its exponent: writing out the digits of 1e999999999 takes minutes.
   */
  private static BigDecimal amount(String text) {
    BigDecimal amount = new BigDecimal(text);
    long wholeDigits = (long) amount.precision() - amount.scale();
    if (amount.signum() != 0 && wholeDigits > AMOUNT_DIGITS - AMOUNT_DECIMALS) {
      throw new NumberFormatException("too many digits");
    }
    if (amount.signum() == 0 || wholeDigits < -AMOUNT_DECIMALS) {
      return BigDecimal.ZERO.setScale(AMOUNT_DECIMALS);
    }
    BigDecimal rounded = amount.setScale(AMOUNT_DECIMALS, RoundingMode.HALF_UP);
    if (rounded.precision() > AMOUNT_DIGITS) {
      throw new NumberFormatException("too many digits");
    }
    return rounded;
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true", "TRUE" -> true;
      case "false", "FALSE" -> false;
      default -> throw new NumberFormatException("no truth value");
    };
  }
}
