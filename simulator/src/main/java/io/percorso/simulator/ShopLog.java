package io.percorso.simulator;

import static io.percorso.simulator.Draws.chance;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.percorso.simulator.SampleLogs.Delivered;
import io.percorso.simulator.SampleLogs.Size;
import io.percorso.simulator.SampleLogs.State;
import io.percorso.simulator.ShopWalk.Circumstances;
import io.percorso.simulator.ShopWalk.Page;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The shop's clickstream, one CSV a day, every fifth packed, ordered by customer and time.
 *
 * <p>Blemishes: a day delivered again in part, a second delivery that broke off, a record written
 * twice here and there, a line cut short here and there.
 */
final class ShopLog {
  static final String SOURCE = "ecom";
  static final String HEADER =
      "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";

  private static final int DAY_SECONDS = 86_400;

  /** Files open at once; longer worlds are drawn again for the next window of days. */
  private static final int WINDOW_DAYS = 31;

  private static final double BUG_STARTS_AT_SHARE_OF_DAYS = 0.6;
  private static final double MEAN_DAYS_BETWEEN_ATTEMPTS = 8.5;
  private static final int MOST_SITTINGS = 4;
  private static final int MOST_STEPS_OF_A_SITTING = 80;
  private static final double WRITTEN_TWICE = 0.003;
  private static final double CUT_SHORT = 0.0005;
  private static final List<String> CHANNELS =
      List.of("organic", "organic", "organic", "paid_search", "paid_search", "social", "email");

  private final Size size;
  private final int firstOfWindow;
  private final List<RawFile> days = new ArrayList<>();
  private final List<LocalDate> dates = new ArrayList<>();
  private final Optional<RawFile> again;
  private final Optional<RawFile> broken;
  private final int dayDeliveredAgain;
  private final int dayBroken;

  private ShopLog(Path folder, Size size, int firstOfWindow) {
    this.size = size;
    this.firstOfWindow = firstOfWindow;
    int last = Math.min(size.days(), firstOfWindow + WINDOW_DAYS);
    for (int day = firstOfWindow; day < last; day++) {
      dates.add(size.day(day));
      String packed = day % 5 == 4 ? ".gz" : "";
      days.add(start(folder, "events-" + size.day(day) + ".csv" + packed));
    }
    dayDeliveredAgain = size.days() / 2;
    dayBroken = size.days() / 3;
    again = extra(folder, dayDeliveredAgain, "-again.csv");
    broken = extra(folder, dayBroken, "-resent.csv.gz");
  }

  static List<Delivered> write(Path landing, Size size) {
    List<Delivered> delivered = new ArrayList<>();
    for (int first = 0; first < size.days(); first += WINDOW_DAYS) {
      ShopLog window = new ShopLog(landing.resolve(SOURCE), size, first);
      for (int customer = 0; customer < size.customers(); customer++) {
        window.live(customer);
      }
      delivered.addAll(window.finish());
    }
    return delivered;
  }

  private Optional<RawFile> extra(Path folder, int day, String ending) {
    return day >= firstOfWindow && day < firstOfWindow + days.size()
        ? Optional.of(start(folder, "events-" + size.day(day) + ending))
        : Optional.empty();
  }

  private static RawFile start(Path folder, String name) {
    return RawFile.create(folder.resolve(name)).text(HEADER);
  }

  private List<Delivered> finish() {
    List<Delivered> delivered = new ArrayList<>();
    for (RawFile day : days) {
      day.close();
      delivered.add(SampleLogs.whole(SOURCE, day));
    }
    again.ifPresent(
        file -> {
          file.close();
          delivered.add(SampleLogs.whole(SOURCE, file));
        });
    broken.ifPresent(
        file -> {
          file.close();
          RawFile.keepShare(file.path(), 0.6);
          delivered.add(SampleLogs.delivered(SOURCE, file.path(), 0, State.TRUNCATED));
        });
    return delivered;
  }

  /** One customer's attempts at buying something, each over up to a few sittings. */
  private void live(int customer) {
    SplittableRandom life = Draws.of(size.seed(), "life", customer);
    Person person = Person.drawn(customer, size.firstDay(), life);
    long at = (long) (life.nextDouble() * MEAN_DAYS_BETWEEN_ATTEMPTS * DAY_SECONDS);
    long end = (long) size.days() * DAY_SECONDS;
    for (int attempt = 0; at < end; attempt++) {
      SplittableRandom random = Draws.of(size.seed(), "attempt", customer, attempt);
      boolean bought = false;
      boolean filledCart = false;
      for (int sitting = 0; sitting < MOST_SITTINGS && !bought; sitting++) {
        Page first = sitting > 0 && filledCart ? Page.CART : entry(random);
        Sitting sat = sit(person, at, first, random);
        at = sat.endedAt;
        bought = sat.bought;
        filledCart |= sat.filledCart;
        if (bought || !chance(random, filledCart ? 0.42 : 0.30)) {
          break;
        }
        at += Draws.seconds(random, 1.6 * DAY_SECONDS) + 3600L;
      }
      person = bought ? person.afterPurchase() : person.afterVisit();
      at += Draws.seconds(random, MEAN_DAYS_BETWEEN_ATTEMPTS * DAY_SECONDS) + DAY_SECONDS / 2L;
    }
  }

