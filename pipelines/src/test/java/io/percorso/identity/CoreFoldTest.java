package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.IdentifierKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CoreFoldTest {
  static final CustomerIds.Rules RULES =
      new CustomerIds.Rules(
          Set.of(IdentifierKind.CUSTOMER), 4, Duration.ofDays(30), 4, Duration.ofDays(30), 250_000);

  /** Links as text, {@code one - other @ time}, and what came of them. */
  private static final class Told {
    private final Map<String, String> leaders = new TreeMap<>();
    private final Map<String, CoreFold.Blocked> blocked = new TreeMap<>();
  }

  @Test
  void twoCustomerNumbersAreNeverOnePersonAndTheEarlierLinkHolds() {
    Told told = told("customer:1 - email:a @ 5", "customer:2 - email:a @ 3");

    assertThat(told.blocked)
        .containsExactly(Map.entry("customer:1 - email:a", CoreFold.Blocked.CONFLICT));
    assertThat(told.leaders)
        .containsEntry("email:a", "customer:2")
        .containsEntry("customer:1", "customer:1");
  }

  @Test
  void aLinkBetweenSurerKindsIsDecidedFirstWhateverItsTime() {
    // The login joins its number before the older link over the address could take it elsewhere.
    Told told =
        told("login:l - email:a @ 1", "customer:2 - email:a @ 2", "customer:1 - login:l @ 9");

    assertThat(told.leaders)
        .containsEntry("login:l", "customer:1")
        .containsEntry("email:a", "customer:2");
    assertThat(told.blocked)
        .containsExactly(Map.entry("login:l - email:a", CoreFold.Blocked.CONFLICT));
  }

  @Test
  void whatTheOrderOfArrivalIsChangesNothing() {
    List<String> links =
        List.of(
            "customer:1 - email:a @ 4",
            "email:a - phone:p @ 3",
            "customer:2 - phone:p @ 4",
            "login:l - phone:p @ 1");
    Set<String> ends = new LinkedHashSet<>();
    for (List<String> order : orders(links)) {
      Told told = told(order.toArray(String[]::new));
      ends.add(told.leaders + " " + told.blocked);
    }
    assertThat(orders(links)).hasSize(24);
    assertThat(ends).hasSize(1);
  }

  @Test
  void theLinkThatWouldBringMoreThanTheCapIsBlocked() {
    Told told =
        told(
            "email:m - phone:1 @ 1",
            "email:m - phone:2 @ 2",
            "email:m - phone:3 @ 3",
            "email:m - phone:4 @ 4");

    assertThat(told.blocked).containsExactly(Map.entry("email:m - phone:4", CoreFold.Blocked.CAP));
    assertThat(told.leaders)
        .containsEntry("phone:3", "email:m")
        .containsEntry("phone:4", "phone:4");
  }

  @Test
  void theLeaderIsTheSurestAndOfEquallySureOnesTheFirstSeen() {
    Told told =
        told("email:b - phone:p @ 7", "email:a - phone:p @ 9", "email:b @ 7", "email:a @ 3");

    assertThat(told.leaders.values()).containsOnly("email:a");
  }

  @Test
  void aVetoBeatsEveryLinkHoweverLongTheWay() {
    CoreFold fold = new CoreFold(RULES);
    for (String each : List.of("login:a", "email:m", "login:b")) {
      fold.take(new Link(Identifier.of(each), Identifier.of(each), 0));
    }
    fold.veto(Identifier.of("login:a"), Identifier.of("login:b"));

    assertThat(fold.take(link("login:a - email:m @ 1"))).isEmpty();
    assertThat(fold.take(link("login:b - email:m @ 2"))).contains(CoreFold.Blocked.VETO);
  }

  @Test
  void aCorrectionAboutWhatWasNeverSeenJoinsNothing() {
    CoreFold fold = new CoreFold(RULES);
    fold.take(link("login:a @ 1"));
    fold.take(new Link(Identifier.of("login:a"), Identifier.of("customer:9"), 0));
    Map<String, String> leaders = new HashMap<>();
    fold.members().forEach(m -> leaders.put(m.identifier().toString(), m.leader().toString()));

    assertThat(leaders).containsExactly(Map.entry("login:a", "login:a"));
  }

  @Test
  void aTelephoneThatAMillionCustomersNameIsTheFirstOnesAndJoinsNobody() {
    CoreFold fold = new CoreFold(RULES);
    Identifier phone = Identifier.of("phone:p");
    fold.take(new Link(phone, phone, 0));
    int count = 1_000_000;
    for (int i = 0; i < count; i++) {
      Identifier number = new Identifier(IdentifierKind.CUSTOMER, Integer.toString(i));
      fold.take(new Link(number, number, i));
    }
    int conflicts = 0;
    for (int i = 0; i < count; i++) {
      Identifier number = new Identifier(IdentifierKind.CUSTOMER, Integer.toString(i));
      Optional<CoreFold.Blocked> blocked = fold.take(new Link(number, phone, i));
      conflicts += blocked.equals(Optional.of(CoreFold.Blocked.CONFLICT)) ? 1 : 0;
    }

    assertThat(conflicts).isEqualTo(count - 1);
    assertThat(fold.members().map(CoreFold.Member::leader).distinct().count()).isEqualTo(count);
    assertThat(fold.members().filter(m -> m.identifier().equals(phone)))
        .extracting(m -> m.leader().toString())
        .containsExactly("customer:0");
  }

  @Test
  void inTenThousandRandomWorldsNoCoreBreaksARule() {
    Random random = new Random(20260322);
    for (int world = 0; world < 10_000; world++) {
      List<String> links = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        links.add(
            "%s:%d - %s:%d @ %d"
                .formatted(
                    "customer", random.nextInt(3), "email", random.nextInt(4), random.nextInt(5)));
      }
      Told told = told(links.toArray(String[]::new));
      Collections.shuffle(links, random);
      Told again = told(links.toArray(String[]::new));
      assertThat(again.leaders).isEqualTo(told.leaders);
      Map<String, List<String>> cores = new TreeMap<>();
      told.leaders.forEach(
          (member, leader) -> cores.computeIfAbsent(leader, l -> new ArrayList<>()).add(member));
      for (List<String> core : cores.values()) {
        assertThat(core).hasSizeLessThanOrEqualTo(4);
        assertThat(core.stream().filter(m -> m.startsWith("customer")).count())
            .isLessThanOrEqualTo(1);
      }
    }
  }

  /** Selves first, then links in the fold's order, as {@link Cores} sorts them. */
  private static Told told(String... texts) {
    List<Link> links = new ArrayList<>(Arrays.stream(texts).map(CoreFoldTest::link).toList());
    Map<Identifier, Long> seen = new HashMap<>();
    for (Link link : links) {
      seen.merge(link.one(), link.firstSeenAt(), Math::min);
      seen.merge(link.other(), link.firstSeenAt(), Math::min);
    }
    Map<List<Identifier>, Link> pairs = new HashMap<>();
    for (Link link : links) {
      pairs.merge(
          List.of(link.one(), link.other()),
          link,
          (a, b) -> a.firstSeenAt() <= b.firstSeenAt() ? a : b);
    }
    CoreFold fold = new CoreFold(RULES);
    seen.forEach((each, at) -> fold.take(new Link(each, each, at)));
    Told told = new Told();
    pairs.values().stream()
        .filter(link -> !link.isSelf())
        .sorted(CoreFold.ORDER)
        .forEach(
            link -> {
              Optional<CoreFold.Blocked> blocked = fold.take(link);
              blocked.ifPresent(why -> told.blocked.put(link.one() + " - " + link.other(), why));
            });
    fold.members().forEach(m -> told.leaders.put(m.identifier().toString(), m.leader().toString()));
    return told;
  }

  private static Link link(String text) {
    String[] parts = text.split(" - | @ ", -1);
    Identifier one = Identifier.of(parts[0]);
    Identifier other = parts.length == 3 ? Identifier.of(parts[1]) : one;
    return new Link(one, other, Long.parseLong(parts[parts.length - 1]));
  }

  private static List<List<String>> orders(List<String> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> all = new ArrayList<>();
    for (String first : of) {
      List<String> rest = new ArrayList<>(of);
      rest.remove(first);
      for (List<String> order : orders(rest)) {
        List<String> whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        all.add(whole);
      }
    }
    return all;
  }
}
