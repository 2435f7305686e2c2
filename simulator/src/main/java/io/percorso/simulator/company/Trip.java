package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Digital;
import io.percorso.simulator.company.Act.Doing;
import io.percorso.simulator.company.Act.Visitor;
import java.time.Instant;

/**
 * One person's way through web and app: which device, which session of it, who is signed in, what
 * time it is. Acts behind the end of the world are not written.
 */
final class Trip implements Page.Surfing {
  private static final double SIGNED_IN_ON_WEB = 0.45;
  private static final double SIGNED_IN_IN_APP = 0.92;
  private static final double PRIVATE_WINDOW = 0.08;
  private static final double AT_SHARED_BROWSER = 0.35;
  private static final int PRODUCTS = 4_000;

  private final WorldSize size;
  private final Person person;
  private final Diary diary;
  private final Dice dice;
  private final long journey;
  private Instant now;
  private Client client;
  private String device;
  private boolean isSignedIn;
  private long session;
  private int sequence;
  private long visit;
  private int visits;
  private int acts;
  private String campaign;
  private int product;

  /**
   * @param journey number of the attempt
   * @param campaign what brought the person; empty for nothing
   */
  Trip(
      WorldSize size,
      Person person,
      Diary diary,
      Dice dice,
      long journey,
      Instant at,
      String campaign) {
    this.size = size;
    this.person = person;
    this.diary = diary;
    this.dice = dice;
    this.journey = journey;
    this.now = at;
    this.campaign = campaign;
    this.product = product();
    open(Habits.client(size, person, dice, at));
  }

  /** A new session, on whatever device is at hand. */
  void open(Client next) {
    client = next;
    boolean isApp = client.kind() == Client.Kind.APP;
    long own = Draw.number(size, "device", person.number(), client.ordinal());
    boolean isShared =
        !isApp
            && client.kind() == Client.Kind.MOBILE
            && !person.sharedBrowser().isEmpty()
            && dice.chance(AT_SHARED_BROWSER);
    boolean isPrivate = !isApp && dice.chance(PRIVATE_WINDOW);
    device = isShared ? person.sharedBrowser() : Person.cookie(isPrivate ? dice.number() : own);
    isSignedIn = !isPrivate && dice.chance(isApp ? SIGNED_IN_IN_APP : SIGNED_IN_ON_WEB);
    session = dice.number() >>> 1;
    sequence = 0;
  }

  /** A pause of hours or days, after which another device may be at hand. */
  void pause(long millis) {
    now = now.plusMillis(millis);
    campaign = "";
    open(Habits.client(size, person, dice, now));
  }

  /** The next page. */
  void begin(Touchpoint page) {
    visits++;
    visit = Draw.number(size, "visit", person.number(), journey, visits) >>> 1;
    if (page == Touchpoint.PRODUCT && dice.chance(0.7)) {
      product = product();
    }
  }

  private int product() {
    return 100_000 + dice.below(PRODUCTS);
  }

  long visit() {
    return visit;
  }

  int visits() {
    return visits;
  }

  Client client() {
    return client;
  }

  boolean isOver() {
    return !now.isBefore(size.end());
  }

  @Override
  public void put(Digital act) {
    if (isOver()) {
      return;
    }
    acts++;
    long id = Draw.number(size, "act", person.number(), journey, visits, acts);
    diary.add(new Diary.Entry(act, id, person.number(), journey, visit, session));
  }

  @Override
  public void pass(long millis) {
    now = now.plusMillis(millis);
  }

  @Override
  public void signIn() {
    isSignedIn = true;
  }

  boolean isSignedIn() {
    return isSignedIn;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Digital digital(
      Touchpoint page,
      Doing doing,
      String element,
      int x,
      int y,
      int millis,
      String error,
      long cents,
      String currency) {
    sequence++;
    boolean isApp = client.kind() == Client.Kind.APP;
    String path = page.path();
    String place =
        isApp ? page.screen() : path.length() > 1 && path.endsWith("/") ? path + product : path;
    boolean isFirst = sequence == 1;
    return new Digital(
        now,
        isApp,
        doing,
        new Visitor(
            device, isSignedIn ? person.names().login() : "", client, person.language().tag()),
        session,
        sequence,
        place,
        element,
        x,
        y,
        millis,
        error,
        cents,
        currency,
        isFirst ? campaign : "",
        isFirst && !isApp ? Habits.referrer(dice, campaign) : "",
        doing == Doing.SEARCH ? Habits.query(dice, person.language()) : "");
  }
}
