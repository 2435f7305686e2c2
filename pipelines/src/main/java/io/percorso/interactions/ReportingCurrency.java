package io.percorso.interactions;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Turns amounts into the currency in which money is reported. The rate of a day is the last one
 * published at or before it, no older than {@code currency-rates.max-age}; without one the amount
 * is null, to be counted and shown, never guessed.
 *
 * <p>Two currencies are converted over one base: amount × rate(base, reporting) ÷ rate(base,
 * currency), rounded half up to four decimals.
 */
public final class ReportingCurrency {
  /**
   * Business numbers, from conf/base.yaml.
   *
   * @param reporting ISO 4217 code in which money is reported
   * @param base the currency over which two others are converted
   * @param maxAgeDays how many days before a day its rate may have been published
   */
  public record Rules(String reporting, String base, int maxAgeDays) implements Serializable {
    public static Rules from(Settings settings) {
      return new Rules(
          settings.text("business.currency"),
          settings.text("currency-rates.base"),
          (int) settings.duration("currency-rates.max-age").toDays());
    }
  }

  private static final Field VALID_DAY =
      Field.day("rate_valid_day", "Day on which a published rate holds");
  private static final Field OF_CURRENCY =
      CurrencyRates.CURRENCY.as("rate_of_currency", "Currency of a rate");
  private static final Field PER_BASE =
      CurrencyRates.RATE.as("rate_per_base", "Units of the amount's currency for one of the base");
  private static final Field REPORTING_DAY =
      VALID_DAY.as("reporting_rate_day", "Day on which the reporting currency's rate holds");
  private static final Field REPORTING_PER_BASE =
      CurrencyRates.RATE.as(
          "reporting_per_base", "Units of the reporting currency for one of the base");

  private ReportingCurrency() {}

  /**
   * The rows with one more column: the amount in the reporting currency, decimal(18,4).
   *
   * @param rows any rows; every one is kept, once
   * @param day business day of the amount
   * @param currency ISO 4217 code of the amount
   * @param result the new column; null where the amount, its currency or a rate is missing
   * @param rates rows of {@link CurrencyRates}
   */
  public static Dataset<Row> add(
      Dataset<Row> rows,
      Field day,
      Field amount,
      Field currency,
      Field result,
      Dataset<Row> rates,
      Rules rules) {
    Dataset<Row> daily = daily(rates, rules);
    Dataset<Row> reporting =
        daily
            .where(OF_CURRENCY.col().equalTo(rules.reporting))
            .select(
                VALID_DAY.col().as(REPORTING_DAY.name()),
                PER_BASE.col().as(REPORTING_PER_BASE.name()));
    Column perBase = when(currency.col().equalTo(rules.base), lit(1)).otherwise(PER_BASE.col());
    Column reportingPerBase =
        rules.reporting.equals(rules.base) ? lit(1) : REPORTING_PER_BASE.col();
    Column converted =
        round(
            try_divide(
                amount.col().multiply(reportingPerBase.cast(CurrencyRates.RATE.type())),
                perBase.cast(CurrencyRates.RATE.type())),
            4);
    return rows.join(
            daily,
            day.col().equalTo(VALID_DAY.col()).and(currency.col().equalTo(OF_CURRENCY.col())),
            "left")
        .join(reporting, day.col().equalTo(REPORTING_DAY.col()), "left")
        .withColumn(
            result.name(),
            when(currency.col().equalTo(rules.reporting), amount.col())
                .otherwise(converted)
                .try_cast(result.type()))
        .drop(
            VALID_DAY.name(),
            OF_CURRENCY.name(),
            PER_BASE.name(),
            REPORTING_DAY.name(),
            REPORTING_PER_BASE.name());
  }

  /** Each rate on each day on which it is the last one: until the next, or until it is too old. */
  private static Dataset<Row> daily(Dataset<Row> rates, Rules rules) {
    Column day = CurrencyRates.RATE_DAY.col();
    Column oldest = date_add(day, rules.maxAgeDays);
    Column next = lead(day, 1).over(Window.partitionBy(CurrencyRates.CURRENCY.col()).orderBy(day));
    Column last = least(oldest, coalesce(date_sub(next, 1), oldest));
    return rates
        .where(CurrencyRates.BASE.col().equalTo(rules.base))
        .select(
            day,
            last.as(VALID_DAY.name()),
            CurrencyRates.CURRENCY.col().as(OF_CURRENCY.name()),
            CurrencyRates.RATE.col().as(PER_BASE.name()))
        .select(
            explode(sequence(day, VALID_DAY.col())).as(VALID_DAY.name()),
            OF_CURRENCY.col(),
            PER_BASE.col());
  }
}
