package io.percorso.simulator.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planted shows in the truth as planted; on seeds that no constant was chosen with. */
class PlantedTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 12, 2);

  static LongStream seeds() {
    return LongStream.rangeClosed(9001, 9005);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whoLeavesIsRankedAsWellAsTheBoundSaysAndNoBetter(long seed) {
    List<String[]> rows = told(seed, 1_500, 95, Truth.CHURN);
    double[] probabilities = rows.stream().mapToDouble(r -> Double.parseDouble(r[3])).toArray();
    boolean[] left = new boolean[rows.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = rows.get(i)[5].equals("1");
    }
    BayesBound bound = BayesBound.of(probabilities);
    BayesBound.Realised realised = BayesBound.realised(probabilities, left).orElseThrow();
    System.out.printf(
        "bound: seed %d, %d snapshots, %.2f %% leave; AUC* %.4f, realised %.4f, standard error"
            + " %.4f%n",
        seed,
        rows.size(),
        100.0 * realised.happened() / rows.size(),
        bound.auc(),
        realised.auc(),
        realised.standardError());
    assertThat(Math.abs(realised.auc() - bound.auc())).isLessThan(3 * realised.standardError());

    List<Boolean> shuffled = new ArrayList<>();
    for (boolean one : left) {
      shuffled.add(one);
    }
    Collections.shuffle(shuffled, new Random(seed));
    boolean[] any = new boolean[left.length];
    for (int i = 0; i < any.length; i++) {
      any[i] = shuffled.get(i);
    }
    BayesBound.Realised none = BayesBound.realised(probabilities, any).orElseThrow();
    assertThat(Math.abs(none.auc() - 0.5)).isLessThan(3 * none.standardError());
  }

  @Test
  void frictionAtADeliveryPageLooksHarmfulInAllAndIsNotOnEitherScreen() {
    Cells cells = new Cells(told(77, 6_000, 90, Truth.VISIT), "delivery");
    assertThat(cells.difference()).isGreaterThan(0.02);
    // The hazard itself, not the draw: on one screen friction adds nothing.
    assertThat(cells.hazardEffect()).isZero();
  }

  @Test
  void theReleaseMendsTheAddressPageOfTheAppAndOnlyThere() {
    List<String[]> visits = told(78, 3_000, 110, Truth.VISIT);
    String release = FIRST.plusDays(Effects.releaseDay() + 1).toString();
    for (String channel : List.of("app", "web")) {
      for (boolean isAfter : List.of(false, true)) {
        List<String[]> some =
            visits.stream()
                .filter(v -> v[4].equals("address") && v[5].equals(channel))
                .filter(v -> (v[6].compareTo(release) >= 0) == isAfter)
                .toList();
        double share = (double) some.stream().filter(v -> v[7].equals("1")).count() / some.size();
        if (channel.equals("app") && isAfter) {
          assertThat(share).isZero();
        } else {
          assertThat(share).as(channel + isAfter).isBetween(0.1, 0.3);
        }
      }
    }
  }

  @Test
  void whoComesBackNamesTheAttemptThatFailed() {
    List<String[]> journeys = told(79, 800, 90, Truth.JOURNEY);
    List<String[]> again = journeys.stream().filter(j -> !j[6].isEmpty()).toList();
    assertThat(again).hasSizeGreaterThan(50);
    for (String[] journey : again) {
      String[] first =
          journeys.stream().filter(j -> j[0].equals(journey[6])).findFirst().orElseThrow();
      assertThat(first[1]).isEqualTo(journey[1]);
      assertThat(first[5]).isEqualTo("abandoned");
      assertThat(first[4]).isLessThan(journey[3]);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7})
  void aPerturbedWorldMovesEachEffectByAtMostThirtyPercent(long seed) {
    Effects plain = Effects.of(new WorldSize(seed, 1, FIRST, 1, WorldSize.Profile.CLEAN, false));
    Effects moved = Effects.of(new WorldSize(seed, 1, FIRST, 1, WorldSize.Profile.CLEAN, true));
    double[] ratios =
        Arrays.stream(Touchpoint.values())
            .filter(t -> t.kind().isTrueCause())
            .mapToDouble(t -> moved.effect(t) / plain.effect(t))
            .toArray();
    assertThat(Arrays.stream(ratios).boxed().toList()).allMatch(r -> r >= 0.7 && r <= 1.3);
    assertThat(Arrays.stream(ratios).distinct().count()).isEqualTo(ratios.length);
    assertThat(moved.churn().friction() / plain.churn().friction()).isBetween(0.7, 1.3);
  }

  /** Rows of the truth of a world, without its files. */
  private static List<String[]> told(long seed, int customers, int days, Truth table) {
    WorldSize size = new WorldSize(seed, customers, FIRST, days, WorldSize.Profile.CLEAN, false);
    Effects effects = Effects.of(size);
    Losses losses = new Losses();
    List<String[]> rows = new ArrayList<>();
    for (int number = 0; number < customers; number++) {
      Diary diary = new Diary();
      Life.live(size, effects, Person.of(size, number), diary, losses);
      diary.rows().stream()
          .filter(row -> row.table() == table)
          .forEach(row -> rows.add(row.csv().split(",", -1)));
    }
    return rows;
  }

  /** Visits of one page by friction. */
  private static final class Cells {
    private final List<String[]> visits;

    Cells(List<String[]> all, String page) {
      visits = all.stream().filter(v -> v[4].equals(page)).toList();
    }

    /** Share that gives up with friction, less that without. */
    double difference() {
      return share("1") - share("0");
    }

    private double share(String friction) {
      List<String[]> some = visits.stream().filter(v -> v[7].equals(friction)).toList();
      return (double) some.stream().filter(v -> v[10].equals("1")).count() / some.size();
    }

    double hazardEffect() {
      return visits.stream()
          .mapToDouble(v -> Double.parseDouble(v[9]) - Double.parseDouble(v[8]))
          .max()
          .orElseThrow();
    }
  }
}
