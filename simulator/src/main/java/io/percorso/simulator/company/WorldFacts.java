package io.percorso.simulator.company;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** What the truth says of the world as a whole. */
final class WorldFacts {
  private final WorldSize size;
  private final Effects effects;
  private final Losses losses;

  WorldFacts(WorldSize size, Effects effects, Losses losses) {
    this.size = size;
    this.effects = effects;
    this.losses = losses;
  }

  void tell(BiConsumer<Truth, String> row) {
    fact(row, "seed", size.seed());
    fact(row, "customers", size.customers());
    fact(row, "first_day", size.firstDay());
    fact(row, "days", size.days());
    fact(row, "profile", Noise.word(size.profile()));
    fact(row, "is_perturbed", size.isPerturbed());
    fact(row, "bots", Bots.count(size));
    fact(row, "release_day", size.day(Effects.releaseDay()));
    fact(row, "phones_from", size.day(Habits.DRIFT_DAY));
    fact(row, "outage_from", Noise.outageFrom(size));
    fact(row, "outage_to", Noise.outageTo(size));
    Effects.Churn churn = effects.churn();
    fact(row, "churn.intercept", churn.intercept());
    fact(row, "churn.friction", churn.friction());
    fact(row, "churn.repeat", churn.repeat());
    fact(row, "churn.payment", churn.payment());
    fact(row, "churn.price", churn.price());
    fact(row, "churn.silence", churn.silence());
    fact(row, "churn.tenure", churn.tenure());
    fact(row, "churn.satisfaction", churn.satisfaction());
    fact(row, "churn.automatic", churn.automatic());
    fact(row, "churn.price_and_friction", churn.priceAndFriction());
    fact(row, "churn.unobserved", churn.unobserved());
    List<Touchpoint> ranked =
        Arrays.stream(Touchpoint.values())
            .filter(t -> t.kind().isTrueCause())
            .sorted(Comparator.comparing((Touchpoint t) -> -losses.journeys(t)))
            .toList();
    for (Touchpoint page : Touchpoint.values()) {
      long visits = losses.visits(page);
      row.accept(
          Truth.TOUCHPOINT,
          Truth.TOUCHPOINT.row(
              page.word(),
              page.kind().name().toLowerCase(java.util.Locale.ROOT),
              visits == 0 ? 0.0 : (double) losses.visitsWithFriction(page) / visits,
              effects.effect(page),
              visits,
              losses.visitsWithFriction(page),
              losses.journeys(page),
              losses.cents(page),
              ranked.contains(page) ? ranked.indexOf(page) + 1 : ""));
    }
  }

  private static void fact(BiConsumer<Truth, String> row, String key, Object value) {
    row.accept(Truth.WORLD, Truth.WORLD.row(key, value));
  }
}
