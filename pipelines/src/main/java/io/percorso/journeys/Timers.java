package io.percorso.journeys;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One row per customer, due time and reason: results that silence alone will change. A night whose
 * cut-off moves from C to D touches the customers with a timer due in (C, D].
 *
 * <p>{@code due_at} is the first cut-off at which the result differs: one microsecond after the
 * last moment of the gap, since exactly the gap is not yet silence. No timer is due at or before
 * the cut-off that wrote it.
 */
public final class Timers {
  public static final Field CUSTOMER_ID = Sessions.CUSTOMER_ID;
  public static final Field DUE_AT =
      Field.timestamp("due_at", "First cut-off at which the result differs, UTC");
  public static final Field REASON =
      Field.word("reason", "What the silence decides: session_end, abandonment or resolution");

  public static final Table TABLE =
      Table.named(
              "silver.timers",
              "One row per customer, due time and reason: results that silence alone will change",
              CUSTOMER_ID,
              DUE_AT,
              REASON)
          .grain(CUSTOMER_ID, DUE_AT, REASON);

  private Timers() {}

  static Timeline.Part part() {
    return new Timeline.Part(TABLE, DUE_AT, rows -> new Fold(rows));
  }

  private static final class Fold implements Timeline.Listener {
    private final Timeline.Rows rows;
    private final Set<Timer> timers = new LinkedHashSet<>();

    private Fold(Timeline.Rows rows) {
      this.rows = rows;
    }

    @Override
    public void timerSet(Timer timer) {
      timers.add(timer);
    }

    /** Several journeys may wait for one moment: that is one row. */
    @Override
    public void customerEnded() {
      for (Timer timer : timers) {
        rows.add(
            timer.customerId(),
            BusinessDays.instant(timer.dueAt()),
            timer.reason().name().toLowerCase(Locale.ROOT));
      }
      timers.clear();
    }
  }
}
