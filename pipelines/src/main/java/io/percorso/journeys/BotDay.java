package io.percorso.journeys;

import io.percorso.interactions.Action;
import io.percorso.lake.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/**
 * Decides whether what one weak identifier of one source did on one UTC day is the work of a
 * program. Takes its interactions in order; knows no Spark.
 *
 * <p>A program when any holds: the user agent says so; {@code perMinute} or more interactions in
 * each of {@code minutes} consecutive clock minutes; {@code evenCount} or more views and clicks
 * whose pauses vary by less than {@code evenVariation} (standard deviation over mean, without the
 * shortest and longest {@code evenTrim} of them: a record lost or delivered under another id makes
 * a pause double or nothing; assisted channels never); more than {@code viewsWithoutPointer} views
 * and not one pointer event, where the source reports pointers. Action {@code other} (pings, static
 * files) counts for none of them.
 */
final class BotDay {
  /** The limits, from conf/base.yaml, section bots. */
  record Rules(
      int perMinute,
      int minutes,
      int evenCount,
      double evenVariation,
      double evenTrim,
      int viewsWithoutPointer,
      Set<String> pointerSources)
      implements Serializable {
    static Rules from(Settings settings, Set<String> pointerSources) {
      return new Rules(
          (int) settings.integer("bots.burst.per-minute"),
          (int) settings.integer("bots.burst.minutes"),
          (int) settings.integer("bots.even.count"),
          settings.real("bots.even.variation"),
          settings.real("bots.even.trim"),
          (int) settings.integer("bots.views-without-pointer"),
          Set.copyOf(pointerSources));
    }
  }

  private static final long MINUTE = Duration.ofMinutes(1).toMillis() * 1000;

  private final Rules rules;
  private boolean namesItself;
  private boolean hasBurst;
  private long minute = Long.MIN_VALUE;
  private int inMinute;
  private int fullMinutes;
  private int viewsAndClicks;
  private long lastViewOrClick;
  private long[] pauses = new long[16];
  private int views;
  private boolean hasPointer;
  private boolean reportsPointers;

  BotDay(Rules rules) {
    this.rules = rules;
  }

  void take(Interaction interaction) {
    namesItself |= interaction.isBotAgent();
    if (interaction.action() == Action.OTHER) {
      return;
    }
    countMinute(Math.floorDiv(interaction.at(), MINUTE));
    boolean isClick = interaction.action() == Action.CLICK;
    if ((interaction.isView() || isClick) && !interaction.channel().isAssisted()) {
      countPause(interaction.at());
    }
    if (interaction.isView()) {
      views++;
    }
    hasPointer |= isClick || interaction.x() != null;
    reportsPointers |= rules.pointerSources.contains(interaction.source());
  }

  boolean isBot() {
    return namesItself
        || hasBurst
        || isEven()
        || reportsPointers && !hasPointer && views > rules.viewsWithoutPointer;
  }

  private void countMinute(long at) {
    if (at != minute) {
      boolean follows = at == minute + 1 && inMinute >= rules.perMinute;
      fullMinutes = follows ? fullMinutes : 0;
      minute = at;
      inMinute = 0;
    }
    inMinute++;
    if (inMinute == rules.perMinute) {
      fullMinutes++;
      hasBurst |= fullMinutes >= rules.minutes;
    }
  }

  private void countPause(long at) {
    if (viewsAndClicks > 0) {
      if (viewsAndClicks > pauses.length) {
        pauses = Arrays.copyOf(pauses, 2 * pauses.length);
      }
      pauses[viewsAndClicks - 1] = at - lastViewOrClick;
    }
    viewsAndClicks++;
    lastViewOrClick = at;
  }

  /** Equal times throughout say nothing of the rhythm: a source without a clock finer than days. */
  private boolean isEven() {
    if (viewsAndClicks < rules.evenCount) {
      return false;
    }
    int count = viewsAndClicks - 1;
    long[] sorted = Arrays.copyOf(pauses, count);
    Arrays.sort(sorted);
    int left = (int) (count * rules.evenTrim);
    double sum = 0;
    for (int i = left; i < count - left; i++) {
      sum += sorted[i];
    }
    if (sum <= 0) {
      return false;
    }
    double mean = sum / (count - 2 * left);
    double squares = 0;
    for (int i = left; i < count - left; i++) {
      squares += (sorted[i] - mean) * (sorted[i] - mean);
    }
    return Math.sqrt(squares / (count - 2 * left)) / mean < rules.evenVariation;
  }
}
