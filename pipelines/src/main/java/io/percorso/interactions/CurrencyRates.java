package io.percorso.interactions;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

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

  private static final Field IS_STORED = Candidates.IS_STORED;
  private static final Field PLACE =
      Field.bigint("place", "Place among the deliveries of one rate, the winner at 1");
  private static final Field WINNING_RATE =
      RATE.as("winning_rate", "Rate of the winner among the deliveries of one rate");

  private CurrencyRates() {}

  /**
   * The delivered rates with their place among all deliveries of the same rate.
   *
   * @param delivered rows of {@link #TABLE} that files brought, any number for one grain
   * @param stored rows of {@link #TABLE} of earlier runs
   */
  public static Dataset<Row> judge(Dataset<Row> delivered, Dataset<Row> stored) {
    WindowSpec bestFirst =
        Window.partitionBy(RATE_DAY.col(), BASE.col(), CURRENCY.col())
            .orderBy(
                desc(VERSION.name()),
                asc(SOURCE.name()),
                asc(RATE.name()),
                desc(IS_STORED.name()),
                asc(FILE_SHA256.name()),
                asc(FRAME_NUMBER.name()),
                asc(ELEMENT_INDEX.name()));
    return delivered
        .withColumn(IS_STORED.name(), lit(false))
        .unionByName(stored.withColumn(IS_STORED.name(), lit(true)))
        .withColumn(PLACE.name(), row_number().over(bestFirst))
        .withColumn(WINNING_RATE.name(), first(RATE.col()).over(bestFirst))
        .where(IS_STORED.col().equalTo(false));
  }

  /**
   * The rates to be stored: they are new, or take the place of a stored one.
   *
   * @param judged rows of {@link #judge}
   */
  public static Dataset<Row> won(Dataset<Row> judged) {
    return judged.where(PLACE.col().equalTo(1)).select(TABLE.columns());
  }

  /**
   * The deliveries that came before, or lost, as rows of {@link RejectedRecords}.
   *
   * @param judged rows of {@link #judge}
   */
  public static Dataset<Row> lost(Dataset<Row> judged, LoadPlan plan) {
    Column reason =
        when(RATE.col().equalTo(WINNING_RATE.col()), Reason.DUPLICATE.name())
            .otherwise(Reason.DUP_CONFLICT.name());
    return RejectedRecords.lost(
        judged.where(PLACE.col().gt(1)), reason, "another delivery of the same rate is kept", plan);
  }

  /**
   * Of the stored rates those whose place others take.
   *
   * @param won rows of {@link #won}
   */
  public static Dataset<Row> replaced(Dataset<Row> stored, Dataset<Row> won) {
    Column same = lit(true);
    for (Field field : TABLE.grain()) {
      same = same.and(stored.col(field.name()).equalTo(won.col(field.name())));
    }
    return stored.join(won, same, "left_semi");
  }
}
