package io.percorso.journeys;

import io.percorso.interactions.Action;
import io.percorso.lake.UserError;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What makes an attempt succeed: per intent, the action and touchpoint that convert or resolve it,
 * and what that is worth. Comes from conf/goals.yaml; the first goal that fits decides.
 */
public final class Goals implements Serializable {
  /** What meeting a goal does to the journey. */
  public enum Effect {
    /** Ends the journey at once, as converted. */
    CONVERTS,
    /** Ends it as resolved, once nobody came back on the topic. */
    RESOLVES
  }

  /**
   * @param actions any of these actions meets the goal
   * @param touchpoints and at one of these touchpoints; empty: anywhere
   * @param value worth where the interaction carries no amount of its own; null: nothing
   */
  public record Goal(
      String intent, Effect effect, Set<Action> actions, Set<String> touchpoints, BigDecimal value)
      implements Serializable {
    boolean isMetBy(Action action, String touchpoint) {
      return actions.contains(action)
          && (touchpoints.isEmpty() || touchpoints.contains(touchpoint));
    }
  }

  private static final ArrayList<Goal> NONE = new ArrayList<>();

  private final HashMap<String, ArrayList<Goal>> byIntent = new HashMap<>();
  private final ArrayList<Goal> converting = new ArrayList<>();

  public Goals(List<Goal> goals) {
    for (Goal goal : goals) {
      byIntent.computeIfAbsent(goal.intent(), i -> new ArrayList<>()).add(goal);
      if (goal.effect() == Effect.CONVERTS) {
        converting.add(goal);
      }
    }
  }

  /**
   * Goals from the text of conf/goals.yaml.
   *
   * @param file the name for messages
   * @throws UserError when a key, intent, effect or action is unknown
   */
  public static Goals parse(String file, String yaml, Collection<String> intents) {
    List<Goal> goals = new ArrayList<>();
    List<String> effects = List.of("converts", "resolves");
    List<String> actions = Arrays.stream(Action.values()).map(Action::word).toList();
    for (StrictYaml item : StrictYaml.parse(file, yaml).only("goals").list("goals")) {
      item.only("intent", "effect", "action", "touchpoint", "value");
      Set<Action> met = item.words("action", actions, Action::of);
      if (met.isEmpty()) {
        throw item.wrong("no 'action' says what meets this goal");
      }
      String effect = item.known("effect", item.required("effect"), effects);
      goals.add(
          new Goal(
              item.known("intent", item.required("intent"), intents),
              effect.equals("converts") ? Effect.CONVERTS : Effect.RESOLVES,
              met,
              item.words("touchpoint"),
              item.text("value").map(text -> money(item, text)).orElse(null)));
    }
    return new Goals(goals);
  }

  private static BigDecimal money(StrictYaml item, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw item.wrong("value '" + text + "' is not an amount such as 12.50");
    }
  }

  /** The first goal of the intent that this action at this touchpoint meets. */
  Optional<Goal> metBy(String intent, Action action, String touchpoint) {
    for (Goal goal : byIntent.getOrDefault(intent, NONE)) {
      if (goal.isMetBy(action, touchpoint)) {
        return Optional.of(goal);
      }
    }
    return Optional.empty();
  }

  /** True when this action at this touchpoint converts whatever intent. */
  boolean converts(Action action, String touchpoint) {
    for (Goal goal : converting) {
      if (goal.isMetBy(action, touchpoint)) {
        return true;
      }
    }
    return false;
  }
}
