package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Contest.Delivery;
import io.percorso.interactions.Contest.Order;
import io.percorso.interactions.Contest.Result;
import io.percorso.interactions.Contest.Standing;
import io.percorso.interactions.Contest.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final long DAY = 86_400_000_000L;
  private final Contest contest = new Contest(3);

  private static Delivery delivery(String id, long at, long version, String hash, long frame) {
    return new Delivery(id, at, version, hash, 0, Standing.NEW, "f", frame, 0);
  }

  private static Delivery stored(String id, long at, long version, String hash) {
    return new Delivery(id, at, version, hash, 0, Standing.STORED, "", 0, 0);
  }

  private List<Verdict> verdicts(Delivery... group) {
    return contest.decide(List.of(group), Source.Repeats.COLLAPSE, Order.AS_GIVEN).stream()
        .map(Result::verdict)
        .toList();
  }

  @Test
  void theGreatestVersionWins() {
    assertThat(verdicts(delivery("a", 1, 1, "x", 1), delivery("a", 2, 2, "y", 2)))
        .containsExactly(Verdict.CONFLICT, Verdict.LOADED);
  }

  @Test
  void withoutVersionTheEarliestWins() {
    assertThat(verdicts(delivery("a", 2, 0, "x", 1), delivery("a", 1, 0, "y", 2)))
        .containsExactly(Verdict.CONFLICT, Verdict.LOADED);
  }

  @Test
  void theSameContentIsADuplicate() {
    assertThat(verdicts(delivery("a", 1, 0, "x", 1), delivery("a", 1, 0, "x", 2)))
        .containsExactly(Verdict.LOADED, Verdict.DUPLICATE);
  }

  @Test
  void aStoredRowStaysUnlessItLoses() {
    assertThat(verdicts(stored("a", 1, 0, "x"), delivery("a", 1, 0, "x", 1)))
        .containsExactly(Verdict.KEPT, Verdict.DUPLICATE);
    assertThat(verdicts(stored("a", 1, 0, "x"), delivery("a", 1, 1, "y", 1)))
        .containsExactly(Verdict.DISPLACED, Verdict.LOADED);
  }

  @Test
  void anIdThatReturnsAfterTheWindowIsAnotherThing() {
    assertThat(verdicts(delivery("a", 0, 0, "x", 1), delivery("a", 3 * DAY, 0, "y", 2)))
        .containsExactly(Verdict.LOADED, Verdict.CONFLICT);
    assertThat(verdicts(delivery("a", 0, 0, "x", 1), delivery("a", 3 * DAY + 1, 0, "y", 2)))
        .containsExactly(Verdict.LOADED, Verdict.LOADED);
  }

  @Test
  void keptRepeatsHaveIdsOfTheirOwnThatARedeliveryFindsAgain() {
    List<Result> first =
        contest.decide(
            List.of(delivery("a", 1, 0, "x", 1), delivery("a", 1, 0, "x", 2)),
            Source.Repeats.KEEP,
            Order.AS_GIVEN);
    assertThat(first).extracting(Result::verdict).containsOnly(Verdict.LOADED);
    assertThat(first).extracting(r -> r.delivery().id()).doesNotHaveDuplicates();
    List<Delivery> again = new ArrayList<>();
    first.forEach(r -> again.add(stored(r.delivery().id(), 1, 0, "x")));
    again.add(delivery("a", 1, 0, "x", 8));
    again.add(delivery("a", 1, 0, "x", 9));
    assertThat(contest.decide(again, Source.Repeats.KEEP, Order.AS_GIVEN))
        .extracting(Result::verdict)
        .containsExactly(Verdict.KEPT, Verdict.KEPT, Verdict.DUPLICATE, Verdict.DUPLICATE);
  }

  @Test
  void theOrderOfRowsNumbersDifferentRecordsOfOneTime() {
    List<Result> results =
        contest.decide(
            List.of(
                delivery("b", 1, 0, "b", 2),
                delivery("a", 1, 0, "a", 1),
                delivery("a", 1, 0, "a", 3),
                delivery("c", 1, 0, "c", 4)),
            Source.Repeats.COLLAPSE,
            Order.IN_FILE);
    assertThat(results)
        .extracting(r -> r.delivery().id() + r.delivery().sequence() + r.verdict())
        .containsExactly("b1LOADED", "a0LOADED", "a1DUPLICATE", "c2LOADED");
  }

  @Test
  void anyOrderOfArrivalLeavesTheSameWinners() {
    List<Delivery> all =
        List.of(
            delivery("a", 1, 0, "x", 1),
            delivery("a", 1, 0, "y", 2),
            delivery("a", 2, 1, "z", 3),
            delivery("a", 1, 1, "x", 4));
    Set<String> outcomes = new TreeSet<>();
    for (int first = 0; first < 4; first++) {
      for (int second = 0; second < 4; second++) {
        for (int third = 0; third < 4; third++) {
          Set<Integer> order = new java.util.LinkedHashSet<>(List.of(first));
          order.add(second);
          order.add(third);
          order.addAll(List.of(0, 1, 2, 3));
          outcomes.add(nights(order.stream().map(all::get).toList()));
        }
      }
    }
    assertThat(outcomes).hasSize(1);
  }

  /** One delivery a night; what stands at the end. */
  private String nights(List<Delivery> deliveries) {
    List<Delivery> standing = new ArrayList<>();
    for (Delivery next : deliveries) {
      List<Delivery> group = new ArrayList<>(standing);
      group.add(next);
      standing.clear();
      for (Result r : contest.decide(group, Source.Repeats.COLLAPSE, Order.AS_GIVEN)) {
        if (r.verdict() == Verdict.KEPT || r.verdict() == Verdict.LOADED) {
          Delivery d = r.delivery();
          standing.add(stored(d.id(), d.occurredMicros(), d.version(), d.contentHash()));
        }
      }
    }
    return standing.toString();
  }
}
