package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.IdentifierKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Law 3 for who is who, without Spark: nights that decide anew only the components that a link or a
 * correction touches end with what one night decides that sees all.
 */
class CoreOrdersTest {
  private static final int ORDERS = 10_000;
  private static final int NIGHTS = 5;
  private static final CustomerIds.Rules RULES =
      new CustomerIds.Rules(
          Set.of(IdentifierKind.CUSTOMER), 4, Duration.ofDays(30), 4, Duration.ofDays(30), 250_000);

  /** Two identifiers, the surer first, seen together or one with itself. */
  private record Pair(Identifier one, Identifier other) {
    static Pair of(Identifier a, Identifier b) {
      return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
    }
  }

  private record Sighting(Pair pair, long at, int comes, int goes) {}

  private enum Verdict {
    VETO,
    FORCE,
    WITHDRAW
  }

  private record Correction(Pair pair, Verdict verdict, long at, int comes) {}

  /** What stands about identifiers and links after a night. */
  private record Decided(Map<Identifier, Identifier> leaders, Map<Pair, String> blocked) {
    static Decided none() {
      return new Decided(new TreeMap<>(), new HashMap<>());
    }
  }

  private int unblocked;
  private int parted;
  private int spared;

  @Test
  void nightsThatDecideTouchedComponentsAloneEndAsOneNightThatSeesAll() {
    for (int seed = 0; seed < ORDERS; seed++) {
      Random lot = new Random(seed);
      List<Sighting> sightings = sightings(lot);
      List<Correction> corrections = corrections(lot);
      World world = new World();
      for (int night = 0; night < NIGHTS; night++) {
        int now = night;
        world.night(
            links(sightings.stream().filter(s -> s.comes <= now && now < s.goes).toList()),
            inForce(corrections.stream().filter(c -> c.comes <= now).toList()));
      }
      World once = new World();
      once.night(world.links, world.said);
      assertThat(world.decided).as("order %d", seed).isEqualTo(once.decided);
    }
    assertThat(unblocked).as("links that were blocked and are not").isGreaterThan(ORDERS / 20);
    assertThat(parted).as("identifiers that lost their leader's company").isGreaterThan(ORDERS / 5);
    assertThat(spared).as("identifiers that nights did not look at").isGreaterThan(ORDERS);
  }

  /** Links as they stand, what was decided of them, and where each identifier is. */
  private final class World {
    private Map<Pair, Long> links = Map.of();
    private Map<Pair, Correction> said = Map.of();
    private Map<Identifier, Identifier> components = Map.of();
    private final Decided decided = Decided.none();

    /** As IdentityStep goes about it. */
    void night(Map<Pair, Long> now, Map<Pair, Correction> saidNow) {
      Set<Identifier> touched = ends(changed(links, now));
      touched.addAll(ends(changed(said, saidNow)));
      Set<Identifier> tied = new TreeSet<>();
      saidNow.values().stream()
          .filter(c -> c.verdict == Verdict.FORCE)
          .filter(c -> touched.contains(c.pair.one) || touched.contains(c.pair.other))
          .forEach(c -> tied.addAll(List.of(c.pair.one, c.pair.other)));
      touched.addAll(tied);
      Set<Identifier> before = new HashSet<>();
      touched.stream()
          .filter(components::containsKey)
          .forEach(each -> before.add(components.get(each)));
      Set<Identifier> members = new TreeSet<>(touched);
      components.forEach(
          (each, component) -> {
            if (before.contains(component)) {
              members.add(each);
            }
          });
      Map<Pair, Long> scope = new HashMap<>();
      now.forEach(
          (pair, at) -> {
            if (members.contains(pair.one)) {
              assertThat(members).contains(pair.other);
              scope.put(pair, at);
            }
          });
      spared += components.keySet().size() - members.size() > 0 ? 1 : 0;
      Decided anew = decide(scope, saidNow.values());
      members.forEach(
          each -> {
            Identifier was = decided.leaders.remove(each);
            Identifier is = anew.leaders.get(each);
            parted += was != null && is != null && is.compareTo(was) > 0 ? 1 : 0;
          });
      for (Pair pair : Set.copyOf(decided.blocked.keySet())) {
        if (members.contains(pair.one)) {
          decided.blocked.remove(pair);
          unblocked += scope.containsKey(pair) && !anew.blocked.containsKey(pair) ? 1 : 0;
        }
      }
      decided.leaders.putAll(anew.leaders);
      decided.blocked.putAll(anew.blocked);
      links = now;
      said = saidNow;
      components = components(now, saidNow.values());
    }
  }

  private static <V> Set<Pair> changed(Map<Pair, V> before, Map<Pair, V> now) {
    Set<Pair> pairs = new HashSet<>(before.keySet());
    pairs.addAll(now.keySet());
    pairs.removeIf(
        pair -> Optional.ofNullable(before.get(pair)).equals(Optional.ofNullable(now.get(pair))));
    return pairs;
  }

