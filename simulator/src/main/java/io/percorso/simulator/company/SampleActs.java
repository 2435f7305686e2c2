package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Chat;
import io.percorso.simulator.company.Act.ChatEvent;
import io.percorso.simulator.company.Act.Contract;
import io.percorso.simulator.company.Act.Digital;
import io.percorso.simulator.company.Act.Doing;
import io.percorso.simulator.company.Act.MailEvent;
import io.percorso.simulator.company.Act.MessageEvent;
import io.percorso.simulator.company.Act.Visitor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Acts of every kind and variant, with every text given and with none: for tests of formats. */
public final class SampleActs {
  /** The day on which all of them happen. */
  public static final LocalDate DAY = LocalDate.of(2026, 2, 10);

  /** A text with all that a format might stumble over. */
  public static final String AWKWARD =
      "=1+1;\t\"Perché?\", said 'she'\r\n"
          + "<b>\\u0041 {{7*7}}</b> %s \u001b[31m\u202e\u200b 😕\u2028,";

  private static final String NONE = "";
  private static final String EMAIL = "giulia.4711@example.org";
  private static final String PHONE = "+390555550134";
  private static final String CUSTOMER = "C-00004711";

  private final List<Act> acts = new ArrayList<>();
  private Instant at = Instant.parse("2026-02-10T09:00:00.123Z");

  private SampleActs() {}

  /** All of them, none at the same second as another. */
  public static List<Act> all() {
    SampleActs sample = new SampleActs();
    sample.digital();
    sample.mails();
    sample.messages();
    sample.chat();
    sample.calls();
    sample.cases();
    sample.social();
    sample.sales();
    sample.surveys();
    sample.customers();
    sample.subscriptions();
    return List.copyOf(sample.acts);
  }

  private Instant next() {
    at = at.plusSeconds(7);
    return at;
  }

  private void digital() {
    Visitor known = new Visitor("k-77aa", "giulia4711", Client.SAFARI_IPHONE, "it-IT");
    Visitor nobody = new Visitor("k-88bb", NONE, Client.FIREFOX_LINUX, NONE);
    Visitor onIos = new Visitor("d-11cc", "giulia4711", Client.APP_IOS, "it-IT");
    Visitor onAndroid = new Visitor("d-22dd", NONE, Client.APP_ANDROID, NONE);
    for (Doing doing : Doing.values()) {
      acts.add(full(false, doing, known, "/product/4711", "buy-now"));
      acts.add(bare(false, doing, nobody, "/"));
      acts.add(full(true, doing, onIos, "Product", "buy-now"));
      acts.add(bare(true, doing, onAndroid, "Home"));
    }
    acts.add(full(true, Doing.VALIDATION_ERROR, onIos, "Cart", "coupon-code"));
    acts.add(bare(false, Doing.VIEW, new Visitor("k-99ee", NONE, Client.CRAWLER, NONE), "/"));
    acts.add(full(false, Doing.CLICK, known, "/search", AWKWARD));
    acts.add(full(true, Doing.CLICK, onIos, "Search", AWKWARD));
  }

  private Digital full(boolean isApp, Doing doing, Visitor visitor, String place, String element) {
    return new Digital(
        next(),
        isApp,
        doing,
        visitor,
        31,
        acts.size() + 1,
        place,
        element,
        isApp ? -1 : 120,
        isApp ? -1 : 48,
        830,
        doing == Doing.ERROR || doing == Doing.VALIDATION_ERROR ? "E17" : NONE,
        4990,
        "EUR",
        "spring",
        "https://search.example.org/find?q=lamp",
        "lamp");
  }

  private Digital bare(boolean isApp, Doing doing, Visitor visitor, String place) {
    return new Digital(
        next(), isApp, doing, visitor, 32, 1, place, NONE, -1, -1, 0, NONE, 0, NONE, NONE, NONE,
        NONE);
  }

  private void mails() {
    for (MailEvent event : MailEvent.values()) {
      String url = event == MailEvent.CLICK ? "https://bottega.example.org/sale/4711" : NONE;
      acts.add(new Act.Mail(next(), event, EMAIL, 5, "spring", url, Client.CHROME_WINDOWS, false));
      acts.add(new Act.Mail(next(), event, EMAIL, 6, NONE, NONE, Client.CHROME_ANDROID, false));
    }
    acts.add(
        new Act.Mail(next(), MailEvent.OPEN, EMAIL, 5, "spring", NONE, Client.SAFARI_MAC, true));
  }

  private void messages() {
    acts.add(new Act.Message(next(), MessageEvent.INBOUND, PHONE, 7, AWKWARD));
    acts.add(new Act.Message(next(), MessageEvent.INBOUND, PHONE, 8, NONE));
    acts.add(new Act.Message(next(), MessageEvent.SENT, PHONE, 9, NONE));
    acts.add(new Act.Message(next(), MessageEvent.DELIVERED, PHONE, 9, NONE));
    acts.add(new Act.Message(next(), MessageEvent.READ, PHONE, 9, NONE));
    acts.add(new Act.Message(next(), MessageEvent.FAILED, PHONE, 10, NONE));
  }

  private void chat() {
    acts.add(new Chat(next(), ChatEvent.CUSTOMER_MESSAGE, 61, 0, 8803, 0, AWKWARD));
    acts.add(new Chat(next(), ChatEvent.AGENT_MESSAGE, 61, 1, 8803, 0, "One moment, please"));
    acts.add(new Chat(next(), ChatEvent.AGENT_JOIN, 61, 2, 8803, 9001, NONE));
    acts.add(new Chat(next(), ChatEvent.AGENT_MESSAGE, 61, 3, 8803, 9001, "What is it about?"));
    acts.add(new Chat(next(), ChatEvent.TRANSFER, 61, 4, 8803, 9001, NONE));
    acts.add(new Chat(next(), ChatEvent.RATING, 61, 5, 8803, 0, "good"));
    acts.add(new Chat(next(), ChatEvent.CUSTOMER_MESSAGE, 62, 0, 8804, 0, NONE));
  }

