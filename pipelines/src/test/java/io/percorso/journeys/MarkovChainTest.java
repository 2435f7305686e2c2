package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.testing.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MarkovChainTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /** Three walks whose chain can be solved by hand. */
  private static final String THREE_WALKS =
      """
      path         | success | null
      C1 > C2 > C3 | 1       | 0
      C1           | 0       | 1
      C2 > C3      | 0       | 1
      """;

  @Test
  void aRemovedTouchpointTakesTheSuccessesThatComeByItAlong() {
    MarkovChain chain = Walks.chain(Walks.of(THREE_WALKS));
    assertThat(chain.successShare()).isCloseTo(1 / 3.0, EXACT);
    assertThat(chain.removalEffects().get("C1")).isCloseTo(0.5, EXACT);
    assertThat(chain.removalEffects().get("C2")).isCloseTo(1, EXACT);
    assertThat(chain.removalEffects().get("C3")).isCloseTo(1, EXACT);
  }

  @Test
  void twelveRealChannelsHaveTheRemovalEffectsOfTwelveSystemsSolvedAnew() {
    List<Walk> walks = PathData.walks();
    Transitions transitions = Walks.told(walks, Walk::tellChain).transitions();
    MarkovChain chain = MarkovChain.of(transitions);
    double observed =
        walks.stream().filter(w -> w.end() == Walk.End.SUCCESS).count() / (double) walks.size();
    assertThat(chain.successShare()).isCloseTo(observed, EXACT).isCloseTo(0.2238, within(5e-5));
    assertSame(chain.removalEffects(), new SolvedAnew(transitions).removalEffects());
    // Solved with NumPy, outside this project's code.
    Map<String, Double> found = chain.removalEffects();
    List<Map<String, String>> expected =
        Grid.of(
                """
                channel | effect
                alpha   | 0.558399490
                beta    | 0.264038536
                delta   | 0.000481996
                epsilon | 0.062638582
                eta     | 0.349026332
                gamma   | 0.017879974
                iota    | 0.405835004
                kappa   | 0.028663387
                lambda  | 0.134022123
                mi      | 0.000179946
                theta   | 0.206010463
                zeta    | 0.039810518
                """)
            .rows();
    assertThat(found).hasSameSizeAs(expected);
    expected.forEach(
        row ->
            assertThat(found.get(row.get("channel")))
                .as(row.get("channel"))
                .isCloseTo(Double.parseDouble(row.get("effect")), EXACT));
  }

  @Property(tries = 2000)
  void allRemovalsFromOneFactorisationEqualEachSolvedAnew(
      @ForAll("anyTransitions") Transitions transitions) {
    MarkovChain chain = MarkovChain.of(transitions);
    SolvedAnew anew = new SolvedAnew(transitions);
    double share = anew.successShare("");
    assertThat(chain.successShare()).isCloseTo(share, EXACT);
    if (share > 1e-6) {
      assertSame(chain.removalEffects(), anew.removalEffects());
    }
  }

  @Property(tries = 500)
  void aChainMadeFromWalksVisitsAsOftenAsTheWalks(@ForAll("walks") List<Walk> walks) {
    SortedMap<String, Double> counted = new TreeMap<>();
    walks.forEach(
        walk -> walk.touchpoints().forEach(t -> counted.merge(t, 1.0 / walks.size(), Double::sum)));
    assertSame(Walks.chain(walks).expectedVisitsOfWalk(), counted);
  }

  @Property(tries = 500)
  void directRepeatsChangeNoRemovalEffect(@ForAll("walks") List<Walk> walks) {
    List<Walk> collapsed = walks.stream().map(MarkovChainTest::withoutRepeats).toList();
    assertSame(Walks.chain(collapsed).removalEffects(), Walks.chain(walks).removalEffects());
  }

  @Test
  void oneWhoIsThereComesBackAsOftenAsTheLoopIsTaken() {
    MarkovChain chain =
        Walks.chain(
            Walks.of(
                """
                path                   | success | null
                home > cart > home > a | 1       | 0
                home > b               | 0       | 1
                """));
    // One of three visits of home goes to the cart, which leads back: 1 / (1 - 1/3).
    assertThat(chain.expectedVisits().get("home")).isCloseTo(1.5, EXACT);
    assertThat(chain.expectedVisits().get("cart")).isCloseTo(1.5, EXACT);
    assertThat(chain.expectedVisits().get("a")).isCloseTo(1, EXACT);
  }

  @Test
  void aLoopWithoutAWayOutIsAnEndWithoutSuccess() {
    Transitions transitions = new Transitions();
    transitions.start("home", 2);
    transitions.move("home", "pit", 1);
    transitions.move("pit", "mire", 1);
    transitions.move("mire", "pit", 1);
    transitions.move("mire", "mire", 1);
    transitions.end("home", Walk.End.SUCCESS, 1);
    MarkovChain chain = MarkovChain.of(transitions);
    assertThat(chain.successShare()).isCloseTo(0.5, EXACT);
    assertThat(chain.removalEffects()).containsOnlyKeys("home", "mire", "pit");
    assertThat(chain.removalEffects().get("home")).isCloseTo(1, EXACT);
    assertThat(chain.removalEffects().get("pit")).isZero();
    assertThat(chain.expectedVisits()).containsOnlyKeys("home");
  }

  @Test
  void withoutASuccessThereAreNoRemovalEffects() {
    MarkovChain chain = Walks.chain(Walks.of("path | success | null\na > b | 0 | 3\n"));
    assertThat(chain.successShare()).isZero();
    assertThat(chain.removalEffects()).isEmpty();
    assertThat(chain.expectedVisits()).containsOnlyKeys("a", "b");
  }

  /** Chains that no walks need to have made: self-loops, pits, places that nobody reaches. */
  @Provide
  Arbitrary<Transitions> anyTransitions() {
    Arbitrary<Long> count =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(0L)), Tuple.of(1, Arbitraries.longs().between(1, 9)));
    return Arbitraries.integers()
        .between(1, 6)
        .flatMap(
            size ->
                count
                    .list()
                    .ofSize(size * (size + 3))
                    .map(counts -> transitions(size, counts))
                    .filter(transitions -> transitions.walks() > 0));
  }

  private static Transitions transitions(int size, List<Long> counts) {
    Transitions transitions = new Transitions();
    int next = 0;
    for (int i = 0; i < size; i++) {
      String from = "t" + i;
      transitions.start(from, counts.get(next++));
      transitions.end(from, Walk.End.SUCCESS, counts.get(next++));
      transitions.end(from, Walk.End.NULL, counts.get(next++));
      for (int j = 0; j < size; j++) {
        long count = counts.get(next++);
        if (count > 0) {
          transitions.move(from, "t" + j, count);
        }
      }
    }
    return transitions;
  }

  @Provide
  Arbitrary<List<Walk>> walks() {
    return RandomWalks.walks();
  }

  private static Walk withoutRepeats(Walk walk) {
    List<String> path = new ArrayList<>();
    for (String touchpoint : walk.touchpoints()) {
      if (path.isEmpty() || !path.get(path.size() - 1).equals(touchpoint)) {
        path.add(touchpoint);
      }
    }
    return Walks.walk(path, walk.end(), walk.worth());
  }

  private static void assertSame(Map<String, Double> found, Map<String, Double> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, value) -> assertThat(found.get(name)).as(name).isCloseTo(value, EXACT));
  }
}
