package io.percorso.interactions;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.desc;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.List;

/**
 * One row per day, base and currency for which a rate was published: how many units of the currency
 * one unit of the base buys.
 *
 * <p>Of several deliveries of one rate the winner is the greatest declared version, else the first
 * source by name, else the smallest rate: a function of the set of records, not of their arrival. A
 * stored rate that loses is replaced, and not listed in ops.displaced. Days on which nothing is
 * published (weekends, holidays) have no row: {@link ReportingCurrency} looks back.
 */
public final class CurrencyRates {
  public static final Field RATE_DAY =
      Field.day("rate_day", "Day for which the rate was published, as the source dates it");
  public static final Field BASE =
      Field.word("base", "ISO 4217 code of the currency of which there is one unit");
  public static final Field CURRENCY = Interactions.CURRENCY;
  public static final Field RATE =
      Field.exchangeRate("rate", "Units of the currency for one unit of the base, above 0");
  public static final Field VERSION = Interactions.VERSION;
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field FILE_SHA256 = Interactions.FILE_SHA256;
  public static final Field FRAME_NUMBER = Interactions.FRAME_NUMBER;
  public static final Field ELEMENT_INDEX = Interactions.ELEMENT_INDEX;
  public static final Field RUN_ID = Interactions.RUN_ID;

  public static final Table TABLE =
      Table.named(
              "silver.currency_rates",
              "One row per day, base and currency for which a rate was published",
              RATE_DAY,
              BASE,
              CURRENCY,
              RATE,
              VERSION,
              SOURCE,
              FILE_SHA256,
              FRAME_NUMBER,
              ELEMENT_INDEX,
              RUN_ID)
          .grain(RATE_DAY, BASE, CURRENCY)
          .expect(
              fail("a rate is above 0", RATE.col().isNotNull().and(RATE.col().gt(0))),
              fail("a rate is between two currencies", BASE.col().notEqual(CURRENCY.col())));

  /** Which of several deliveries of one rate is kept. */
  public static final Rivals RIVALS =
      new Rivals(
          TABLE,
          RATE,
          List.of(desc(VERSION.name()), asc(SOURCE.name()), asc(RATE.name())),
          "another delivery of the same rate is kept");

  private CurrencyRates() {}
}
