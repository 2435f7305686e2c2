package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Law 3 for one customer, without Spark: nights that tell from a restart point on, and only when
 * something came, went, became visible or was due, end with the rows that one night tells.
 */
class TimelineOrdersTest {
  private static final int ORDERS = 10_000;
  private static final long DAY = Duration.ofDays(1).toMillis() * 1000;
  private static final List<Timeline.Part> PARTS =
      Stream.concat(RestartPointsTest.PARTS.stream(), Stream.of(Timers.part())).toList();

  /** As {@link Timeline} sorts; a customer has one interaction of an id. */
  private static final Comparator<Interaction> IN_ORDER =
      Comparator.comparingLong(Interaction::at)
          .thenComparing(Interaction::channel)
          .thenComparing(Interaction::interactionId);

  /** A row as a table holds it, and where it lies. */
  private record Row(long at, String drawn) {}

  /** A record that comes in a night, in the place of the one that has its id. */
  private record Arrival(int night, Interaction interaction) {}

  private static int left;
  private static int replaced;
  private static int dueAlone;
  private static int still;

  @Test
  void nightsInAnyOrderEndWithTheRowsOfOneNight() {
    left = 0;
    replaced = 0;
    dueAlone = 0;
    still = 0;
    for (int seed = 0; seed < ORDERS; seed++) {
      Random lot = new Random(seed);
      List<Arrival> arrivals = arrivals(history(lot), lot);
      long[] cutoffs = cutoffs(lot);
      Customer nightly = new Customer();
      Map<String, Interaction> standing = new HashMap<>();
      for (int night = 0; night < cutoffs.length; night++) {
        List<Interaction> moved = new ArrayList<>();
        for (Arrival arrival : arrivals) {
          if (arrival.night() == night) {
            Interaction now = arrival.interaction();
            Interaction before = standing.put(now.interactionId(), now);
            moved.add(now);
            if (before != null) {
              moved.add(before);
              replaced++;
            }
          }
        }
        nightly.night(List.copyOf(standing.values()), moved, cutoffs[night]);
      }
      Customer once = new Customer();
      List<Interaction> all = List.copyOf(standing.values());
      once.night(all, all, cutoffs[cutoffs.length - 1]);
      assertThat(nightly.drawn()).as("order %d", seed).isEqualTo(once.drawn());
    }
    assertThat(left).as("nights that left told rows alone").isGreaterThan(ORDERS / 2);
    assertThat(replaced).as("records that took another's place").isGreaterThan(ORDERS);
    assertThat(dueAlone).as("nights that a timer alone made tell anew").isGreaterThan(ORDERS / 25);
    assertThat(still).as("nights that told nothing").isGreaterThan(ORDERS / 10);
  }

  /** At any hour, so that silences of journeys end amid a day and over midnight. */
  private static List<Interaction> history(Random lot) {
    return TimelineFoldTest.history(lot.nextInt(ORDERS)).stream()
        .map(interaction -> Story.later(interaction, lot.nextInt(28) * (DAY / 48)))
        .toList();
  }

  /** Each in any night; some came in an earlier one at another time. */
  private static List<Arrival> arrivals(List<Interaction> history, Random lot) {
    List<Arrival> arrivals = new ArrayList<>();
    // Half of the orders have days behind which nothing comes.
    int most = lot.nextBoolean() ? NIGHTS : NIGHTS - 2;
    for (Interaction interaction : history) {
      int night = lot.nextInt(most);
      arrivals.add(new Arrival(night, interaction));
      if (night > 0 && lot.nextInt(6) == 0) {
        long moved = (lot.nextInt(96) - 48) * (DAY / 48);
        arrivals.add(new Arrival(lot.nextInt(night), Story.later(interaction, moved)));
      }
    }
    return arrivals;
  }

  private static final int NIGHTS = 5;

  private static long[] cutoffs(Random lot) {
    return lot.ints(NIGHTS - 1, 3, 31)
        .sorted()
        .mapToLong(day -> Story.at(day + " 00:00"))
        .boxed()
        .collect(
            java.util.stream.Collectors.collectingAndThen(
                java.util.stream.Collectors.toList(),
                days -> {
                  days.add(Story.at("31 23:59"));
                  return days.stream().mapToLong(Long::longValue).toArray();
                }));
  }