  private void calls() {
    Instant first = next();
    Instant second = first.plusSeconds(300);
    acts.add(
        new Act.Call(
            first,
            71,
            71,
            0,
            72,
            false,
            PHONE,
            "orders",
            95,
            205,
            30,
            9001,
            second.plusSeconds(20)));
    acts.add(
        new Act.Call(
            second,
            72,
            71,
            71,
            0,
            true,
            PHONE,
            "returns",
            20,
            400,
            0,
            9002,
            second.plusSeconds(900)));
    // Gave up in the queue; gave up before; from a withheld number.
    Instant third = next();
    acts.add(
        new Act.Call(
            third, 73, 73, 0, 0, false, PHONE, "orders", 200, 0, 0, 0, third.plusSeconds(260)));
    Instant fourth = next();
    acts.add(
        new Act.Call(fourth, 74, 74, 0, 0, false, PHONE, NONE, 0, 0, 0, 0, fourth.plusSeconds(60)));
    Instant fifth = next();
    acts.add(
        new Act.Call(
            fifth, 75, 75, 0, 0, false, NONE, "orders", 5, 60, 0, 9001, fifth.plusSeconds(90)));
  }

  private void cases() {
    Instant opened = next();
    acts.add(
        new Act.Ticket(
            opened,
            501,
            8803,
            "Where, is it?",
            AWKWARD,
            "solved",
            "email",
            9001,
            opened.plusSeconds(7200)));
    Instant other = next();
    acts.add(new Act.Ticket(other, 502, 8804, NONE, "Broken lid", "new", "web", 0, other));
    Instant chat = next();
    acts.add(new Act.Ticket(chat, 503, 8803, "Chat", "Chat", "open", "chat", 9001, chat));
    acts.add(new Act.Comment(next(), 601, 501, 8803, 8803, true, AWKWARD));
    acts.add(new Act.Comment(next(), 602, 501, 8803, 9001, false, "On its way"));
    acts.add(new Act.TicketChange(next(), 501, 9001, "solved"));
    acts.add(new Act.TicketChange(next(), 501, 0, "closed"));
    Instant changed = next();
    acts.add(
        new Act.HelpDeskUser(
            changed, 8803, CUSTOMER, EMAIL, PHONE, "it-IT", changed.minusSeconds(86_400)));
    acts.add(new Act.HelpDeskUser(next(), 8804, NONE, NONE, NONE, NONE, changed));
  }

  private void social() {
    Instant first = next();
    Instant last = first.plusSeconds(5057);
    acts.add(
        new Act.Social(
            last,
            81,
            "lucciola_4711",
            List.of(
                new Act.SocialMessage(first, true, 1_900_000_000_000_000_001L, AWKWARD),
                new Act.SocialMessage(last, false, 1_900_000_000_000_000_002L, "Sorry!"))));
    Instant only = next();
    acts.add(
        new Act.Social(
            only,
            82,
            "timo_815",
            List.of(
                new Act.SocialMessage(only, true, 1_900_000_000_000_000_003L, "Still waiting"))));
  }

  private void sales() {
    acts.add(
        new Act.StoreSale(
            next(),
            5_678_901_234_567L,
            EMAIL,
            PHONE,
            7_012_345_678_901L,
            5990,
            "EUR",
            "Firenze",
            "it-IT"));
    acts.add(new Act.StoreSale(next(), 5_678_901_234_568L, EMAIL, NONE, 0, 5, "GBP", NONE, NONE));
    acts.add(
        new Act.StoreSale(
            next(), 5_678_901_234_569L, NONE, NONE, 7_012_345_678_902L, 1200, "EUR", "Roma", NONE));
  }

  private void surveys() {
    Instant sent = next();
    Instant answered = sent.plusSeconds(3600);
    acts.add(
        new Act.Survey(
            answered,
            91,
            "CSAT",
            sent,
            Optional.of(answered),
            4,
            AWKWARD,
            "it-IT",
            CUSTOMER,
            EMAIL,
            "call",
            "zendesk-ticket:501"));
    acts.add(
        new Act.Survey(
            sent, 92, "NPS", sent, Optional.empty(), -1, NONE, NONE, NONE, EMAIL, NONE, NONE));
    acts.add(
        new Act.Survey(
            answered,
            93,
            "CES",
            sent,
            Optional.of(answered),
            6,
            NONE,
            NONE,
            CUSTOMER,
            NONE,
            "/cart",
            NONE));
  }

  private void customers() {
    acts.add(
        new Act.CustomerRecord(
            next(),
            CUSTOMER,
            "giulia",
            EMAIL,
            PHONE,
            "L-4711",
            "vip",
            "club",
            true,
            false,
            true,
            "it-IT",
            "Firenze",
            LocalDate.of(2024, 5, 1)));
    acts.add(
        new Act.CustomerRecord(
            next(),
            "C-00004712",
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            false,
            false,
            false,
            NONE,
            NONE,
            LocalDate.of(2025, 6, 1)));
  }

  private void subscriptions() {
    for (Contract event : Contract.values()) {
      acts.add(new Act.Subscription(next(), event, 101, 201, CUSTOMER, EMAIL, 1990, "EUR", true));
      acts.add(new Act.Subscription(next(), event, 102, 202, NONE, NONE, 1590, "GBP", false));
    }
  }
}
