package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.interactions.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalsTest {
  private static final List<String> INTENTS = List.of("buy", "pay");

  @Test
  void aGoalNeedsItsIntentItsActionAndItsTouchpoint() {
    Goals goals =
        goals("{intent: pay, effect: converts, action: submit, touchpoint: invoices, value: 2.50}");
    assertThat(goals.metBy("pay", Action.SUBMIT, "invoices").map(g -> g.value().doubleValue()))
        .contains(2.5);
    assertThat(goals.metBy("buy", Action.SUBMIT, "invoices")).isEmpty();
    assertThat(goals.metBy("pay", Action.VIEW, "invoices")).isEmpty();
    assertThat(goals.metBy("pay", Action.SUBMIT, "cart")).isEmpty();
  }

  @Test
  void withoutATouchpointAnywhereIsRight() {
    Goals goals = goals("{intent: buy, effect: converts, action: [purchase, subscribe]}");
    assertThat(goals.metBy("buy", Action.SUBSCRIBE, "cart")).isPresent();
    assertThat(goals.converts(Action.PURCHASE, "cart")).isTrue();
  }

  @Test
  void resolvingIsNotConverting() {
    assertThat(
            goals("{intent: buy, effect: resolves, action: case_close}")
                .converts(Action.CASE_CLOSE, "case"))
        .isFalse();
  }

  @Test
  void aGoalWithoutActionOrWithAWrongEffectOrValueIsRefused() {
    for (String wrong :
        List.of(
            "{intent: buy, effect: converts}",
            "{intent: buy, effect: convert, action: purchase}",
            "{intent: buy, effect: converts, action: purchase, value: much}")) {
      assertThatThrownBy(() -> goals(wrong)).hasMessageStartingWith("goals.yaml: ");
    }
  }

  @Test
  void theShippedGoalsCanBeRead() {
    assertThat(ShippedConf.goals().metBy("buy", Action.PURCHASE, "purchase")).isPresent();
  }

  private static Goals goals(String goal) {
    return Goals.parse("goals.yaml", "goals:\n  - " + goal + "\n", INTENTS);
  }
}
