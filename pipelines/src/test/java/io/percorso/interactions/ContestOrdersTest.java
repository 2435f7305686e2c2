package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Contest.Delivery;
import io.percorso.interactions.Contest.Order;
import io.percorso.interactions.Contest.Result;
import io.percorso.interactions.Contest.Standing;
import io.percorso.interactions.Contest.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Law 3 for deliveries of one thing, without Spark: whichever night brings which, one wins. */
class ContestOrdersTest {
  private static final int ORDERS = 10_000;
  private static final long HOUR = 3_600_000_000L;
  private static final int DEDUPE_DAYS = 3;
  private final Contest contest = new Contest(DEDUPE_DAYS);

  @Test
  void theSameDeliveriesStandAtTheEndOfNightsInAnyOrder() {
    int displaced = 0;
    for (int seed = 0; seed < ORDERS; seed++) {
      Random lot = new Random(seed);
      List<Delivery> all = deliveries(lot);
      List<Delivery> once = night(List.of(), all);
      Collections.shuffle(all, lot);
      List<Delivery> standing = List.of();
      int from = 0;
      while (from < all.size()) {
        int until = from + 1 + lot.nextInt(all.size() - from);
        List<Delivery> after = night(standing, all.subList(from, until));
        displaced += after.containsAll(standing) ? 0 : 1;
        standing = after;
        from = until;
      }
      assertThat(drawn(standing)).as("order %d", seed).isEqualTo(drawn(once));
    }
    assertThat(displaced).as("nights that displaced what stood").isGreaterThan(ORDERS / 10);
  }

  /** What stands after a night, as stored, and the times of what lost. */
  private List<Delivery> night(List<Delivery> before, List<Delivery> arriving) {
    List<Delivery> group = new ArrayList<>(before);
    group.addAll(arriving);
    List<Delivery> after = new ArrayList<>();
    for (Result result : contest.decide(group, Source.Repeats.COLLAPSE, Order.AS_GIVEN)) {
      if (result.verdict() == Verdict.KEPT || result.verdict() == Verdict.LOADED) {
        after.add(as(Standing.STORED, result.delivery()));
      } else if (result.verdict() == Verdict.PAST || result.losesItsTime()) {
        after.add(as(Standing.LOST, result.delivery()));
      }
    }
    return after;
  }

  private static Delivery as(Standing standing, Delivery d) {
    return new Delivery(
        d.id(), d.occurredMicros(), d.version(), d.contentHash(), d.sequence(), standing, "", 0, 0);
  }

  private static List<String> drawn(List<Delivery> standing) {
    return standing.stream()
        .filter(d -> d.standing() == Standing.STORED)
        .map(d -> d.id() + " " + d.occurredMicros() / HOUR + " " + d.version() + d.contentHash())
        .sorted()
        .toList();
  }

  private static List<Delivery> deliveries(Random lot) {
    List<Delivery> all = new ArrayList<>();
    int count = 2 + lot.nextInt(6);
    for (int i = 0; i < count; i++) {
      long at = lot.nextInt(HOURS) * HOUR;
      String hash = Integer.toString(lot.nextInt(3));
      all.add(
          new Delivery(
              "thing", at, lot.nextInt(3), hash, lot.nextInt(2), Standing.NEW, "f" + i % 3, i, 0));
    }
    return all;
  }

  private static final int HOURS = 240;
}