  private record Sitting(long endedAt, boolean bought, boolean filledCart) {}

  private Sitting sit(Person person, long startedAt, Page first, SplittableRandom random) {
    long at = awake(startedAt);
    boolean bug = at / DAY_SECONDS >= size.days() * BUG_STARTS_AT_SHARE_OF_DAYS;
    Circumstances circumstances = new Circumstances(person.onMobile(), bug);
    boolean bought = false;
    boolean filledCart = false;
    Page page = first;
    for (int step = 0; step < MOST_STEPS_OF_A_SITTING; step++) {
      put(person, page, at, random);
      bought |= page == Page.PURCHASE;
      filledCart |= page == Page.ADD_TO_CART;
      Optional<ShopWalk.Move> move = ShopWalk.next(page, circumstances, random);
      if (move.isEmpty()) {
        break;
      }
      page = move.get().to();
      at += move.get().afterSeconds();
    }
    return new Sitting(at, bought, filledCart && !bought);
  }

  /** Few shop between one and seven at night: most of those sittings move to the day. */
  private static long awake(long at) {
    long hour = at % DAY_SECONDS / 3600;
    return hour >= 1 && hour < 7 && at % 5 != 0 ? at + 11 * 3600 : at;
  }

  private static Page entry(SplittableRandom random) {
    int drawn = random.nextInt(100);
    return drawn < 52
        ? Page.HOME
        : drawn < 70
            ? Page.SEARCH
            : drawn < 84 ? Page.CATALOG : drawn < 92 ? Page.PROMO_PAGE : Page.PRODUCT_VIEW;
  }

  private void put(Person person, Page page, long at, SplittableRandom random) {
    int day = (int) (at / DAY_SECONDS);
    int times = chance(random, WRITTEN_TWICE) ? 2 : 1;
    boolean cut = chance(random, CUT_SHORT);
    int index = day - firstOfWindow;
    if (index < 0 || index >= days.size()) {
      return;
    }
    for (int i = 0; i < times; i++) {
      line(days.get(index), person, page, day, at, cut);
    }
    if (day == dayDeliveredAgain && person.number() % 3 == 0) {
      again.ifPresent(file -> line(file, person, page, day, at, false));
    }
    if (day == dayBroken) {
      broken.ifPresent(file -> line(file, person, page, day, at, false));
    }
  }

  private void line(RawFile file, Person person, Page page, int day, long at, boolean cut) {
    file.bytes(person.id).bytes(COMMA).bytes(page.bytes);
    if (!cut) {
      file.bytes(COMMA)
          .stamp(dates.get(day - firstOfWindow), (int) (at % DAY_SECONDS))
          .bytes(person.rest);
    }
    file.bytes(NEWLINE).endRecord();
  }

  private static final byte[] COMMA = {','};
  private static final byte[] NEWLINE = {'\n'};

  /** A customer of the shop and the cells that repeat on each of the customer's lines. */
  private static final class Person {
    private final int number;
    private final String fixed;
    private final byte[] id;
    private final byte[] rest;
    private final boolean onMobile;

    private Person(int number, String fixed, String lifecycle, boolean onMobile) {
      this.number = number;
      this.fixed = fixed;
      this.onMobile = onMobile;
      this.id = userId(number).getBytes(US_ASCII);
      this.rest = (fixed + "," + lifecycle).getBytes(US_ASCII);
    }

    static Person drawn(int number, LocalDate firstDay, SplittableRandom random) {
      int drawn = random.nextInt(100);
      String platform = drawn < 50 ? "desktop" : drawn < 88 ? "mobile" : "tablet";
      int monthsBefore = random.nextInt(4);
      String cohort = firstDay.minusMonths(monthsBefore).toString().substring(0, 7);
      String fixed = "," + platform + "," + Draws.oneOf(random, CHANNELS) + "," + cohort;
      String lifecycle = monthsBefore == 0 ? "new" : "returning";
      return new Person(number, fixed, lifecycle, platform.equals("mobile"));
    }

    Person afterVisit() {
      return new Person(number, fixed, "returning", onMobile);
    }

    Person afterPurchase() {
      return new Person(number, fixed, "loyal", onMobile);
    }

    int number() {
      return number;
    }

    boolean onMobile() {
      return onMobile;
    }
  }

  /** The name of a customer in the raw files: a number, nothing personal. */
  static String userId(int customer) {
    return "user_%06d".formatted(customer);
  }
}
