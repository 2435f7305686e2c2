package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.interactions.Action;
import io.percorso.interactions.Channel;
import io.percorso.interactions.Interactions;
import io.percorso.lake.UserError;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class TouchpointsTest {
  private static final List<String> INTENTS = List.of("buy", "support", "inform");
  private static final String RULES =
      """
      touchpoints:
        - {place: ["/p/*", product], touchpoint: product, stage: consider, intent: buy}
        - {channel: [chat, voice], action: message, touchpoint: chat, intent: support, business-unit: care}
        - {source: blog, intent: inform}
      """;

  @Test
  void theFirstRuleThatFitsNames() {
    assertThat(name("blog", Channel.WEB, "/p/1", Action.VIEW))
        .isEqualTo(new Touchpoints.Name("product", "consider", "buy", null));
  }

  @Test
  void everyConditionMustFit() {
    assertThat(name("shop", Channel.CHAT, "x", Action.MESSAGE).touchpoint()).isEqualTo("chat");
    assertThat(name("shop", Channel.CHAT, "x", Action.VIEW).touchpoint()).isEqualTo("x");
    assertThat(name("shop", Channel.WEB, "x", Action.MESSAGE).touchpoint()).isEqualTo("x");
  }

  @Test
  void aPatternMustFitTheWholePlace() {
    assertThat(name("shop", Channel.WEB, "/a/p/1", Action.VIEW).touchpoint()).isEqualTo("/a/p/1");
    assertThat(name("shop", Channel.WEB, "products", Action.VIEW).touchpoint())
        .isEqualTo("products");
  }

  @Test
  void aRuleWithoutANameKeepsThePlace() {
    assertThat(name("blog", Channel.WEB, "/about", Action.VIEW))
        .isEqualTo(new Touchpoints.Name("/about", null, "inform", null));
  }

  @Test
  void withoutAPlaceItIsTheChannel() {
    assertThat(name("shop", Channel.VOICE, null, Action.CALL_START).touchpoint())
        .isEqualTo("voice");
  }

  @Test
  void anUnknownKeyNamesFileKeyAndTheNearest() {
    assertThatThrownBy(
            () ->
                Touchpoints.Rules.parse(
                    "conf/touchpoints.yaml", "touchpoints:\n  - {plaice: x}\n", INTENTS))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "conf/touchpoints.yaml: unknown key 'plaice' in touchpoints, item 1. Did you mean"
                + " 'place'?");
  }

  @Test
  void anUnknownIntentOrActionOrChannelIsRefused() {
    for (String wrong : List.of("intent: supprt", "action: veiw", "channel: wep")) {
      assertThatThrownBy(
              () -> Touchpoints.Rules.parse("t", "touchpoints:\n  - {" + wrong + "}\n", INTENTS))
          .hasMessageContaining("Did you mean");
    }
  }

  @Test
  void aKeyTwiceIsRefused() {
    assertThatThrownBy(
            () -> Touchpoints.Rules.parse("t", "touchpoints:\n  - {place: a, place: b}\n", INTENTS))
        .isInstanceOf(UserError.class);
  }

  @Test
  void theShippedRulesNameTheShopsPlaces() {
    Touchpoints.Naming shipped = ShippedConf.touchpoints().naming();
    assertThat(shipped.name("ecom", Channel.WEB, "product_view", Action.VIEW).intent())
        .isEqualTo("buy");
    assertThat(shipped.name("ecom", Channel.WEB, "support_chat", Action.VIEW).intent())
        .isEqualTo("support");
    assertThat(shipped.name("care", Channel.SOCIAL, null, Action.MESSAGE).touchpoint())
        .isEqualTo("social-care");
    assertThat(shipped.name("log", Channel.WEB, "/img/a.png", Action.DELIVER).touchpoint())
        .isEqualTo("page-file");
    assertThat(BaseSettings.inUtc().text("intents.names")).contains("support");
  }

  @Test
  @ExtendWith(SparkExtension.class)
  void eachTouchpointAndChannelIsListedWithFirstAndLastSeen(SparkSession spark) {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(seen("shop", "web", "/p/1", "2026-03-01T09:00:00Z"));
    rows.add(seen("shop", "web", "/p/2", "2026-03-03T09:00:00Z"));
    rows.add(seen("shop", "app", "product", "2026-03-02T09:00:00Z"));
    rows.add(seen("care", "social", null, "2026-03-05T09:00:00Z"));
    Story.draw(
        Frames.maps(
            Touchpoints.build(
                    PlaceMonths.build(Frames.of(spark, Interactions.TABLE, rows)),
                    Touchpoints.Rules.parse("t", RULES, INTENTS))
                .orderBy("channel")),
        """
        touchpoint | channel | stage    | intent | first_seen_at | last_seen_at | interaction_count
        product    | app     | consider | buy    | 2 09:00       | 2 09:00      | 1
        social     | social  |          |        | 5 09:00       | 5 09:00      | 1
        product    | web     | consider | buy    | 1 09:00       | 3 09:00      | 2
        """);
  }

  private static Touchpoints.Name name(
      String source, Channel channel, String place, Action action) {
    return Touchpoints.Rules.parse("t", RULES, INTENTS)
        .naming()
        .name(source, channel, place, action);
  }

  private static Map<String, Object> seen(String source, String channel, String place, String at) {
    Map<String, Object> row = new HashMap<>();
    row.put("source", source);
    row.put("channel", channel);
    row.put("place", place);
    row.put("action", "view");
    row.put("occurred_at", Instant.parse(at));
    return row;
  }
}
