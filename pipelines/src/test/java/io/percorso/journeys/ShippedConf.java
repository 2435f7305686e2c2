package io.percorso.journeys;

import io.percorso.testing.BaseSettings;
import java.util.List;
import java.util.Set;

/** The rules that are shipped in conf. */
public final class ShippedConf {
  private ShippedConf() {}

  static List<String> intents() {
    return Timeline.Rules.intents(BaseSettings.inUtc());
  }

  static Touchpoints.Rules touchpoints() {
    return Touchpoints.Rules.parse(
        "touchpoints.yaml", BaseSettings.confFile("touchpoints.yaml"), intents());
  }

  static Goals goals() {
    return Goals.parse("goals.yaml", BaseSettings.confFile("goals.yaml"), intents());
  }

  public static Timeline.Rules rules() {
    return Timeline.Rules.from(BaseSettings.inUtc(), touchpoints(), goals(), Set.of(), Set.of());
  }
}
