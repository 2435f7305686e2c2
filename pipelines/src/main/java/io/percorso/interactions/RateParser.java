package io.percorso.interactions;

import io.percorso.lake.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes currency rates of the frames of one file: one outcome per record, whatever the bytes. A
 * code that is no currency of ISO 4217 and a rate that is not above 0 are refused as TYPE; any day
 * may have a rate. Knows no Spark session; for one thread.
 */
final class RateParser implements FrameParser {
  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());
  private static final int SCALE = 8;
  private static final int WHOLE_DIGITS = 10;

  private final Source source;
  private final Mapping mapping;
  private final FrameRecords frameRecords;
  private final String fileSha256;
  private final String runId;

  /**
   * @param columns names of a CSV file's columns; empty for other formats
   */
  RateParser(
      Source source,
      Mapping mapping,
      LoadRules rules,
      List<String> columns,
      String fileSha256,
      String runId) {
    this.source = source;
    this.mapping = mapping;
    this.frameRecords = new FrameRecords(source, mapping, rules, columns);
    this.fileSha256 = fileSha256;
    this.runId = runId;
  }

  @Override
  public List<Outcome> parse(Frame frame) {
    return FrameParser.each(frameRecords, frame, this::rate);
  }

  private Outcome rate(Raw raw, long frameNumber, int element) throws Refusal {
    mapping.requireWanted(raw);
    LocalDate day = day(raw);
    String base = code(CurrencyRates.BASE, raw);
    String currency = code(CurrencyRates.CURRENCY, raw);
    if (base.equals(currency)) {
      throw new Refusal(Reason.TYPE, "base and currency are the same");
    }
    return new Rate(
        Arrays.asList(
            day,
            base,
            currency,
            amount(value(CurrencyRates.RATE, raw)),
            mapping.versionOf(raw),
            source.name(),
            fileSha256,
            frameNumber,
            element,
            runId));
  }

  private LocalDate day(Raw raw) throws Refusal {
    String created = mapping.created.value().of(raw);
    if (created.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, "time.created");
    }
    long micros = mapping.created.formats().micros(created, "created");
    return LocalDate.ofEpochDay(Math.floorDiv(micros, 86_400_000_000L));
  }

  private String value(Field field, Raw raw) throws Refusal {
    String value = mapping.columns.get(field).of(raw);
    if (value.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, field.name());
    }
    return value;
  }

  private String code(Field field, Raw raw) throws Refusal {
    String code = value(field, raw);
    if (!CODES.contains(code)) {
      throw new Refusal(Reason.TYPE, field + " is no currency of ISO 4217");
    }
    return code;
  }

  private static BigDecimal amount(String text) throws Refusal {
    BigDecimal rate;
    try {
      rate = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Refusal(Reason.TYPE, "rate is not a number");
    }
    // Looked at before rounding: to write out 1e999999999 takes a gigabyte.
    if ((long) rate.precision() - rate.scale() > WHOLE_DIGITS) {
      throw new Refusal(Reason.TYPE, "rate has too many digits");
    }
    if (rate.compareTo(BigDecimal.valueOf(1, SCALE)) < 0) {
      throw new Refusal(Reason.TYPE, "rate is not above 0");
    }
    return rate.setScale(SCALE, RoundingMode.HALF_UP);
  }
}
