package io.percorso.friction.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.friction.hazard.Visit.End;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HazardFitTest {
  private static final HazardFit.Rules RULES = new HazardFit.Rules(30, .01);
  private static final Sizes ONE = new Sizes(1, 1, 1, 1, 2, 2);

  /** Visits that lie in parts, each summed by itself. */
  private static Visits inParts(List<Visit> visits, int parts) {
    return new Visits() {
      @Override
      public <S extends Serializable> S sum(Empty<S> empty, Add<S> add, Join<S> join) {
        S all = empty.get();
        for (int part = 0; part < parts; part++) {
          S sum = empty.get();
          for (int i = part; i < visits.size(); i += parts) {
            add.accept(sum, visits.get(i));
          }
          all = join.apply(all, sum);
        }
        return all;
      }
    };
  }

  /** Of some visits with these signals some are the last ones; of those that go on half arrive. */
  private static List<Visit> visits(int count, int last, double confounder, double... signals) {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      End end = i < last ? End.ABANDONED : End.CONTINUED;
      boolean isConverted = end == End.CONTINUED && i % 2 == 0;
      visits.add(visit(i, new double[] {confounder}, signals, end, isConverted));
    }
    return visits;
  }

  private static Visit visit(
      long customer, double[] confounders, double[] signals, End end, boolean isConverted) {
    Visit.Journey journey = new Visit.Journey(0, isConverted, 0, false);
    return new Visit(customer, 0, 0, 1, 0, 0, confounders, signals, end, journey);
  }

  private static Losses losses(List<Visit> visits, Sizes sizes) {
    Visits all = Visits.of(visits);
    return Losses.of(HazardFit.of(all, sizes, RULES), all, 50);
  }

  @Test
  void whereVisitsLieDoesNotMatter() {
    FrictionWorld world = new FrictionWorld(5, 1_500, .7);
    Losses whole = losses(world.visits, FrictionWorld.SIZES);
    for (int parts : new int[] {2, 7}) {
      Visits visits = inParts(world.visits, parts);
      Losses parted = Losses.of(HazardFit.of(visits, FrictionWorld.SIZES, RULES), visits, 50);
      for (int k = 0; k < FrictionWorld.TOUCHPOINTS; k++) {
        Losses.Loss one = whole.touchpoints().get(k);
        Losses.Loss other = parted.touchpoints().get(k);
        assertThat(other.visits()).isEqualTo(one.visits());
        assertThat(other.lost()).isCloseTo(one.lost(), within(1e-9));
        assertThat(other.interval().low()).isCloseTo(one.interval().low(), within(1e-9));
      }
    }
  }

  @Test
  void asManyAreExpectedToLeaveAsDid() {
    List<Visit> all = visits(1_000, 100, 0, 0, 0);
    all.addAll(visits(500, 100, 0, 1, 0));
    Losses.Loss loss = losses(all, ONE).touchpoints().get(0);

    assertThat(loss.frictionVisits()).isEqualTo(500);
    // Of 500 a tenth would have left anyhow; of the others half would have arrived.
    assertThat(loss.lost()).isCloseTo((100 - 50) * .5, within(.5));
    assertThat(loss.riskRatio()).isCloseTo(2, within(.02));
    assertThat(loss.interval().contains(25)).isTrue();
    assertThat(loss.interval().low()).isPositive();
  }

  @Test
  void aPersonWhoHelpedTakesTheVisitOutOfTheRiskSet() {
    List<Visit> all = visits(1_000, 100, 0, 0, 0);
    all.addAll(visits(500, 100, 0, 1, 0));
    Losses before = losses(all, ONE);
    for (int i = 0; i < 300; i++) {
      all.add(visit(i, new double[1], new double[] {1, 1}, End.ESCALATED, false));
    }
    assertThat(losses(all, ONE).all().lost()).isCloseTo(before.all().lost(), within(.5));
    assertThat(losses(all, ONE).all().visits()).isEqualTo(1_500);
  }

  @Test
  void aSignalThatNeverOrAlwaysFiresAndPerfectSeparationStayFinite() {
    List<Visit> always = visits(400, 50, 0, 1, 0);
    assertThat(losses(always, ONE).all().lost()).isFinite();

    List<Visit> apart = visits(400, 0, 0, 0, 0);
    apart.addAll(visits(100, 100, 0, 1, 0));
    Losses.Loss loss = losses(apart, ONE).all();
    assertThat(loss.lost()).isBetween(40.0, 55.0);
    assertThat(loss.error()).isFinite();
  }

  @Test
  void whoComesThereIsNotWhatHappensThere() {
    // Whoever the confounder marks leaves three times as often, and meets friction far more often.
    List<Visit> all = visits(1_800, 180, 0, 0, 0);
    all.addAll(visits(200, 20, 0, 1, 0));
    all.addAll(visits(200, 60, 1, 0, 0));
    all.addAll(visits(800, 240, 1, 1, 0));
    Visits visits = Visits.of(all);
    HazardFit fit = HazardFit.of(visits, ONE, RULES);
    Losses adjusted = Losses.of(fit, visits, 50);
    Losses naive = Losses.of(fit.naive(visits), visits, 50);

    assertThat(adjusted.all().lost()).isCloseTo(0, within(1.0));
    assertThat(naive.all().interval().low()).isPositive();
    assertThat(adjusted.attenuation(0, naive)).isGreaterThan(.9);
  }

  @Test
  void nothingIsFittedToOneOutcomeNorToWhatIsNoNumber() {
    assertThatThrownBy(() -> losses(visits(500, 0, 0, 1, 0), ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0 of 500.0 rows");
    assertThatThrownBy(() -> losses(visits(500, 50, Double.NaN, 1, 0), ONE))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void causesAddUpToTheirTouchpointAndBothWaysOfDrawingAgree() {
    FrictionWorld world = new FrictionWorld(11, 4_000, .7);
    Visits visits = Visits.of(world.visits);
    HazardFit fit = HazardFit.of(visits, FrictionWorld.SIZES, RULES);
    Losses losses = Losses.of(fit, visits, 200);
    Causes causes = Causes.of(fit, losses, visits, Slicing.NONE);

    for (int k : FrictionWorld.CAUSES) {
      int touchpoint = k;
      Losses.Loss loss = losses.touchpoints().get(k);
      double sum =
          causes.causes().stream()
              .filter(c -> c.touchpoint() == touchpoint)
              .mapToDouble(Causes.Cause::lost)
              .sum();
      assertThat(sum).isCloseTo(loss.lost(), within(1e-9));
      // Every journey that arrives is worth the same here, and none is made good later.
      Causes.Money money = causes.touchpoints().get(k).money();
      assertThat(money.amount()).isCloseTo(loss.lost() * FrictionWorld.WORTH, within(1e-6));
      double straight = loss.interval().high() - loss.interval().low();
      double drawn = (money.interval().high() - money.interval().low()) / FrictionWorld.WORTH;
      assertThat(drawn / straight).isBetween(.8, 1.25);
    }
  }

  @Test
  void aRidgeIsChosenByLaterDaysThatTheFitDidNotKnow() {
    FrictionWorld world = new FrictionWorld(12, 3_000, .7);
    Judgement judged = Judgement.of(Visits.of(world.visits), FrictionWorld.SIZES, 30, .01, 1e6);

    assertThat(judged.ridge()).isEqualTo(.01);
    assertThat(judged.visits()).isBetween(world.visits.size() / 6L, world.visits.size() / 4L);
    assertThat(judged.expected() / judged.left()).isBetween(.9, 1.1);
    assertThat(judged.logLoss()).isLessThan(judged.baseLogLoss());
    assertThat(judged.auc()).isBetween(.65, .9);
  }

  @Test
  void aReleaseThatMendsOneChannelIsConfirmedAndOneThatDoesNothingIsNot() {
    FrictionWorld world = new FrictionWorld(13, 12_000, 0);
    int day = 45;
    int broken = FrictionWorld.CAUSES[0];
    List<Visit> visits = new ArrayList<>();
    for (Visit visit : world.visits) {
      boolean isMended = visit.touchpoint() == broken && visit.channel() == 1 && visit.day() >= day;
      boolean showed = java.util.Arrays.stream(visit.signals()).sum() > 0;
      // Of those who would have met friction, whose end nobody knows, none is kept.
      if (!isMended || !showed) {
        visits.add(visit);
      }
    }
    Visits all = Visits.of(visits);
    HazardFit fit = HazardFit.of(all, FrictionWorld.SIZES, RULES);
    Release.Effect effect = new Release(broken, 1, day, 28).effect(fit, all, 200);
    Release.Effect placebo = new Release(FrictionWorld.CAUSES[1], 1, day, 28).effect(fit, all, 200);

    assertThat(effect.isCompared()).isTrue();
    assertThat(effect.frictionAfter()).isZero();
    assertThat(effect.change()).isNegative();
    assertThat(effect.isConfirmed()).isTrue();
    assertThat(placebo.isConfirmed()).isFalse();
    assertThat(placebo.interval().contains(0)).isTrue();
  }
}
