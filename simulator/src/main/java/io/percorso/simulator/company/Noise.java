package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Digital;
import io.percorso.simulator.company.Act.Mail;
import io.percorso.simulator.company.Act.Social;
import io.percorso.simulator.company.Act.Visitor;
import io.percorso.simulator.company.Format.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What happens to records on their way: late, twice, out of order, by a wrong clock, without a
 * name, garbled, lost. Every blemish is flagged in the truth.
 */
final class Noise {
  private static final double LATE = 0.05;
  private static final double TOO_LATE = 0.002;
  private static final double TWICE = 0.02;
  private static final double OUT_OF_ORDER = 0.04;
  private static final double WRONG_CLOCK = 0.03;
  private static final double WRONG_ZONE = 0.003;
  private static final double NAMELESS = 0.1;
  private static final double GARBLED_FIELD = 0.0025;
  private static final double GARBLED = 0.0025;
  private static final double GARBLED_BY_ENEMIES = 0.02;
  private static final double HOSTILE_TEXT = 0.2;
  private static final int DRIFT_DAY = 90;
  private static final int OUTAGE_DAY = 45;
  private static final int OUTAGE_FROM_HOUR = 10;
  private static final int OUTAGE_HOURS = 6;

  private final WorldSize size;
  private final List<Format> formats;

  Noise(WorldSize size, List<Format> formats) {
    this.size = size;
    this.formats = formats;
  }

  /** When nothing came from the app. */
  static Instant outageFrom(WorldSize size) {
    return size.day(OUTAGE_DAY).atTime(OUTAGE_FROM_HOUR, 0).atZone(Habits.ZONE).toInstant();
  }

  static Instant outageTo(WorldSize size) {
    return outageFrom(size).plus(Duration.ofHours(OUTAGE_HOURS));
  }

  /** The frames that an act leaves: as a rule one, two where it was delivered twice, or none. */
  void write(Diary.Entry entry, boolean isTest, List<Raw> out) {
    Dice dice = Dice.of(size.seed(), "noise", entry.id());
    TreeSet<String> flags = new TreeSet<>();
    if (isTest) {
      flags.add("test");
    }
    Instant at = entry.act().at();
    Act act = size.isClean() ? entry.act() : blemished(entry.act(), dice, flags);
    if (!size.isClean() && isLost(act)) {
      return;
    }
    long travel = 40 + (long) dice.exponential(250);
    long skew = size.isClean() ? 0 : skew(act, flags);
    Instant created = at.plusMillis(skew);
    long queued = 0;
    if (!size.isClean()) {
      if (dice.chance(TOO_LATE)) {
        queued = Duration.ofHours(dice.between(80, 200)).toMillis();
        flags.add("late");
        flags.add("too-late");
      } else if (dice.chance(LATE)) {
        queued = (long) (Math.min(60, dice.lognormal(2, 60)) * 3_600_000);
        flags.add("late");
      } else if (dice.chance(OUT_OF_ORDER)) {
        queued = 2_000 + dice.below(90_000);
        flags.add("out-of-order");
      }
    }
    Instant sent = created.plusMillis(30 + queued);
    Instant received = at.plusMillis(30 + queued + travel);
    Times times = new Times(created, sent, received);
    boolean isTwice = !size.isClean() && !(act instanceof Social) && dice.chance(TWICE);
    boolean isCopy = isTwice && (act instanceof Digital || act instanceof Mail) && dice.chance(0.5);
    boolean hasArrived = deliver(entry, act, entry.id(), times, flags, "loaded", dice, out);
    if (isTwice) {
      long later =
          dice.chance(0.7)
              ? 150 + dice.below(120_000)
              : Duration.ofHours(dice.between(1, 20)).toMillis();
      Times again = new Times(created, sent.plusMillis(later), received.plusMillis(later));
      TreeSet<String> both = new TreeSet<>(flags);
      both.add(isCopy ? "copy" : "duplicate");
      deliver(
          entry,
          act,
          isCopy ? entry.id() ^ 0x5DEECE66DL : entry.id(),
          again,
          both,
          isCopy || !hasArrived ? "loaded" : "duplicate",
          dice,
          out);
    }
  }

