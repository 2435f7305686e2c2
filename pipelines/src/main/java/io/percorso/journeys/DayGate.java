package io.percorso.journeys;

import io.percorso.interactions.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a customer's UTC day back until it is whole, because two judgements need all of it: which
 * interactions are a program's ({@link BotDay}), and whether there are more than {@code dailyCap},
 * a flood. A flooded day goes on as one flagged session per channel and nothing else; its
 * interactions are not kept. Memory: at most {@code dailyCap} interactions.
 */
final class DayGate {
  /** Where a judged day goes. */
  interface Next {
    /** A day begins; told before anything of it. */
    void begins(Interaction first);

    /** One interaction of a day that is no flood, in order. */
    void judged(Interaction interaction, Judgement judgement);

    /** All of a flooded day on one channel. */
    void flooded(Session session);
  }

  /** Who did it. */
  enum Judgement {
    PERSON,
    BOT
  }

  private static final long DAY = Duration.ofDays(1).toMillis() * 1000;

  private record Actor(String source, String weakToken) {
    static Actor of(Interaction interaction) {
      return new Actor(interaction.source(), interaction.weakToken());
    }
  }

  private final BotDay.Rules bots;
  private final int dailyCap;
  private final Next next;
  private final List<Interaction> held = new ArrayList<>();
  private final Map<Channel, Session> flood = new EnumMap<>(Channel.class);
  private Optional<Interaction> first = Optional.empty();
  private long day = Long.MIN_VALUE;

  DayGate(BotDay.Rules bots, int dailyCap, Next next) {
    this.bots = bots;
    this.dailyCap = dailyCap;
    this.next = next;
  }

  void take(Interaction interaction) {
    long itsDay = Math.floorDiv(interaction.at(), DAY);
    if (itsDay != day) {
      release();
      day = itsDay;
      first = Optional.of(interaction);
    }
    if (!flood.isEmpty()) {
      drown(interaction);
      return;
    }
    held.add(interaction);
    if (held.size() > dailyCap) {
      held.forEach(this::drown);
      held.clear();
    }
  }

  /** Hands the held day on. */
  void release() {
    first.ifPresent(next::begins);
    first = Optional.empty();
    flood.values().forEach(next::flooded);
    flood.clear();
    if (held.isEmpty()) {
      return;
    }
    Map<Actor, BotDay> actors = new HashMap<>();
    for (Interaction interaction : held) {
      actors.computeIfAbsent(Actor.of(interaction), a -> new BotDay(bots)).take(interaction);
    }
    boolean anyBot = actors.values().stream().anyMatch(BotDay::isBot);
    for (Interaction interaction : held) {
      boolean isBot = anyBot && actors.get(Actor.of(interaction)).isBot();
      next.judged(interaction, isBot ? Judgement.BOT : Judgement.PERSON);
    }
    held.clear();
  }

  private void drown(Interaction interaction) {
    flood.computeIfAbsent(interaction.channel(), c -> Session.flood(interaction)).take(interaction);
  }
}
