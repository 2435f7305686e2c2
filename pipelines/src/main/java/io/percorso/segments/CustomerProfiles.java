package io.percorso.segments;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.percorso.interactions.Channel;
import io.percorso.journeys.Sessions;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.lake.Wilson;
import io.percorso.retention.CustomerEvents;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * One row per month and tier: how many of the known customers who came were served by machines
 * alone, by people alone, or by both, and on which channel most of them were most.
 *
 * <p>A customer's tier is the last that a record stated up to the month's end. A customer prefers
 * the channel of most of their sessions in the month, a tier the one that most of its customers
 * prefer; of equal ones the first by its name. Sessions of bots, and customers of whom only a
 * device is known, are left out: a device that nobody signed in on never talks to people.
 *
 * <p>Three exchanges: each customer's sessions of a month, each customer's months with what was
 * stated of the tier, and the sums. silver.sessions and not silver.customer_days, which knows no
 * channel.
 */
public final class CustomerProfiles {
  public static final Field MONTH = Field.day("month", "First day of the month");
  public static final Field TIER =
      CustomerEvents.TIER.as("tier", "Tier at the month's end; unknown: none was stated");
  public static final Field IS_OVER =
      Field.flag("is_over", "False for the month of the cut-off until its last day");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Known customers with a session, at least 1");
  public static final Field DIGITAL_ONLY_COUNT =
      Field.bigint("digital_only_count", "Those without a session in which people help");
  public static final Field MIXED_COUNT = Field.bigint("mixed_count", "Those with both kinds");
  public static final Field ASSISTED_ONLY_COUNT =
      Field.bigint("assisted_only_count", "Those with sessions in which people help alone");
  public static final Field DIGITAL_ONLY_SHARE =
      Field.real("digital_only_share", "digital_only_count / customer_count");
  public static final Field DIGITAL_ONLY_LOW =
      Field.real("digital_only_low", "Lower end of the 90 % interval of the share");
  public static final Field DIGITAL_ONLY_HIGH =
      Field.real("digital_only_high", "Upper end of the 90 % interval of the share");
  public static final Field PREFERRED_CHANNEL =
      Field.word("preferred_channel", "The channel that most customers prefer");
  public static final Field PREFERRED_COUNT =
      Field.bigint("preferred_count", "Customers who prefer it");

  public static final Table TABLE =
      Table.named(
              "gold.customer_profile",
              "One row per month and tier of customers",
              MONTH,
              TIER,
              IS_OVER,
              CUSTOMER_COUNT,
              DIGITAL_ONLY_COUNT,
              MIXED_COUNT,
              ASSISTED_ONLY_COUNT,
              DIGITAL_ONLY_SHARE,
              DIGITAL_ONLY_LOW,
              DIGITAL_ONLY_HIGH,
              PREFERRED_CHANNEL,
              PREFERRED_COUNT)
          .grain(MONTH, TIER)
          .expect(
              fail(
                  "everybody is of one kind",
                  DIGITAL_ONLY_COUNT
                      .col()
                      .plus(MIXED_COUNT.col())
                      .plus(ASSISTED_ONLY_COUNT.col())
                      .equalTo(CUSTOMER_COUNT.col())));

  private static final String ANONYMOUS = "anon-";
  private static final String UNKNOWN = "unknown";
  private static final Column CUSTOMER = Sessions.CUSTOMER_ID.col();
  private static final Column DIGITAL = col("digital");
  private static final Column ASSISTED = col("assisted");
  private static final Column PREFERRED = col("preferred");

  private CustomerProfiles() {}

