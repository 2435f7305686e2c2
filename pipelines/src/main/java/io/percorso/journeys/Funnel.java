package io.percorso.journeys;

import io.percorso.interactions.Action;
import io.percorso.lake.UserError;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A way that customers are meant to go, and how long they may take. Comes from conf/funnels.yaml.
 *
 * @param intents only journeys of these intents enter it; empty: all
 * @param window how long after its entry a journey may reach a step, exactly that included
 * @param steps at least two, in the order in which they are meant to be reached
 */
public record Funnel(String name, Set<String> intents, Duration window, List<FunnelStep> steps)
    implements Serializable {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public Funnel {
    intents = Set.copyOf(intents);
    steps = List.copyOf(steps);
  }

  /**
   * Funnels from the text of conf/funnels.yaml.
   *
   * @param file the name for messages
   * @throws UserError when a key, intent or action is unknown, a name is not one or is said twice,
   *     the window is no duration, or there are fewer than two steps
   */
  public static List<Funnel> parse(String file, String yaml, Collection<String> intents) {
    List<Funnel> funnels = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (StrictYaml item : StrictYaml.parse(file, yaml).only("funnels").list("funnels")) {
      item.only("name", "intent", "window", "steps");
      Duration window = item.duration("window");
      if (window.isZero()) {
        throw item.wrong("a window of no time holds no step: say how long the way may take");
      }
      funnels.add(
          new Funnel(
              newName(item, names),
              item.words("intent", intents, intent -> intent),
              window,
              steps(item)));
    }
    return List.copyOf(funnels);
  }

  private static List<FunnelStep> steps(StrictYaml funnel) {
    List<String> actions = Arrays.stream(Action.values()).map(Action::word).toList();
    List<FunnelStep> steps = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (StrictYaml item : funnel.list("steps")) {
      item.only("name", "touchpoint", "action");
      FunnelStep step =
          new FunnelStep(
              newName(item, names),
              item.words("touchpoint"),
              item.words("action", actions, Action::of));
      if (step.touchpoints().isEmpty() && step.actions().isEmpty()) {
        throw item.wrong("neither 'touchpoint' nor 'action' says what reaches this step");
      }
      steps.add(step);
    }
    if (steps.size() < 2) {
      throw funnel.wrong("a funnel has at least 2 steps, this has " + steps.size());
    }
    return steps;
  }

  private static String newName(StrictYaml item, Set<String> names) {
    String name = item.required("name");
    if (!NAME.matcher(name).matches()) {
      throw item.wrong(
          "name '" + name + "' must be small letters, digits and dashes, such as check-out");
    }
    if (!names.add(name)) {
      throw item.wrong("name '" + name + "' is taken: say another");
    }
    return name;
  }

  /** True when journeys of this intent may enter it. */
  boolean concerns(String intent) {
    return intents.isEmpty() || intents.contains(intent);
  }

  boolean isEnteredBy(Interaction interaction) {
    return steps.get(0).isMetBy(interaction);
  }

  long windowMicros() {
    return window.toMillis() * 1000;
  }
}
