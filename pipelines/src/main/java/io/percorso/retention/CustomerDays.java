package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.interactions.Channel;
import io.percorso.journeys.Sessions;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per customer and day on which a session of theirs began: what retention is told by.
 * Sessions of bots are left out, and those that only react to what the company sent: an opened
 * letter, often opened by a program, is no visit. Partitioned by month: only months whose sessions
 * changed are made anew.
 */
public final class CustomerDays {
  public static final Field CUSTOMER_ID = Sessions.CUSTOMER_ID;
  public static final Field ACTIVITY_DAY =
      Sessions.SESSION_DAY.as("activity_day", "Day in the business zone");
  public static final Field ACTIVITY_MONTH =
      Sessions.SESSION_MONTH.as("activity_month", "First day of the month of activity_day");
  public static final Field SESSION_COUNT =
      Field.bigint("session_count", "Sessions that began, at least 1");
  public static final Field ASSISTED_SESSION_COUNT =
      Field.bigint("assisted_session_count", "Those on channels where people help");
  public static final Field STEP_COUNT = Field.bigint("step_count", "Interactions in them");
  public static final Field ERROR_COUNT =
      Field.bigint("error_count", "Interactions in which the person was shown a failure");

  public static final Table TABLE =
      Table.named(
              "silver.customer_days",
              "One row per customer and day on which a session of theirs began",
              CUSTOMER_ID,
              ACTIVITY_DAY,
              ACTIVITY_MONTH,
              SESSION_COUNT,
              ASSISTED_SESSION_COUNT,
              STEP_COUNT,
              ERROR_COUNT)
          .grain(CUSTOMER_ID, ACTIVITY_DAY)
          .partitionedBy(ACTIVITY_MONTH)
          .expect(
              fail("a day has a session", SESSION_COUNT.col().geq(1)),
              fail(
                  "no more sessions are assisted than there are",
                  ASSISTED_SESSION_COUNT.col().leq(SESSION_COUNT.col())));

  private CustomerDays() {}

  /**
   * @param sessions rows of {@link Sessions} of whole months
   */
  public static Dataset<Row> build(Dataset<Row> sessions) {
    Object[] assisted =
        Arrays.stream(Channel.values()).filter(Channel::isAssisted).map(Channel::word).toArray();
    Column isAssisted = Sessions.CHANNEL.col().isin(assisted);
    return sessions
        .where(Sessions.IS_BOT.col().equalTo(false).and(not(Sessions.IS_REACTION.col())))
        .groupBy(
            CUSTOMER_ID.col(),
            Sessions.SESSION_DAY.col().as(ACTIVITY_DAY.name()),
            Sessions.SESSION_MONTH.col().as(ACTIVITY_MONTH.name()))
        .agg(
            count(lit(1)).as(SESSION_COUNT.name()),
            count(when(isAssisted, 1)).as(ASSISTED_SESSION_COUNT.name()),
            sum(Sessions.STEP_COUNT.col()).as(STEP_COUNT.name()),
            sum(Sessions.ERROR_COUNT.col()).as(ERROR_COUNT.name()))
        .select(TABLE.columns());
  }
}
