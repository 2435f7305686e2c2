package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.BaseSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BotDayTest {
  private static final long MINUTE = 60 * Interaction.SECOND;

  private final BotDay day = new BotDay(BotDay.Rules.from(BaseSettings.inUtc(), Set.of("tracker")));

  @Test
  void sixtyInEachOfFiveMinutesInARowIsAProgram() {
    burst(60, 0, 1, 2, 3, 4);
    assertThat(day.isBot()).isTrue();
  }

  @Test
  void fiftyNineInOneOfTheFiveMinutesIsNot() {
    burst(60, 0, 1, 2, 3);
    burst(59, 4);
    assertThat(day.isBot()).isFalse();
  }

  @Test
  void fiveBusyMinutesThatAreNotInARowAreNot() {
    burst(60, 0, 1, 2, 3, 5);
    assertThat(day.isBot()).isFalse();
  }

  @Test
  void pingsDoNotCount() {
    for (int i = 0; i < 400; i++) {
      take("other", "web", "shop", i * Interaction.SECOND);
    }
    assertThat(day.isBot()).isFalse();
  }

  @Test
  void fiftyViewsAtAnEvenPaceAreAProgram() {
    evenly("web", 50);
    assertThat(day.isBot()).isTrue();
  }

  @Test
  void aLostRecordAndOneUnderAnotherIdDoNotHideAProgram() {
    for (int i = 0; i < 60; i++) {
      if (i != 20) {
        take("view", "web", "shop", 10L * i * Interaction.SECOND);
      }
      if (i == 40) {
        take("view", "web", "shop", 10L * i * Interaction.SECOND);
      }
    }
    assertThat(day.isBot()).isTrue();
  }

  @Test
  void fortyNineAreNot() {
    evenly("web", 49);
    assertThat(day.isBot()).isFalse();
  }

  @Test
  void assistedChannelsMayBeEven() {
    evenly("store", 80);
    assertThat(day.isBot()).isFalse();
  }

  @Test
  void anUnevenPaceIsAPerson() {
    for (int i = 0; i < 80; i++) {
      take("view", "web", "shop", 10L * i * i * Interaction.SECOND);
    }
    assertThat(day.isBot()).isFalse();
  }

  @Test
  void equalTimesThroughoutSayNothing() {
    for (int i = 0; i < 59; i++) {
      take("view", "web", "shop", 0);
    }
    assertThat(day.isBot()).isFalse();
  }

  @Test
  void manyViewsWithoutAPointerAreAProgramWhereTheSourceReportsPointers() {
    uneven("tracker", 31);
    assertThat(day.isBot()).isTrue();
  }

  @Test
  void thirtyAreNot() {
    uneven("tracker", 30);
    assertThat(day.isBot()).isFalse();
  }

  @Test
  void onePointerEventIsAPerson() {
    uneven("tracker", 31);
    take("click", "web", "tracker", 999 * MINUTE);
    assertThat(day.isBot()).isFalse();
  }

  @Test
  void otherSourcesNeedNoPointer() {
    uneven("shop", 40);
    assertThat(day.isBot()).isFalse();
  }

  private void burst(int count, int... minutes) {
    for (int minute : minutes) {
      for (int i = 0; i < count; i++) {
        take("input", "web", "shop", minute * MINUTE + i * Interaction.SECOND / 2);
      }
    }
  }

  private void evenly(String channel, int count) {
    for (int i = 0; i < count; i++) {
      take("view", channel, "shop", 10L * i * Interaction.SECOND);
    }
  }

  private void uneven(String source, int count) {
    for (int i = 0; i < count; i++) {
      take("view", "web", source, 10L * i * i * Interaction.SECOND);
    }
  }

  private void take(String action, String channel, String source, long after) {
    Map<String, String> row = new HashMap<>();
    row.put("at", "1 00:00");
    row.put("action", action);
    row.put("channel", channel);
    row.put("source", source);
    Interaction first = Story.interaction(row, 0);
    day.take(Story.later(first, after));
  }
}
