package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.interactions.Action;
import io.percorso.lake.UserError;
import io.percorso.testing.BaseSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FunnelTest {
  private static final List<String> INTENTS = List.of("buy", "pay");
  private static final String TWO_STEPS =
      "[{name: see, touchpoint: product}, {name: order, action: purchase}]";

  @Test
  void aFunnelHasNameIntentsWindowAndSteps() {
    Funnel funnel =
        funnels("{name: buy, intent: [buy, pay], window: 7d, steps: %s}".formatted(TWO_STEPS))
            .get(0);
    assertThat(funnel.name()).isEqualTo("buy");
    assertThat(funnel.intents()).containsExactlyInAnyOrder("buy", "pay");
    assertThat(funnel.window()).isEqualTo(Duration.ofDays(7));
    assertThat(funnel.steps())
        .containsExactly(
            new FunnelStep("see", Set.of("product"), Set.of()),
            new FunnelStep("order", Set.of(), Set.of(Action.PURCHASE)));
  }

  @Test
  void withoutAnIntentJourneysOfEveryIntentEnter() {
    Funnel funnel = funnels("{name: all, window: 1h, steps: %s}".formatted(TWO_STEPS)).get(0);
    assertThat(funnel.concerns("browse")).isTrue();
  }

  @Test
  void aStepNeedsItsTouchpointAndItsAction() {
    FunnelStep step = new FunnelStep("form", Set.of("bill"), Set.of(Action.INPUT));
    assertThat(step.isMetBy(at("bill", "input"))).isTrue();
    assertThat(step.isMetBy(at("bill", "view"))).isFalse();
    assertThat(step.isMetBy(at("home", "input"))).isFalse();
  }

  @Test
  void anUnknownKeyIntentOrActionIsNamedWithTheNearest() {
    refused("{name: buy, windw: 7d, steps: %s}", "unknown key 'windw'", "'window'");
    refused("{name: buy, window: 7d, intent: byu, steps: %s}", "unknown intent 'byu'", "'buy'");
    refused(
        "{name: buy, window: 7d, steps: [{name: a, action: purchse}, {name: b, action: view}]}",
        "unknown action 'purchse'",
        "'purchase'",
        "funnels, item 1, steps, item 1");
    refused(
        "{name: buy, window: 7d, steps: [{name: a, toucpoint: x}, {name: b, action: view}]}",
        "unknown key 'toucpoint'",
        "'touchpoint'");
  }

  @Test
  void aFunnelThatCannotBeGoneIsRefused() {
    refused("{name: buy, steps: %s}", "no 'window'");
    refused("{name: buy, window: 7 days, steps: %s}", "'7 days'", "funnels.yaml");
    refused("{name: buy, window: 0d, steps: %s}", "a window of no time");
    refused("{name: Buy It, window: 7d, steps: %s}", "name 'Buy It' must be");
    refused("{name: buy, window: 7d, steps: [{name: a, action: view}]}", "at least 2 steps");
    refused("{name: buy, window: 7d, steps: [{name: a}, {name: b, action: view}]}", "neither");
    refused(
        "{name: buy, window: 7d, steps: [{name: a, action: view}, {name: a, action: add}]}",
        "name 'a' is taken");
  }

  @Test
  void aNameIsTakenOnce() {
    String one = "{name: buy, window: 7d, steps: %s}".formatted(TWO_STEPS);
    assertThatThrownBy(() -> funnels(one + "\n  - " + one))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("funnels, item 2: name 'buy' is taken");
  }

  @Test
  void theShippedFunnelsCanBeRead() {
    assertThat(shipped()).extracting(Funnel::name).contains("buy", "checkout", "support");
  }

  static List<Funnel> shipped() {
    return Funnel.parse(
        "funnels.yaml", BaseSettings.confFile("funnels.yaml"), ShippedConf.intents());
  }

  private static void refused(String funnel, String... said) {
    assertThatThrownBy(() -> funnels(funnel.replace("%s", TWO_STEPS)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("funnels.yaml")
        .hasMessageContainingAll(said);
  }

  static List<Funnel> funnels(String funnel) {
    return Funnel.parse("funnels.yaml", "funnels:\n  - " + funnel + "\n", INTENTS);
  }

  private static Interaction at(String place, String action) {
    return Story.interaction(Map.of("at", "1 09:00", "place", place, "action", action), 0);
  }
}
