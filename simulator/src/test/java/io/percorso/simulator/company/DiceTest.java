package io.percorso.simulator.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DiceTest {
  private static final int DRAWS = 200_000;

  @Test
  void aDrawIsAFunctionOfSeedPurposeAndEntityAlone() {
    assertThat(firstTen(Dice.of(7, "visit", 3, 1))).isEqualTo(firstTen(Dice.of(7, "visit", 3, 1)));
  }

  @Test
  void anotherSeedPurposeOrEntityDrawsOtherwise() {
    List<List<Long>> lists =
        List.of(
            firstTen(Dice.of(7, "visit", 3, 1)),
            firstTen(Dice.of(8, "visit", 3, 1)),
            firstTen(Dice.of(7, "churn", 3, 1)),
            firstTen(Dice.of(7, "visit", 1, 3)),
            firstTen(Dice.of(7, "visit", 3)),
            firstTen(Dice.of(7, "visit", 3, 1, 0)));
    assertThat(lists.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(60);
  }

  @Test
  void drawsOfNeighboursAreNotAlike() {
    double sum = 0;
    for (int person = 0; person < DRAWS; person++) {
      sum += Dice.of(1, "trait", person).normal() * Dice.of(1, "trait", person + 1).normal();
    }
    assertThat(sum / DRAWS).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
  }

  @Test
  void diceOverAGeneratorGoOnWithIt() {
    List<Long> alone = firstTen(Dice.of(7, "visit", 3));
    Dice dice = Dice.of(7, "visit", 3);
    assertThat(dice.number()).isEqualTo(alone.get(0));
    assertThat(Dice.over(dice.random()).number()).isEqualTo(alone.get(1));
    assertThat(dice.number()).isEqualTo(alone.get(2));
  }

  @Test
  void uniformIsHalfOnAverageAndInside() {
    double[] drawn = drawn("uniform", Dice::uniform);
    assertThat(DoubleStream.of(drawn).boxed()).allMatch(u -> u >= 0 && u < 1);
    assertMean(drawn, .5, Math.sqrt(1 / 12.0));
  }

  @Test
  void chanceComesInItsShareAndNeverOrAlwaysAtTheEnds() {
    assertMean(drawn("chance", dice -> dice.chance(.03) ? 1 : 0), .03, Math.sqrt(.03 * .97));
    assertMean(drawn("never", dice -> dice.chance(0) ? 1 : 0), 0, 0);
    assertMean(drawn("always", dice -> dice.chance(1) ? 1 : 0), 1, 0);
  }

  @Test
  void normalHasTheMomentsAndTailsOfTheStandardNormal() {
    double[] drawn = drawn("normal", Dice::normal);
    assertMean(drawn, 0, 1);
    assertMean(mapped(drawn, z -> z * z), 1, Math.sqrt(2));
    assertMean(mapped(drawn, z -> z * z * z * z), 3, Math.sqrt(96));
    assertMean(mapped(drawn, z -> z > 1.959963984540054 ? 1 : 0), .025, Math.sqrt(.025 * .975));
    assertMean(mapped(drawn, z -> z < -1.959963984540054 ? 1 : 0), .025, Math.sqrt(.025 * .975));
  }

  @Test
  void poissonHasItsMeanAndVarianceSmallOrLarge() {
    for (double mean : new double[] {.05, .8, 7, 40}) {
      double[] drawn = drawn("poisson", dice -> dice.poisson(mean));
      assertMean(drawn, mean, Math.sqrt(mean));
      assertMean(
          mapped(drawn, n -> (n - mean) * (n - mean)), mean, Math.sqrt(mean + 2 * mean * mean));
    }
    assertThat(Dice.of(1, "none").poisson(0)).isZero();
  }

  @Test
  void aLargePoissonIsASumOfSmallerOnes() {
    Dice dice = Dice.of(11, "large");
    double[] drawn = DoubleStream.generate(() -> dice.poisson(1234.5)).limit(2_000).toArray();
    assertMean(drawn, 1234.5, Math.sqrt(1234.5));
    assertMean(mapped(drawn, n -> (n - 1234.5) * (n - 1234.5)), 1234.5, 1234.5 * Math.sqrt(2.001));
  }

  @Test
  void exponentialHasItsMeanAndItsTail() {
    double[] drawn = drawn("exponential", dice -> dice.exponential(20));
    assertMean(drawn, 20, 20);
    double tail = Math.exp(-3);
    assertMean(mapped(drawn, t -> t > 60 ? 1 : 0), tail, Math.sqrt(tail * (1 - tail)));
  }

  @Test
  void halfOfALognormalIsBelowTheMedianAndOneInAHundredAboveThePoint() {
    double[] drawn = drawn("late", dice -> dice.lognormal(2, 60));
    assertMean(mapped(drawn, t -> t < 2 ? 1 : 0), .5, .5);
    assertMean(mapped(drawn, t -> t > 60 ? 1 : 0), .01, Math.sqrt(.0099));
    assertThat(Dice.of(1, "sure").lognormal(5, 5)).isEqualTo(5);
  }

  @Test
  void weightedComesInProportionAndAWeightOfZeroNever() {
    double[] drawn = drawn("weighted", dice -> dice.weighted(0, 1, 0, 3, 0));
    assertThat(DoubleStream.of(drawn).boxed().distinct()).containsExactlyInAnyOrder(1.0, 3.0);
    assertMean(mapped(drawn, i -> i == 3 ? 1 : 0), .75, Math.sqrt(.1875));
  }

  @Test
  void betweenHasBothEndsAndEveryNumberAlike() {
    double[] drawn = drawn("between", dice -> dice.between(-2, 2));
    assertThat(DoubleStream.of(drawn).boxed().distinct())
        .containsExactlyInAnyOrder(-2.0, -1.0, .0, 1.0, 2.0);
    assertMean(drawn, 0, Math.sqrt(2));
    assertThat(Dice.of(1, "one").between(4, 4)).isEqualTo(4);
    Dice.of(1, "widest").between(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Test
  void oneOfTakesEveryChoiceAlike() {
    List<Integer> choices = List.of(0, 1, 2, 3);
    assertMean(drawn("choice", dice -> dice.oneOf(choices)), 1.5, Math.sqrt(1.25));
    assertMean(drawn("below", dice -> dice.below(4)), 1.5, Math.sqrt(1.25));
  }

  @Test
  void aShuffleGivesEveryOrderAlike() {
    Dice dice = Dice.of(5, "shuffle");
    Map<String, Integer> orders = new TreeMap<>();
    for (int i = 0; i < 60_000; i++) {
      List<String> list = new ArrayList<>(List.of("a", "b", "c"));
      dice.shuffle(list);
      orders.merge(String.join("", list), 1, Integer::sum);
    }
    double fourErrors = 4 * Math.sqrt(60_000 * (1 / 6.0) * (5 / 6.0));
    assertThat(orders).hasSize(6);
    assertThat(orders.values()).allSatisfy(n -> assertThat(n).isCloseTo(10_000, close(fourErrors)));
  }

  @Test
  void impossibleNumbersAreRefused() {
    Dice dice = Dice.of(1, "wrong");
    for (Runnable wrong :
        List.<Runnable>of(
            () -> dice.poisson(-1),
            () -> dice.poisson(Double.NaN),
            () -> dice.exponential(-1),
            () -> dice.lognormal(0, 1),
            () -> dice.lognormal(2, 1),
            () -> dice.weighted(),
            () -> dice.weighted(0, 0),
            () -> dice.weighted(1, -1),
            () -> dice.between(2, 1))) {
      assertThatIllegalArgumentException().isThrownBy(wrong::run);
    }
  }

  @Test
  void languagesComeInTheirShares() {
    double[] drawn = drawn("language", dice -> Language.drawn(dice).ordinal());
    double sum = 0;
    for (Language language : Language.values()) {
      double share = language.share();
      sum += share;
      assertMean(
          mapped(drawn, i -> i == language.ordinal() ? 1 : 0),
          share,
          Math.sqrt(share * (1 - share)));
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  private static org.assertj.core.data.Offset<Integer> close(double distance) {
    return within((int) distance);
  }

  private static double[] drawn(String purpose, ToDoubleFunction<Dice> draw) {
    Dice dice = Dice.of(20260301, purpose, 1);
    return DoubleStream.generate(() -> draw.applyAsDouble(dice)).limit(DRAWS).toArray();
  }

  private static double[] mapped(double[] drawn, java.util.function.DoubleUnaryOperator map) {
    return Arrays.stream(drawn).map(map).toArray();
  }

  private static void assertMean(double[] drawn, double mean, double deviation) {
    double error = 4 * deviation / Math.sqrt(drawn.length);
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(mean, within(error));
  }

  private static List<Long> firstTen(Dice dice) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      numbers.add(dice.number());
    }
    return numbers;
  }
}
