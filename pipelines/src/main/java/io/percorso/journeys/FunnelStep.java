package io.percorso.journeys;

import io.percorso.interactions.Action;
import java.io.Serializable;
import java.util.Set;

/**
 * One step of a funnel: what the customer does, and where.
 *
 * @param touchpoints at one of these; empty: anywhere
 * @param actions doing one of these; empty: whatever
 */
public record FunnelStep(String name, Set<String> touchpoints, Set<Action> actions)
    implements Serializable {
  public FunnelStep {
    touchpoints = Set.copyOf(touchpoints);
    actions = Set.copyOf(actions);
  }

  boolean isMetBy(Interaction interaction) {
    return (touchpoints.isEmpty() || touchpoints.contains(interaction.place()))
        && (actions.isEmpty() || actions.contains(interaction.action()));
  }
}
