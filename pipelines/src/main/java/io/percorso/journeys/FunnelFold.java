package io.percorso.journeys;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds one customer's journeys against one funnel. The rules are those of {@link FunnelEntries}.
 * Knows no Spark.
 *
 * <p>Memory: one entry per journey that is not told yet.
 */
final class FunnelFold implements Timeline.Listener {
  private final Funnel funnel;
  private final Consumer<FunnelEntry> listener;
  private final Map<String, FunnelEntry> latest = new HashMap<>();

  FunnelFold(Funnel funnel, Consumer<FunnelEntry> listener) {
    this.funnel = funnel;
    this.listener = listener;
  }

  @Override
  public void stepTaken(Step step) {
    if (!funnel.concerns(step.visit().intent())) {
      return;
    }
    FunnelEntry entry = latest.get(step.visit().journeyId());
    if (entry != null && !entry.isOver(step.interaction().at())) {
      entry.take(step);
    } else if (funnel.isEnteredBy(step.interaction())) {
      enter(step, entry == null ? 1 : entry.number() + 1);
    }
  }

  private void enter(Step step, int number) {
    FunnelEntry earlier =
        latest.put(step.visit().journeyId(), new FunnelEntry(funnel, number, step));
    if (earlier != null) {
      listener.accept(earlier);
    }
  }

  @Override
  public void journeyEnded(Journey journey) {
    FunnelEntry entry = latest.remove(journey.id());
    if (entry != null) {
      listener.accept(entry);
    }
  }
}