  private static Set<Identifier> ends(Set<Pair> pairs) {
    Set<Identifier> ends = new TreeSet<>();
    pairs.forEach(pair -> ends.addAll(List.of(pair.one, pair.other)));
    return ends;
  }

  /** As Cores tells it to the fold. */
  private static Decided decide(Map<Pair, Long> links, Collection<Correction> corrections) {
    CoreFold fold = new CoreFold(RULES);
    links.forEach(
        (pair, at) -> {
          if (pair.one.equals(pair.other)) {
            fold.take(new Link(pair.one, pair.other, at));
          }
        });
    List<Correction> between =
        corrections.stream()
            .filter(c -> fold.wasSeen(c.pair.one) && fold.wasSeen(c.pair.other))
            .toList();
    between.stream()
        .filter(c -> c.verdict == Verdict.VETO)
        .forEach(c -> fold.veto(c.pair.one, c.pair.other));
    between.stream()
        .filter(c -> c.verdict == Verdict.FORCE)
        .map(c -> new Link(c.pair.one, c.pair.other, c.at))
        .sorted(CoreFold.ORDER)
        .forEach(fold::take);
    Decided decided = Decided.none();
    links.entrySet().stream()
        .filter(e -> !e.getKey().one.equals(e.getKey().other))
        .map(e -> new Link(e.getKey().one, e.getKey().other, e.getValue()))
        .sorted(CoreFold.ORDER)
        .forEach(
            link ->
                fold.take(link)
                    .ifPresent(
                        why ->
                            decided.blocked.put(new Pair(link.one(), link.other()), why.name())));
    fold.members().forEach(m -> decided.leaders.put(m.identifier(), m.leader()));
    return decided;
  }

  /** The least identifier of each one's component, of links and of forces between seen ones. */
  private static Map<Identifier, Identifier> components(
      Map<Pair, Long> links, Collection<Correction> corrections) {
    Map<Identifier, Identifier> least = new TreeMap<>();
    links.keySet().forEach(pair -> least.put(pair.one, pair.one));
    links.keySet().forEach(pair -> least.put(pair.other, pair.other));
    List<Pair> edges = new ArrayList<>(links.keySet());
    corrections.stream()
        .filter(c -> c.verdict == Verdict.FORCE)
        .map(Correction::pair)
        .filter(pair -> least.containsKey(pair.one) && least.containsKey(pair.other))
        .forEach(edges::add);
    boolean isGrowing = true;
    while (isGrowing) {
      isGrowing = false;
      for (Pair edge : edges) {
        Identifier one = least.get(edge.one);
        Identifier other = least.get(edge.other);
        if (!one.equals(other)) {
          least.put(edge.one, one.compareTo(other) < 0 ? one : other);
          least.put(edge.other, one.compareTo(other) < 0 ? one : other);
          isGrowing = true;
        }
      }
    }
    return least;
  }

  private static Map<Pair, Long> links(List<Sighting> sightings) {
    Map<Pair, Long> links = new HashMap<>();
    for (Sighting sighting : sightings) {
      links.merge(sighting.pair, sighting.at, Math::min);
      Identifier one = sighting.pair.one;
      Identifier other = sighting.pair.other;
      links.merge(new Pair(one, one), sighting.at, Math::min);
      links.merge(new Pair(other, other), sighting.at, Math::min);
    }
    return links;
  }

  private static Map<Pair, Correction> inForce(List<Correction> corrections) {
    Map<Pair, Correction> last = new HashMap<>();
    corrections.forEach(c -> last.merge(c.pair, c, (a, b) -> a.at >= b.at ? a : b));
    last.values().removeIf(c -> c.verdict == Verdict.WITHDRAW);
    return last;
  }

  private static List<Sighting> sightings(Random lot) {
    List<Sighting> sightings = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      int comes = lot.nextInt(NIGHTS);
      // Some are told otherwise later, and go.
      int goes = lot.nextInt(5) == 0 ? comes + 1 + lot.nextInt(NIGHTS) : NIGHTS;
      sightings.add(
          new Sighting(Pair.of(identifier(lot), identifier(lot)), lot.nextInt(50), comes, goes));
    }
    return sightings;
  }

  private static List<Correction> corrections(Random lot) {
    List<Correction> corrections = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Pair pair = Pair.of(identifier(lot), identifier(lot));
      if (!pair.one.equals(pair.other)) {
        Verdict verdict = Verdict.values()[lot.nextInt(Verdict.values().length)];
        corrections.add(new Correction(pair, verdict, i, lot.nextInt(NIGHTS)));
      }
    }
    return corrections;
  }

  private static Identifier identifier(Random lot) {
    IdentifierKind[] kinds = {
      IdentifierKind.CUSTOMER, IdentifierKind.LOGIN, IdentifierKind.EMAIL, IdentifierKind.PHONE
    };
    IdentifierKind kind = kinds[lot.nextInt(kinds.length)];
    return new Identifier(kind, Integer.toString(lot.nextInt(4)));
  }
}
