package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Digital;
import io.percorso.simulator.company.Act.Doing;
import io.percorso.simulator.company.Act.Visitor;
import java.time.Instant;

/** Programs that visit the web shop: crawlers that say so, and others that do not. */
final class Bots {
  /** Bots' sessions by customers and days: about 4 % of all sessions, 15 % of all acts. */
  private static final double SESSIONS_A_CUSTOMER_AND_DAY = 0.0015;

  private static final int SESSIONS_A_BOT = 8;
  private static final double[] KINDS = {0.6, 0.32, 0.08};

  private Bots() {}

  /** How a bot goes about it. */
  private enum Kind {
    /** Its user agent says what it is. */
    CRAWLER,
    /** As even as a clock. */
    EVEN,
    /** Faster than people read, for seven to nine minutes. */
    BURST
  }

  static int count(WorldSize size) {
    return size.isClean()
        ? 0
        : (int)
            Math.ceil(
                size.customers()
                    * (double) size.days()
                    * SESSIONS_A_CUSTOMER_AND_DAY
                    / SESSIONS_A_BOT);
  }

  static void live(WorldSize size, int bot, Diary diary) {
    Dice dice = Dice.of(size.seed(), "bot", bot);
    Kind kind = Kind.values()[dice.weighted(KINDS)];
    String cookie = Person.cookie(dice.number());
    long acts = 0;
    for (int visit = 0; visit < SESSIONS_A_BOT; visit++) {
      acts += session(size, bot, kind, cookie, dice, visit, acts, diary);
    }
    diary.tell(
        Truth.BOT, bot, kind.name().toLowerCase(java.util.Locale.ROOT), SESSIONS_A_BOT, acts);
  }

  private static long session(
      WorldSize size,
      int bot,
      Kind kind,
      String cookie,
      Dice dice,
      int visit,
      long before,
      Diary diary) {
    Instant at =
        size.start().plusMillis((long) (dice.uniform() * (size.days() * 86_400_000.0 - 7_200_000)));
    long session = dice.number() >>> 1;
    Client client = kind == Kind.CRAWLER ? Client.CRAWLER : Client.CHROME_WINDOWS;
    int count =
        switch (kind) {
          case CRAWLER -> dice.between(10, 50);
          case EVEN -> dice.between(60, 100);
          case BURST -> dice.between(620, 780);
        };
    for (int i = 0; i < count; i++) {
      String place =
          dice.chance(0.3)
              ? "/category/" + dice.below(40)
              : "/product/" + (100_000 + dice.below(4_000));
      Digital act =
          new Digital(
              at,
              false,
              Doing.VIEW,
              new Visitor(cookie, "", client, "en-US"),
              session,
              i + 1,
              place,
              "",
              -1,
              -1,
              (int) (300 + 200 * dice.uniform()),
              "",
              0,
              "",
              "",
              "",
              "");
      diary.add(
          new Diary.Entry(
              act,
              Draw.number(size, "bot-act", bot, before + i),
              -1 - bot,
              Diary.NONE,
              Diary.NONE,
              session));
      at =
          at.plusMillis(
              switch (kind) {
                case CRAWLER -> 1_000 + (long) dice.exponential(6_000);
                case EVEN -> 12_000 + dice.below(400);
                case BURST -> 620 + dice.below(120);
              });
    }
    return count;
  }
}
