package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final String GOOD =
      """
      source: x
      about: a shop
      channel: web
      time: {created: {from: at, format: iso}}
      identifiers: [{kind: login, value: user}]
      columns:
        place: page
      """;

  private static void assertRefused(String from, String to, String... parts) {
    assertThatThrownBy(() -> Sources.parse("x.yaml", GOOD.replace(from, to)))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void allShippedSourcesAreSound() {
    assertThat(Loading.shipped())
        .extracting(Source::name)
        .contains("access-log", "ecom", "snowplow-mobile", "snowplow-web", "social-care");
  }

  @Test
  void anUnknownKeyNamesFileLineAndTheNearestKnownKey() {
    assertRefused("channel:", "chanel:", "x.yaml:3", "'chanel'", "did you mean 'channel'?");
    assertRefused("  place:", "  plaec:", "x.yaml:7", "did you mean 'place'?");
    assertRefused("created:", "craeted:", "x.yaml:4", "did you mean 'created'?");
    assertRefused("value: user", "valeu: user", "did you mean 'value'?");
  }

  @Test
  void aWordOutsideItsListIsRefused() {
    assertRefused("channel: web", "channel: wwb", "'wwb'", "did you mean 'web'?");
    assertRefused("kind: login", "kind: logon", "did you mean 'login'?");
    assertRefused("place: page", "place: {from: page, then: [lowr]}", "did you mean 'lower'?");
    assertRefused("format: iso", "format: epoch-weeks", "epoch-weeks");
  }

  @Test
  void aColumnMayNotReadATransportField() {
    assertRefused("channel: web", "channel: web\ntransport: [page]", "x.yaml:4", "'page'");
  }

  @Test
  void aKeyTwiceIsRefused() {
    assertRefused("channel: web", "channel: web\nchannel: app", "x.yaml:");
  }

  @Test
  void commentsDoNotChangeTheVersionOfAMapping() {
    String version = Sources.parse("x.yaml", GOOD).mappingVersion();
    assertThat(Sources.parse("x.yaml", "# why\n" + GOOD).mappingVersion()).isEqualTo(version);
    assertThat(Sources.parse("x.yaml", GOOD.replace("page", "path")).mappingVersion())
        .isNotEqualTo(version);
  }
}
