package io.percorso.retention;

import io.percorso.interactions.ReportingCurrency;
import io.percorso.lake.Field;
import io.percorso.lake.Field.Content;
import io.percorso.retention.CustomerEvents.Kind;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One row per known customer: contracts, purchases and silences up to a day. Not stored; made once
 * for all tables of staying and of value, by one shuffle of days and events.
 */
public final class CustomerLives {
  public static final Field CUSTOMER_ID = CustomerDays.CUSTOMER_ID;
  public static final Field CONTRACT_KIND = CustomerFeatures.CONTRACT_KIND;
  public static final Field TIER = CustomerEvents.TIER;
  static final Field IS_IN_NOTICE = Field.flag("is_in_notice", "The end of the contract is asked");
  static final Field AGE_DAYS = Field.integer("age_days", "Age of the contract in force");
  static final Field PAID_AMOUNT = CustomerFeatures.PAID_AMOUNT;
  static final Field PAID_EVERY = Field.real("paid_every", "Days from payment to payment");
  static final Field UNPAID_DAYS = Field.integer("unpaid_for", "Days since the last payment");
  static final Field PURCHASE_DAYS = Field.bigint("purchase_days", "Days with a purchase");
  static final Field LAST_AT = Field.integer("last_at", "Days from first to last purchase");
  static final Field WATCHED = Field.integer("watched", "Days from first purchase to the cut-off");
  static final Field PRICED_COUNT = Field.bigint("priced_count", "Purchase days with an amount");
  static final Field SPENT = Field.real("spent", "On these days, currency of reports");

  static final Field SPELL_KIND = Field.word("spell_kind", "automatic, manual or all");
  static final Field SPELL_TIER = Field.text("spell_tier", "Tier, or all");
  static final Field ENTRY = Field.integer("entry", "Day of life after which it is watched");
  static final Field EXIT = Field.integer("exit", "Day of life until which it is watched");
  static final Field CAUSE = Field.word("cause", "Why it is over; none: it is not");
  static final Field SPELLS =
      Field.structs(
          "spells",
          Content.TEXT,
          "Contracts by group, in no order",
          SPELL_KIND,
          SPELL_TIER,
          ENTRY,
          EXIT,
          CAUSE);

  static final Field SILENT_DAYS = Field.integer("silent_days", "Length of a silence");
  static final Field RETURNED = Field.bigint("returned", "Silences of the length that ended");
  static final Field LOST = Field.bigint("lost", "Silences of the length that go on");
  static final Field SILENCES =
      Field.structs(
          "silences",
          Content.VALUE,
          "By length, of who never had a contract",
          SILENT_DAYS,
          RETURNED,
          LOST);

  static final List<Field> FIELDS =
      List.of(
          CUSTOMER_ID,
          CONTRACT_KIND,
          TIER,
          IS_IN_NOTICE,
          AGE_DAYS,
          PAID_AMOUNT,
          PAID_EVERY,
          UNPAID_DAYS,
          PURCHASE_DAYS,
          LAST_AT,
          WATCHED,
          PRICED_COUNT,
          SPENT,
          SPELLS,
          SILENCES);
  static final StructType SCHEMA =
      new StructType(FIELDS.stream().map(Field::structField).toArray(StructField[]::new));

  private CustomerLives() {}

  /**
   * @param days rows of {@link CustomerDays}
   * @param events rows of {@link CustomerEvents}
   * @param rates rows of {@link io.percorso.interactions.CurrencyRates}
   * @param cutoffDay of which is told last
   * @param automatic what sources say of contracts that renew themselves
   */
  public static Dataset<Row> build(
      Dataset<Row> days,
      Dataset<Row> events,
      Dataset<Row> rates,
      ReportingCurrency.Rules currency,
      LocalDate cutoffDay,
      String automatic) {
    Column tells =
        CustomerEvents.KIND
            .col()
            .isin(Kind.ANSWERED.word(), Kind.WRITTEN_TO.word(), Kind.UNSUBSCRIBED.word())
            .equalTo(false);
    Dataset<Row> facts =
        CustomerFacts.ofLives(days, events.where(tells), rates, currency)
            .where(CustomerFacts.DAY.col().leq(cutoffDay));
    MapPartitionsFunction<Row, Row> fold = rows -> new LifeRows(rows, cutoffDay, automatic);
    return CustomerFacts.inOrder(facts).mapPartitions(fold, Encoders.row(SCHEMA));
  }
}
