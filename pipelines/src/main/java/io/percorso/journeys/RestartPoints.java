package io.percorso.journeys;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.ZoneId;

/**
 * One row per customer and moment at which nothing was open: no session, no journey, no judgement
 * of a day. The pass may begin there instead of at the customer's first interaction, and finds the
 * same from there on, but for what a part remembers beyond sessions and journeys ({@link
 * Timeline.Part#lookBack}).
 *
 * <p>Such a moment is the first interaction of a day (UTC), the unit in which programs and floods
 * are judged. A customer's first interaction is always one.
 */
public final class RestartPoints {
  public static final Field CUSTOMER_ID = Sessions.CUSTOMER_ID;
  public static final Field RESTART_AT =
      Field.timestamp("restart_at", "First interaction after everything had ended, UTC");
  public static final Field RESTART_MONTH =
      Field.day("restart_month", "First day of the month of restart_at in the business zone");

  public static final Table TABLE =
      Table.named(
              "silver.restart_points",
              "One row per customer and moment at which no session and no journey was open",
              CUSTOMER_ID,
              RESTART_AT,
              RESTART_MONTH)
          .grain(CUSTOMER_ID, RESTART_AT)
          .partitionedBy(RESTART_MONTH);

  private RestartPoints() {}

  static Timeline.Part part(ZoneId zone) {
    return new Timeline.Part(TABLE, RESTART_AT, rows -> new Fold(new BusinessDays(zone), rows));
  }

  private record Fold(BusinessDays days, Timeline.Rows rows) implements Timeline.Listener {
    @Override
    public void nothingOpen(String customerId, long at) {
      rows.add(customerId, BusinessDays.instant(at), days.monthOf(at));
    }
  }
}