  private boolean isLost(Act act) {
    return act instanceof Digital digital
        && digital.isApp()
        && size.days() > OUTAGE_DAY
        && !act.at().isBefore(outageFrom(size))
        && act.at().isBefore(outageTo(size));
  }

  private long skew(Act act, TreeSet<String> flags) {
    if (!(act instanceof Digital digital)) {
      return 0;
    }
    Dice clock = Dice.of(size.seed(), "clock", digital.visitor().device().hashCode());
    if (clock.chance(WRONG_CLOCK)) {
      flags.add("skewed");
      return (long) (clock.normal() * 20 * 60_000);
    }
    if (clock.chance(WRONG_ZONE)) {
      flags.add("skewed");
      return clock.chance(0.5) ? 7_200_000L : -Duration.ofDays(730).toMillis();
    }
    return 0;
  }

  private Act blemished(Act act, Dice dice, TreeSet<String> flags) {
    Act own = act;
    if (own instanceof Digital digital) {
      Visitor visitor = digital.visitor();
      if (!visitor.login().isEmpty() && dice.chance(NAMELESS)) {
        flags.add("anonymous");
        visitor = new Visitor(visitor.device(), "", visitor.client(), visitor.language());
      }
      if (Habits.dayOf(size, act.at()) >= DRIFT_DAY && !digital.isApp()) {
        flags.add("drifted");
        visitor =
            new Visitor(
                visitor.device(),
                visitor.login(),
                visitor.client(),
                visitor.language().substring(0, 2));
      }
      boolean isGarbled = !digital.element().isEmpty() && dice.chance(GARBLED_FIELD);
      if (isGarbled) {
        flags.add("garbled");
      }
      own = Copies.of(digital, visitor, isGarbled ? "" : digital.element());
    }
    return size.profile() == WorldSize.Profile.HOSTILE && dice.chance(HOSTILE_TEXT)
        ? Copies.hostile(own, dice)
        : own;
  }

  /** False where nothing of it can be loaded. */
  private boolean deliver(
      Diary.Entry entry,
      Act act,
      long id,
      Times times,
      TreeSet<String> flags,
      String expected,
      Dice dice,
      List<Raw> out) {
    if (!times.received().isBefore(size.end())) {
      return false;
    }
    Format format = Formats.of(act);
    int source = formats.indexOf(format);
    String text = format.frame(act, id, times);
    String verdict = expected;
    TreeSet<String> own = new TreeSet<>(flags);
    double garbled = size.profile() == WorldSize.Profile.HOSTILE ? GARBLED_BY_ENEMIES : GARBLED;
    if (!size.isClean() && !format.isDocument() && dice.chance(garbled)) {
      text = text.substring(0, text.length() / 2).replace("\"", "").replace("\n", " ") + "~\u0001";
      own.add("garbled");
      verdict = "rejected";
    }
    int elements = act instanceof Social social ? social.messages().size() : 1;
    boolean isBot = entry.person() < 0;
    List<String> truth = new ArrayList<>(elements);
    for (int i = 0; i < elements; i++) {
      truth.add(
          String.join(
              ",",
              Long.toUnsignedString(entry.id(), 36),
              isBot ? "" : Integer.toString(entry.person()),
              entry.journey() == Diary.NONE ? "" : Long.toString(entry.journey()),
              entry.visit() == Diary.NONE ? "" : Long.toString(entry.visit()),
              entry.session() == Diary.NONE ? "" : Long.toString(entry.session()),
              Boolean.toString(isBot),
              String.join(" ", own),
              verdict));
    }
    LocalDate day = LocalDate.ofInstant(times.received(), ZoneOffset.UTC);
    out.add(
        new Raw(
            source,
            (int) (day.toEpochDay() - size.firstDay().toEpochDay()),
            times.received().toEpochMilli(),
            Draw.number(size, "tie", id, times.received().toEpochMilli()),
            text,
            truth));
    return !verdict.equals("rejected");
  }

  /** The word of a profile in the truth. */
  static String word(WorldSize.Profile profile) {
    return profile.name().toLowerCase(Locale.ROOT);
  }
}
