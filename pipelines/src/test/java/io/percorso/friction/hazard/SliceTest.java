package io.percorso.friction.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SliceTest {
  private static final Sizes SIZES = new Sizes(1, 2, 1, 1, 1, 1);
  private static final Slicing BY_CHANNEL =
      new Slicing() {
        @Override
        public int count() {
          return 2;
        }

        @Override
        public int[] of(Visit visit) {
          return new int[] {visit.channel()};
        }

        @Override
        public int strata() {
          return 2;
        }

        @Override
        public int stratum(Visit visit) {
          return visit.channel();
        }
      };

  /**
   * One in four visits shows friction, after which so many leave; of others one in ten.
   *
   * @param leaving after friction, by channel
   */
  private static List<Slice> slices(double... leaving) {
    SplittableRandom random = new SplittableRandom(17);
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      int channel = i % 2;
      boolean shows = random.nextInt(4) == 0;
      boolean leaves = random.nextDouble() < (shows ? leaving[channel] : .1);
      Visit.End end = leaves ? Visit.End.ABANDONED : Visit.End.CONTINUED;
      boolean isConverted = !leaves && random.nextDouble() < .8;
      visits.add(
          new Visit(
              random.nextLong(),
              0,
              channel,
              1,
              0,
              i % 60,
              new double[] {0},
              new double[] {shows ? 1 : 0},
              end,
              new Visit.Journey(0, isConverted, 10, false)));
    }
    Visits all = Visits.of(visits);
    HazardFit fit = HazardFit.of(all, SIZES, new HazardFit.Rules(30, .01));
    Losses losses = Losses.of(fit, all, 200);
    Causes causes = Causes.of(fit, losses, all, BY_CHANNEL);
    assertThat(causes.slices().stream().mapToDouble(Slice::lost).sum())
        .isCloseTo(losses.all().lost(), within(1e-9));
    return causes.slices();
  }

  @Test
  void whereFrictionDoesMoreThanElsewhereTheExcessSaysSo() {
    List<Slice> slices = slices(.5, .15);

    assertThat(slices.get(0).excess()).isGreaterThan(60);
    assertThat(slices.get(0).excessInterval().low()).isGreaterThan(0);
    assertThat(slices.get(0).q()).isLessThan(.01);
    assertThat(slices.get(1).excess()).isLessThan(-60);
  }

  /** Visits on channel 1 both meet friction and end the journey more often, whatever they meet. */
  private static List<Visit> trap(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      int channel = i % 2;
      int touchpoint = i / 2 % 2;
      boolean isTrap = channel == 1 && touchpoint == 0;
      boolean shows = random.nextDouble() < (isTrap ? .5 : .05);
      boolean leaves = random.nextDouble() < (isTrap ? .4 : .1);
      visits.add(
          new Visit(
              random.nextLong(),
              touchpoint,
              channel,
              1,
              0,
              i % 60,
              new double[] {0},
              new double[] {shows ? 1 : 0},
              leaves ? Visit.End.ABANDONED : Visit.End.CONTINUED,
              new Visit.Journey(0, !leaves && random.nextDouble() < .8, 10, false)));
    }
    return visits;
  }

  @Test
  void amongCustomersAlikeNothingIsLostWhereOneChannelBothFailsAndLeavesMore() {
    int lost = 0;
    int lostAmongAlike = 0;
    for (int seed = 1; seed <= 10; seed++) {
      Visits all = Visits.of(trap(seed));
      HazardFit fit = HazardFit.of(all, new Sizes(2, 2, 1, 1, 1, 1), new HazardFit.Rules(30, .01));
      Losses losses = Losses.of(fit, all, 50);
      lost += losses.touchpoints().get(0).q() < .05 ? 1 : 0;
      Causes causes = Causes.of(fit, losses, all, BY_CHANNEL);
      lostAmongAlike += causes.touchpoints().get(0).alikeZ() > 1.645 ? 1 : 0;
    }
    // One in twenty is chance; more than three of ten come so once in a thousand times.
    assertThat(lostAmongAlike).isLessThanOrEqualTo(3);
    assertThat(lost).isGreaterThanOrEqualTo(8);
  }

  @Test
  void whereItDoesTheSameThereIsNone() {
    assertThat(slices(.3, .3)).hasSize(2).allMatch(slice -> slice.q() > .05);
  }
}