  /** The rows of all parts as they are stored, and the cut-off at which they stand. */
  private static final class Customer {
    private final Map<String, List<Row>> stored = new HashMap<>();
    private long cutoff = Long.MIN_VALUE;

    Customer() {
      PARTS.forEach(part -> stored.put(part.table().name(), List.of()));
    }

    /**
     * @param standing every record that came, one of an id
     * @param moved those that came and those whose place they took
     */
    void night(List<Interaction> standing, List<Interaction> moved, long next) {
      long changed = Long.MAX_VALUE;
      for (Interaction interaction : moved) {
        if (interaction.at() < next) {
          changed = Math.min(changed, interaction.at());
        }
      }
      for (Interaction interaction : standing) {
        if (interaction.at() >= cutoff && interaction.at() < next) {
          changed = Math.min(changed, interaction.at());
        }
      }
      boolean hasRecords = changed != Long.MAX_VALUE;
      for (Row timer : rowsOf(Timers.TABLE.name())) {
        if (timer.at() < next) {
          changed = Math.min(changed, timer.at());
        }
      }
      cutoff = next;
      if (changed == Long.MAX_VALUE) {
        still++;
        return;
      }
      dueAlone += hasRecords ? 0 : 1;
      tellFrom(standing, changed);
    }

    private void tellFrom(List<Interaction> standing, long changed) {
      long back = 0;
      long memory = 0;
      for (Timeline.Part part : PARTS) {
        back = Math.max(back, micros(RestartPointsTest.RULES.reach().plus(part.lookAhead())));
        memory = Math.max(memory, micros(part.lookBack()));
      }
      List<Long> points =
          rowsOf(RestartPoints.TABLE.name()).stream().map(Row::at).sorted().toList();
      long first = Math.min(changed, points.isEmpty() ? changed : points.get(0));
      long head = Math.floorDiv(first, DAY) * DAY;
      long written = last(points, changed - back, head);
      long read = last(points, written - memory, Math.min(head, written));
      List<Interaction> told =
          standing.stream()
              .filter(i -> i.at() >= read && i.at() < cutoff)
              .sorted(IN_ORDER)
              .toList();
      Map<String, List<Row>> anew = rows(told, cutoff);
      for (String table : anew.keySet()) {
        List<Row> rows = new ArrayList<>();
        for (Row row : rowsOf(table)) {
          if (row.at() < written) {
            rows.add(row);
            left++;
          }
        }
        rows.addAll(anew.get(table).stream().filter(r -> r.at() >= written).toList());
        stored.put(table, rows);
      }
    }

    private static long last(List<Long> points, long until, long otherwise) {
      return points.stream().filter(p -> p <= until).reduce(otherwise, (a, b) -> b);
    }

    private List<Row> rowsOf(String table) {
      return stored.get(table);
    }

    Map<String, List<String>> drawn() {
      Map<String, List<String>> drawn = new HashMap<>();
      stored.forEach(
          (name, rows) -> drawn.put(name, rows.stream().map(Row::drawn).sorted().toList()));
      return drawn;
    }
  }

  /** What one pass tells of these, by table. */
  private static Map<String, List<Row>> rows(List<Interaction> told, long cutoff) {
    Map<String, List<Row>> rows = new HashMap<>();
    List<Timeline.Listener> listeners = new ArrayList<>();
    for (Timeline.Part part : PARTS) {
      int at = part.table().indexOf(part.at());
      List<Row> its = new ArrayList<>();
      rows.put(part.table().name(), its);
      listeners.add(
          part.factory()
              .open(
                  values ->
                      its.add(
                          new Row(
                              BusinessDays.micros((Instant) values[at]),
                              Arrays.deepToString(values)))));
    }
    TimelineFold fold =
        new TimelineFold(RestartPointsTest.RULES, cutoff, new AllListeners(listeners));
    told.forEach(fold::take);
    fold.end();
    return rows;
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * 1000;
  }
}
