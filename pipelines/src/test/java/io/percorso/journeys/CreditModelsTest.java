package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CreditModelsTest {
  private static final TouchpointCredit.Rules RULES = new TouchpointCredit.Rules(0.4, 500);

  @Test
  void eachModelSharesTheSameSuccessesOutInItsWay() {
    shows(
        """
        path              | success | null | worth
        ad > home > b > a | 1       | 0    | 100
        home > a          | 1       | 0    | 10
        a                 | 1       | 1    | 1
        """,
        """
        touchpoint | first  | last   | linear | position | shapley | value_linear
        a          | 1.0000 | 3.0000 | 1.7500 | 1.9000   | 1.7500  | 31.0000
        ad         | 1.0000 | 0.0000 | 0.2500 | 0.4000   | 0.2500  | 25.0000
        b          | 0.0000 | 0.0000 | 0.2500 | 0.1000   | 0.2500  | 25.0000
        home       | 1.0000 | 0.0000 | 0.7500 | 0.6000   | 0.7500  | 30.0000
        """);
  }

  /** In the chain half of the visits of a lead to b: it takes half of the successes along. */
  @Test
  void aTouchpointVisitedTwiceGetsTwoLinearPartsAndOneOfTheSet() {
    shows(
        """
        path         | success | null
        a > b > a    | 3       | 0
        """,
        """
        touchpoint | linear | position | shapley | markov | effect
        a          | 2.0000 | 2.4000   | 1.5000  | 2.0000 | 1.0000
        b          | 1.0000 | 0.6000   | 1.5000  | 1.0000 | 0.5000
        """);
  }

  @Test
  void markovSharesByRemovalEffectAndShapleyByPresence() {
    shows(
        """
        path         | success | null
        C1 > C2 > C3 | 1       | 0
        C1           | 0       | 1
        C2 > C3      | 0       | 1
        """,
        """
        touchpoint | markov | shapley | effect
        C1         | 0.2000 | 0.3333  | 0.5000
        C2         | 0.4000 | 0.3333  | 1.0000
        C3         | 0.4000 | 0.3333  | 1.0000
        """);
  }

  @Test
  void aTouchpointOfFailuresAloneGetsNothing() {
    shows(
        """
        path     | success | null
        a        | 1       | 0
        a > lost | 0       | 1
        """,
        """
        touchpoint | first  | last   | linear | position | markov | shapley | effect
        a          | 1.0000 | 1.0000 | 1.0000 | 1.0000   | 1.0000 | 1.0000  | 1.0000
        lost       | 0.0000 | 0.0000 | 0.0000 | 0.0000   | 0.0000 | 0.0000  | 0.0000
        """);
  }

  @Test
  void withoutASuccessThereIsNothingToShareOut() {
    assertThat(models(Walks.of("path | success | null\na > b | 0 | 3\n")).credits()).isEmpty();
  }

  @Test
  void aSuccessOfUnknownWorthCountsAndBringsNoValue() {
    CreditModels models =
        models(
            Walks.of(
                """
                path | success | null | worth
                a    | 2       | 0    |
                b    | 1       | 0    | 7.5
                """));
    assertThat(models.unvalued()).isEqualTo(2);
    assertThat(values(models, CreditModels.Model.LINEAR))
        .containsExactly(new BigDecimal("0.0000"), new BigDecimal("7.5000"));
    CreditModels unknown = models(Walks.of("path | success | null\na | 2 | 0\n"));
    assertThat(unknown.credits()).allSatisfy(credit -> assertThat(credit.value()).isEmpty());
  }

  @Test
  void theLastUnitOfWorthGoesToTheLargestRemainder() {
    CreditModels models =
        models(Walks.of("path | success | null | worth\na > b > c | 1 | 0 | 0.0002\n"));
    assertThat(values(models, CreditModels.Model.LINEAR))
        .containsExactly(
            new BigDecimal("0.0001"), new BigDecimal("0.0001"), new BigDecimal("0.0000"));
    assertThat(values(models, CreditModels.Model.POSITION))
        .containsExactly(
            new BigDecimal("0.0001"), new BigDecimal("0.0000"), new BigDecimal("0.0001"));
  }

  @Test
  void theRarestTouchpointsShareOneMarkovCreditAndKeepTheirOthers() {
    CreditModels models =
        new CreditModels(
            Walks.told(
                Walks.of(
                    """
                    path          | success | null
                    a > b > x > y | 1       | 0
                    a > b > z     | 1       | 1
                    """),
                CreditModels::tell),
            new TouchpointCredit.Rules(0.4, 2));
    assertThat(names(models, CreditModels.Model.MARKOV)).containsExactly("OTHER", "a", "b");
    assertThat(names(models, CreditModels.Model.SHAPLEY)).containsExactly("a", "b", "x", "y", "z");
  }

  @Test
  void theCreditsOfTwelveRealChannelsFollowTheirRemovalEffects() {
    List<Walk> walks = PathData.walks();
    CreditModels models = models(walks);
    assertThat(models.successes()).isEqualTo(19_785);
    Map<String, Double> effects =
        new SolvedAnew(Walks.told(walks, Walk::tellChain).transitions()).removalEffects();
    double all = effects.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<String, Double> markov = credits(models, CreditModels.Model.MARKOV);
    assertThat(markov).hasSize(12);
    markov.forEach(
        (channel, credit) ->
            assertThat(credit / 19_785)
                .as(channel)
                .isCloseTo(effects.get(channel) / all, within(1e-9)));
    assertThat(markov.get("alpha")).isCloseTo(5344.947682, within(1e-6));
  }

  @Property(tries = 500)
  void theCreditsOfEachModelSumToTheSuccessesAndTheValuesToTheirWorth(
      @ForAll("walks") List<Walk> walks) {
    CreditModels models = models(walks);
    List<Walk> won = walks.stream().filter(w -> w.end() == Walk.End.SUCCESS).toList();
    BigDecimal worth =
        won.stream().flatMap(w -> w.worth().stream()).reduce(BigDecimal.ZERO, BigDecimal::add);
    for (CreditModels.Model model : CreditModels.Model.values()) {
      double sum = credits(models, model).values().stream().mapToDouble(c -> c).sum();
      assertThat(sum).as(model.word()).isCloseTo(won.size(), within(1e-9));
      if (won.stream().anyMatch(w -> w.worth().isPresent())) {
        assertThat(values(models, model).stream().reduce(BigDecimal.ZERO, BigDecimal::add))
            .as(model.word())
            .isEqualByComparingTo(worth);
      }
    }
  }

  @Property(tries = 300)
  void theShapleyValueEqualsTheSumOverAllSubsets(@ForAll("walks") List<Walk> walks) {
    List<Walk> won = walks.stream().filter(w -> w.end() == Walk.End.SUCCESS).toList();
    Map<String, Double> found = credits(models(walks), CreditModels.Model.SHAPLEY);
    List<String> players = new ArrayList<>(found.keySet());
    players.forEach(
        player ->
            assertThat(found.get(player)).isCloseTo(bySubsets(player, players, won), within(1e-9)));
  }

  @Property(tries = 200)
  void theOrderInWhichWalksComeChangesNoBit(@ForAll("walks") List<Walk> walks) {
    List<Walk> reversed = new ArrayList<>(walks);
    Collections.reverse(reversed);
    assertThat(models(reversed).credits()).isEqualTo(models(walks).credits());
  }

  @Provide
  Arbitrary<List<Walk>> walks() {
    return RandomWalks.walks();
  }

  /** What a player adds to every set of the others, weighted by the orders in which they come. */
  private static double bySubsets(String player, List<String> players, List<Walk> won) {
    int size = players.size();
    double value = 0;
    for (int bits = 0; bits < 1 << size; bits++) {
      Set<String> others = new TreeSet<>();
      for (int i = 0; i < size; i++) {
        if ((bits >> i & 1) == 1) {
          others.add(players.get(i));
        }
      }
      if (others.contains(player)) {
        continue;
      }
      double orders =
          factorial(others.size()) * factorial(size - others.size() - 1) / factorial(size);
      long without = countWithin(others, won);
      others.add(player);
      value += orders * (countWithin(others, won) - without);
    }
    return value;
  }

  private static long countWithin(Set<String> touchpoints, List<Walk> won) {
    return won.stream().filter(walk -> touchpoints.containsAll(walk.touchpoints())).count();
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }

  private static CreditModels models(List<Walk> walks) {
    return new CreditModels(Walks.told(walks, CreditModels::tell), RULES);
  }

  private static Map<String, Double> credits(CreditModels models, CreditModels.Model model) {
    Map<String, Double> credits = new TreeMap<>();
    models.credits().stream()
        .filter(credit -> credit.model() == model)
        .forEach(credit -> credits.put(credit.touchpoint(), credit.credit()));
    return credits;
  }

  private static Set<String> names(CreditModels models, CreditModels.Model model) {
    return credits(models, model).keySet();
  }

  private static List<BigDecimal> values(CreditModels models, CreditModels.Model model) {
    return models.credits().stream()
        .filter(credit -> credit.model() == model)
        .map(CreditModels.Credit::value)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Draws the credits with a column per model. */
  private static void shows(String walks, String expected) {
    Map<String, Map<String, Object>> rows = new TreeMap<>();
    for (CreditModels.Credit credit : models(Walks.of(walks)).credits()) {
      Map<String, Object> row = rows.computeIfAbsent(credit.touchpoint(), t -> new TreeMap<>());
      row.put("touchpoint", credit.touchpoint());
      row.put(credit.model().word(), drawn(credit.credit()));
      credit.value().ifPresent(value -> row.put("value_" + credit.model().word(), value));
      credit.removalEffect().ifPresent(effect -> row.put("effect", drawn(effect)));
    }
    Story.draw(new ArrayList<>(rows.values()), expected);
  }

  private static String drawn(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