  /**
   * @param sessions rows of {@link Sessions}
   * @param events rows of {@link CustomerEvents}
   */
  public static Dataset<Row> build(
      Dataset<Row> sessions, Dataset<Row> events, LocalDate cutoffDay) {
    Dataset<Row> customers = withTier(months(sessions), stated(events));
    Column isDigital = ASSISTED.equalTo(0);
    Column isAssisted = DIGITAL.equalTo(0);
    Column[] kinds = {
      count(when(isDigital, 1)).as(DIGITAL_ONLY_COUNT.name()),
      count(when(isDigital.or(isAssisted), null).otherwise(1)).as(MIXED_COUNT.name()),
      count(when(isAssisted, 1)).as(ASSISTED_ONLY_COUNT.name()),
      most(channel -> count(when(PREFERRED.equalTo(channel.word()), 1))).as("most")
    };
    return customers
        .groupBy(MONTH.col(), TIER.col())
        .agg(count(lit(1)).as(CUSTOMER_COUNT.name()), kinds)
        .withColumn(IS_OVER.name(), add_months(MONTH.col(), 1).leq(lit(cutoffDay.plusDays(1))))
        .withColumn(
            DIGITAL_ONLY_SHARE.name(), DIGITAL_ONLY_COUNT.col().divide(CUSTOMER_COUNT.col()))
        .withColumn(
            DIGITAL_ONLY_LOW.name(),
            Wilson.low(DIGITAL_ONLY_COUNT.col(), CUSTOMER_COUNT.col(), Wilson.Z90))
        .withColumn(
            DIGITAL_ONLY_HIGH.name(),
            Wilson.high(DIGITAL_ONLY_COUNT.col(), CUSTOMER_COUNT.col(), Wilson.Z90))
        .withColumn(PREFERRED_CHANNEL.name(), col("most.channel"))
        .withColumn(PREFERRED_COUNT.name(), lit(0L).minus(col("most.less")))
        .select(TABLE.columns());
  }

  /** The channel with the highest number, of equal ones the first by name, and less the number. */
  private static Column most(java.util.function.Function<Channel, Column> number) {
    return array_min(
        array(
            Arrays.stream(Channel.values())
                .map(
                    channel ->
                        struct(
                            lit(0L).minus(number.apply(channel)).as("less"),
                            lit(channel.word()).as("channel")))
                .toArray(Column[]::new)));
  }

  private static Dataset<Row> months(Dataset<Row> sessions) {
    return sessions
        .where(
            Sessions.IS_BOT.col().equalTo(false).and(CUSTOMER.startsWith(ANONYMOUS).equalTo(false)))
        .groupBy(CUSTOMER, Sessions.SESSION_MONTH.col().as(MONTH.name()))
        .agg(
            count(when(isOn(channel -> !channel.isAssisted()), 1)).as("digital"),
            count(when(isOn(Channel::isAssisted), 1)).as("assisted"),
            most(channel -> count(when(Sessions.CHANNEL.col().equalTo(channel.word()), 1)))
                .getField("channel")
                .as("preferred"))
        .select(
            CUSTOMER,
            MONTH.col(),
            lit(true).as("is_month"),
            lit(null).cast("timestamp").as("at"),
            lit(null).cast("string").as("id"),
            lit(null).cast("string").as("stated"),
            DIGITAL,
            ASSISTED,
            PREFERRED);
  }

  private static Column isOn(Predicate<Channel> which) {
    List<String> words = Arrays.stream(Channel.values()).filter(which).map(Channel::word).toList();
    return Sessions.CHANNEL.col().isin(words.toArray());
  }

  private static Dataset<Row> stated(Dataset<Row> events) {
    return events
        .where(
            CustomerEvents.KIND
                .col()
                .equalTo(CustomerEvents.Kind.STATED.word())
                .and(CustomerEvents.TIER.col().isNotNull()))
        .select(
            CUSTOMER,
            CustomerEvents.EVENT_MONTH.col().as(MONTH.name()),
            lit(false).as("is_month"),
            CustomerEvents.OCCURRED_AT.col().as("at"),
            CustomerEvents.EVENT_ID.col().as("id"),
            CustomerEvents.TIER.col().as("stated"),
            lit(0L).as("digital"),
            lit(0L).as("assisted"),
            lit("").as("preferred"));
  }

  /** A month follows what was stated in it. */
  private static Dataset<Row> withTier(Dataset<Row> months, Dataset<Row> stated) {
    WindowSpec upTo =
        Window.partitionBy(CUSTOMER)
            .orderBy(MONTH.col(), col("is_month"), col("at"), col("id"))
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    return months
        .union(stated)
        .withColumn(TIER.name(), coalesce(last(col("stated"), true).over(upTo), lit(UNKNOWN)))
        .where(col("is_month"));
  }
}
