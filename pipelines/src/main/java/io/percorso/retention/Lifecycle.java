package io.percorso.retention;

import io.percorso.lake.Settings;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Where one customer stood on each day, by nothing but the days of activity. Knows no Spark.
 *
 * <p>new: first seen within the window. current: active within the window. reactivated,
 * resurrected: the same, and back within the window from being at risk, or dormant. at_risk: not
 * active for the length of the window. dormant: not active for longer than that, {@link
 * Rules#dormantAfter}.
 */
final class Lifecycle {
  /** Where a customer stands. */
  enum State {
    NEW,
    CURRENT,
    REACTIVATED,
    RESURRECTED,
    AT_RISK,
    DORMANT;

    /** The word that is stored. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Business numbers, from conf/base.yaml, section lifecycle.
   *
   * @param window days without activity after which a customer is at risk
   * @param dormantAfter days without activity after which a customer is dormant, more than window
   */
  record Rules(int window, int dormantAfter) implements Serializable {
    static Rules from(Settings settings) {
      return new Rules(
          (int) settings.duration("lifecycle.window").toDays(),
          (int) settings.duration("lifecycle.dormant-after").toDays());
    }
  }

  /**
   * Days of one state.
   *
   * @param from its first day
   * @param until the day after its last
   */
  record Span(State state, LocalDate from, LocalDate until) {}

  private Lifecycle() {}

  /**
   * The states one after the other, without a gap, from the first day of activity on.
   *
   * @param days of activity, at least one; in any order
   * @param end the day after the last that is told
   */
  static List<Span> of(List<LocalDate> days, LocalDate end, Rules rules) {
    List<Span> spans = new ArrayList<>();
    LocalDate before = null;
    State arrival = State.NEW;
    LocalDate settledOn = null;
    TreeSet<LocalDate> sorted = new TreeSet<>(days);
    for (LocalDate day : sorted) {
      if (before == null || !day.isBefore(before.plusDays(rules.window))) {
        arrival = before == null ? State.NEW : returned(before, day, rules);
        settledOn = day.plusDays(rules.window);
      }
      LocalDate next = sorted.higher(day);
      LocalDate until = next == null || next.isAfter(end) ? end : next;
      LocalDate lapses = day.plusDays(rules.window);
      LocalDate sleeps = day.plusDays(rules.dormantAfter);
      add(spans, arrival, day, earlier(until, settledOn));
      add(spans, State.CURRENT, later(day, settledOn), earlier(until, lapses));
      add(spans, State.AT_RISK, lapses, earlier(until, sleeps));
      add(spans, State.DORMANT, sleeps, until);
      before = day;
    }
    return spans;
  }

  private static State returned(LocalDate before, LocalDate day, Rules rules) {
    return day.isBefore(before.plusDays(rules.dormantAfter))
        ? State.REACTIVATED
        : State.RESURRECTED;
  }

  /** Lengthens the last span where it goes on; adds nothing that is empty. */
  private static void add(List<Span> spans, State state, LocalDate from, LocalDate until) {
    if (!from.isBefore(until)) {
      return;
    }
    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (last != null && last.state == state && last.until.equals(from)) {
      spans.set(spans.size() - 1, new Span(state, last.from, until));
    } else {
      spans.add(new Span(state, from, until));
    }
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
