package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.simulator.company.Act;
import io.percorso.simulator.company.Act.Doing;
import io.percorso.simulator.company.Client;
import io.percorso.simulator.company.Formats;
import io.percorso.simulator.company.RatesFile;
import io.percorso.simulator.company.SampleActs;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulated company did is what the shipped sources read in its files. */
class SimulatedSourcesTest {
  private static final KeyRing.Tokens TOKENS = Loading.KEYS.tokens();

  /** A record on its way may look later by this. */
  private static final Duration TRAVEL = Duration.ofSeconds(1);

  private static List<Told> all;

  @TempDir private static Path landing;

  /** What an act says of the record that it leaves. */
  private record Told(String source, Instant at, Map<String, Object> columns, Set<String> who) {
    Told with(String column, Object value) {
      columns.put(column, value);
      return this;
    }

    /** Identified by a value; a text that is empty names nobody. */
    Told by(String kind, String value) {
      if (!value.isEmpty()) {
        who.add(kind + " " + TOKENS.of(kind, value));
      }
      return this;
    }

    Told withText(String column, String value) {
      return value.isEmpty() ? this : with(column, value);
    }

    Told worth(long cents, String currency) {
      return cents == 0
          ? this
          : with("value_amount", BigDecimal.valueOf(cents, 2).setScale(4))
              .with("currency", currency);
    }
  }

  private static Told told(
      String source, Act act, String channel, String action, String direction) {
    return told(source, act.at(), channel, action, direction);
  }

  private static Told told(
      String source, Instant at, String channel, String action, String direction) {
    return new Told(source, at, new LinkedHashMap<>(), new TreeSet<>())
        .with("channel", channel)
        .with("action", action)
        .with("direction", direction)
        .with("is_error", false)
        .with("error_code", null)
        .with("value_amount", null)
        .with("x", null)
        .with("y", null)
        .with("is_bot_agent", false);
  }

  @BeforeAll
  static void writeADay() {
    all = SampleActs.all().stream().flatMap(SimulatedSourcesTest::of).toList();
    Formats.write(landing, SampleActs.DAY, SampleActs.all(), Duration.ZERO);
  }

  private static Stream<Told> of(Act act) {
    if (act instanceof Act.Social social) {
      return social.messages().stream()
          .map(
              message ->
                  told(
                          "social-care",
                          message.at(),
                          "social",
                          "message",
                          message.isCustomer() ? "inbound" : "outbound")
                      .by("handle", social.handle())
                      .with("text", message.text())
                      .with("conversation_id", conversation(act)));
    }
    return Stream.of(one(act));
  }

  private static String conversation(Act act) {
    return TOKENS.of("conversation_id", Formats.contact(act));
  }

  private static Told one(Act act) {
    if (act instanceof Act.Digital done) {
      return done.isApp() ? app(done) : shop(done);
    }
    if (act instanceof Act.Mail mail) {
      return mail(mail);
    }
    if (act instanceof Act.Message message) {
      return message(message);
    }
    if (act instanceof Act.Chat chat) {
      return chat(chat);
    }
    if (act instanceof Act.Call call) {
      return told("connect", act, "voice", call.isTransfer() ? "transfer" : "call_start", "inbound")
          .by("phone", call.phone())
          .by("conversation", Formats.contact(act))
          .with("conversation_id", conversation(act))
          .with("duration_ms", call.agent() == 0 ? null : call.talkSeconds() * 1000L)
          .with("place", call.queue().isEmpty() ? null : call.queue());
    }
    if (act instanceof Act.Survey survey) {
      boolean isAnswered = survey.answered().isPresent();
      return told(
              "surveys",
              act,
              "survey",
              isAnswered ? "rate" : "deliver",
              isAnswered ? "inbound" : "outbound")
          .by("customer", survey.customerNo())
          .by("email", survey.email())
          .by("conversation", survey.contact())
          .withText("text", survey.text())
          .withText(".score", isAnswered ? Integer.toString(survey.score()) : "")
          .with(".kind", survey.kind());
    }
    if (act instanceof Act.StoreSale sale) {
      return told("shopify-orders", act, "store", "purchase", "inbound")
          .by("email", sale.email())
          .by("phone", sale.phone())
          .by("login", sale.customer() == 0 ? "" : "shopify:" + sale.customer())
          .worth(sale.cents(), sale.currency());
    }
    if (act instanceof Act.CustomerRecord customer) {
      return told("crm-customers", act, "crm", "other", "outbound")
          .by("customer", customer.customerNo())
          .by("login", customer.account())
          .by("email", customer.email())
          .by("phone", customer.phone())
          .by("loyalty", customer.loyaltyNo())
          .withText(".segment", customer.segment())
          .withText(".contract", customer.contract())
          .with(".consent_phone", Boolean.toString(customer.acceptsPhone()))
          .with(".customer_since", customer.since() + " 00:00:00");
    }
    return act instanceof Act.Subscription event ? subscription(event) : atTheHelpDesk(act);
  }

  private static Told shop(Act.Digital done) {
    boolean isError = !done.error().isEmpty() || done.doing() == Doing.ERROR;
    boolean hasPointer = done.x() >= 0;
    return told("generic-json", done, "web", word(done.doing()), "inbound")
        .by("cookie", done.visitor().device())
        .by("login", done.visitor().login())
        .with("place", PathTemplate.ofPath(done.place()))
        .with("is_error", isError)
        .with("error_code", done.error().isEmpty() ? null : done.error())
        .with("element", done.element().isEmpty() ? null : done.element())
        .with("x", hasPointer ? done.x() : null)
        .with("y", hasPointer ? done.y() : null)
        .with("duration_ms", done.millis() == 0 ? null : (long) done.millis())
        .with("sequence", (long) done.sequence())
        .withText("campaign", done.campaign())
        .with("is_bot_agent", done.visitor().client() == Client.CRAWLER)
        .worth(done.cents(), done.currency());
  }

  private static Told app(Act.Digital done) {
    Doing doing = done.doing();
    boolean isSale = doing == Doing.CHECKOUT || doing == Doing.PURCHASE;
    Told told =
        told("segment", done, "app", doing == Doing.VIEW ? "screen" : word(doing), "inbound")
            .by("cookie", done.visitor().device())
            .by("device", done.visitor().device())
            .by("login", done.visitor().login())
            .with("place", done.place())
            .with("is_error", doing == Doing.ERROR)
            .withText("campaign", done.campaign())
            .with("device", "mobile")
            .withText("element", doing == Doing.VIEW ? "" : done.element());
    if (doing == Doing.PURCHASE && done.cents() == 0) {
      return told.with("value_amount", BigDecimal.ZERO.setScale(4));
    }
    return told.worth(isSale ? done.cents() : 0, done.currency());
  }

  private static String word(Doing doing) {
    return doing.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static Told mail(Act.Mail mail) {
    String action =
        switch (mail.event()) {
          case PROCESSED, DELIVERED -> "deliver";
          case OPEN -> "open";
          case CLICK -> "click";
          case BOUNCE -> "bounce";
          case UNSUBSCRIBE -> "unsubscribe";
          case SPAMREPORT -> "complaint";
        };
    boolean isByCompany = Set.of("deliver", "bounce").contains(action);
    return told("sendgrid", mail, "email", action, isByCompany ? "outbound" : "inbound")
        .by("email", mail.email())
        .with("error_code", action.equals("bounce") ? "5.1.1" : null)
        .with("element", mail.url().isEmpty() ? null : PathTemplate.ofUrl(mail.url()))
        .withText("campaign", mail.campaign())
        .with("is_bot_agent", mail.isMachine());
  }

  private static Told message(Act.Message message) {
    String action =
        switch (message.event()) {
          case INBOUND -> "message";
          case SENT, DELIVERED -> "deliver";
          case READ -> "open";
          case FAILED -> "bounce";
        };
    boolean isInbound = action.equals("message");
    return told("whatsapp", message, "messaging", action, isInbound ? "inbound" : "outbound")
        .by("phone", message.phone())
        .with("error_code", action.equals("bounce") ? "131026" : null)
        .with("text", message.text().isEmpty() ? null : message.text());
  }

  private static Told chat(Act.Chat chat) {
    String action =
        switch (chat.event()) {
          case CUSTOMER_MESSAGE, AGENT_MESSAGE -> "message";
          case AGENT_JOIN -> "agent_join";
          case TRANSFER -> "transfer";
          case RATING -> "rate";
        };
    boolean isCustomer = chat.event() == Act.ChatEvent.CUSTOMER_MESSAGE;
    boolean isInbound = isCustomer || chat.event() == Act.ChatEvent.RATING;
    return told("zendesk-chats", chat, "chat", action, isInbound ? "inbound" : "outbound")
        .by("conversation", Formats.contact(chat))
        .by("login", isCustomer ? "zendesk:" + chat.visitor() : "")
        .with("conversation_id", conversation(chat))
        .with("sequence", (long) chat.index())
        .with(chat.event() == Act.ChatEvent.RATING ? "outcome" : "text", orNull(chat.text()))
        .with("agent", isInbound || chat.agent() == 0 ? null : agent(chat.agent()));
  }

  private static String agent(long number) {
    return TOKENS.of("agent_token", Long.toString(number));
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Told atTheHelpDesk(Act act) {
    if (act instanceof Act.Ticket ticket) {
      String channel = ticket.via().equals("chat") ? "chat" : "crm";
      return told("zendesk-tickets", act, channel, "case_open", "inbound")
          .by("login", "zendesk:" + ticket.requester())
          .by("conversation", "zendesk-ticket:" + ticket.ticket())
          .with("conversation_id", conversation(act))
          .with("outcome", ticket.status())
          .with("available_at", seconds(ticket.updated()))
          .with("text", (ticket.subject() + " " + ticket.description()).strip())
          .with("agent", ticket.agent() == 0 ? null : agent(ticket.agent()));
    }
    if (act instanceof Act.Comment comment) {
      boolean isCustomer = comment.isCustomer();
      return told("zendesk-comments", act, "crm", "message", isCustomer ? "inbound" : "outbound")
          .by("login", "zendesk:" + comment.requester())
          .by("conversation", "zendesk-ticket:" + comment.ticket())
          .with("conversation_id", conversation(act))
          .with("text", comment.text())
          .with("agent", isCustomer ? null : agent(comment.author()));
    }
    if (act instanceof Act.TicketChange change) {
      String action = change.status().equals("solved") ? "case_close" : "other";
      return told("zendesk-ticket-history", act, "crm", action, "outbound")
          .by("conversation", "zendesk-ticket:" + change.ticket())
          .with("outcome", change.status())
          .with("agent", change.author() == 0 ? null : agent(change.author()));
    }
    Act.HelpDeskUser user = (Act.HelpDeskUser) act;
    return told("zendesk-users", act, "crm", "other", "outbound")
        .by("login", "zendesk:" + user.number())
        .by("customer", user.customerNo())
        .by("email", user.email())
        .by("phone", user.phone());
  }

  private static Told subscription(Act.Subscription event) {
    String action =
        switch (event.event()) {
          case CREATED -> "subscribe";
          case RENEWED, CANCEL_TAKEN_BACK -> "renew";
          case PAYMENT_FAILED -> "error";
          case CANCEL_REQUESTED -> "cancel_request";
          case ENDED, ENDED_UNPAID -> "cancel";
        };
    boolean isByCompany =
        switch (event.event()) {
          case RENEWED, PAYMENT_FAILED, ENDED_UNPAID -> true;
          default -> false;
        };
    boolean isInvoice = action.equals("error") || event.event() == Act.Contract.RENEWED;
    boolean isWorth = action.equals("subscribe") || event.event() == Act.Contract.RENEWED;
    return told("stripe-subscriptions", event, "web", action, isByCompany ? "outbound" : "inbound")
        .by("customer", isInvoice ? "" : event.customerNo())
        .by("email", isInvoice ? event.email() : "")
        .with("is_error", action.equals("error"))
        .with("error_code", action.equals("error") ? "payment_failed" : null)
        .with(".collection", event.isAutoRenewed() ? "charge_automatically" : "send_invoice")
        .worth(isWorth ? event.cents() : 0, event.currency())
        .with("currency", event.currency());
  }

  private static Instant seconds(Instant at) {
    return Instant.ofEpochSecond(at.getEpochSecond());
  }

  private static List<Outcome> outcomes(Path landing, String source) throws IOException {
    try (Stream<Path> files = Files.list(landing.resolve(source))) {
      return Loading.parse(
          Loading.shipped(source), Files.readAllBytes(files.findFirst().orElseThrow()));
    }
  }

  @Test
  void everyFileIsTakenAndEveryRecordLoaded() {
    Source[] sources = Loading.shipped().toArray(Source[]::new);
    Reading reading = Reading.of(landing, Loading.RULES, sources);
    Set<String> expected = all.stream().map(Told::source).collect(Collectors.toSet());
    assertThat(reading.files()).hasSameSizeAs(expected);
    assertThat(reading.rows(RejectedRecords.TABLE)).isEmpty();
    assertThat(reading.rows(Candidates.TABLE)).hasSameSizeAs(all);
  }

  @Test
  void aDaysRatesAreLoaded(@TempDir Path folder) throws IOException {
    RatesFile.write(folder, SampleActs.DAY, 1);
    assertThat(outcomes(folder, "currency-rates"))
        .hasSize(4)
        .allSatisfy(
            outcome -> {
              Rate rate = (Rate) outcome;
              assertThat(rate.value(CurrencyRates.RATE_DAY)).isEqualTo(SampleActs.DAY);
              assertThat(rate.value(CurrencyRates.BASE)).isEqualTo("EUR");
            });
  }

  @Test
  void noTwoActsAreOneInteraction() throws IOException {
    Set<Object> ids = new HashSet<>();
    for (String source : bySource().keySet()) {
      for (Outcome outcome : outcomes(landing, source)) {
        ids.add(Samples.cell(outcome, "interaction_id"));
      }
    }
    assertThat(ids).hasSameSizeAs(all);
  }

  @Test
  void everyRecordSaysWhatTheActDid() throws IOException {
    for (Map.Entry<String, List<Told>> entry : bySource().entrySet()) {
      List<Outcome> outcomes = outcomes(landing, entry.getKey());
      assertThat(outcomes).as(entry.getKey()).hasSameSizeAs(entry.getValue());
      for (int i = 0; i < outcomes.size(); i++) {
        Told told = entry.getValue().get(i);
        Map<String, Object> read = new LinkedHashMap<>();
        for (String column : told.columns.keySet()) {
          read.put(column, cell(outcomes.get(i), column));
        }
        assertThat(read).as("record %d of %s", i + 1, entry.getKey()).isEqualTo(told.columns);
        assertThat(identifiers(outcomes.get(i)))
            .as("who, record %d of %s", i + 1, entry.getKey())
            .containsExactlyInAnyOrderElementsOf(who(told, outcomes.get(i)));
      }
    }
  }

  /** An account of the payment provider has a number of the provider's own. */
  private static Set<String> who(Told told, Outcome outcome) {
    Set<String> who = new TreeSet<>(told.who);
    if (told.source.equals("stripe-subscriptions")) {
      who.addAll(
          identifiers(outcome).stream().filter(one -> one.startsWith("login ")).limit(1).toList());
      assertThat(who).anyMatch(one -> one.startsWith("login "));
    }
    return who;
  }

  private static List<String> identifiers(Outcome outcome) {
    Row[] rows = (Row[]) ((Candidate) outcome).value(Interactions.IDENTIFIERS);
    return Arrays.stream(rows).map(row -> row.getString(0) + " " + row.getString(1)).toList();
  }

  private static Object cell(Outcome outcome, String column) {
    if (column.startsWith(".")) {
      Row[] rows = (Row[]) ((Candidate) outcome).value(Interactions.ATTRIBUTES);
      return Arrays.stream(rows)
          .filter(row -> row.getString(0).equals(column.substring(1)))
          .map(row -> row.getString(1))
          .findFirst()
          .orElse(null);
    }
    return Samples.cell(outcome, column.equals("agent") ? "agent_token" : column);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT20M", "-PT26280H", "P700D"})
  void aDevicesWrongClockDoesNotMoveWhatHappened(Duration ahead) throws IOException {
    Path skewed = landing.resolveSibling(landing.getFileName() + "-" + ahead.toSeconds());
    Formats.write(skewed, SampleActs.DAY, SampleActs.all(), ahead);
    for (Map.Entry<String, List<Told>> entry : bySource().entrySet()) {
      List<Outcome> outcomes = outcomes(skewed, entry.getKey());
      for (int i = 0; i < outcomes.size(); i++) {
        Instant happened = entry.getValue().get(i).at;
        assertThat((Instant) Samples.cell(outcomes.get(i), "occurred_at"))
            .as("record %d of %s", i + 1, entry.getKey())
            .isBetween(seconds(happened), happened.plus(TRAVEL));
      }
    }
  }

  @Test
  void oneConversationStaysOne() throws IOException {
    List<Object> groups = new ArrayList<>();
    for (Act act : SampleActs.all()) {
      if (act instanceof Act.Mail mail) {
        groups.add("sendgrid " + mail.message());
      } else if (act instanceof Act.Message message) {
        groups.add("whatsapp " + message.phone());
      } else if (act instanceof Act.Subscription event) {
        groups.add("stripe-subscriptions " + event.subscription());
      }
    }
    Map<Object, Object> conversationOf = new HashMap<>();
    int at = 0;
    for (String source : List.of("sendgrid", "whatsapp", "stripe-subscriptions")) {
      for (Outcome outcome : outcomes(landing, source)) {
        Object conversation = Samples.cell(outcome, "conversation_id");
        assertThat(conversation).isNotNull();
        Object before = conversationOf.putIfAbsent(groups.get(at++), conversation);
        assertThat(before == null || before.equals(conversation)).as(source).isTrue();
      }
    }
    assertThat(at).isEqualTo(groups.size());
    assertThat(new HashSet<>(conversationOf.values())).hasSameSizeAs(conversationOf.keySet());
  }

  private static Map<String, List<Told>> bySource() {
    return all.stream()
        .collect(Collectors.groupingBy(Told::source, TreeMap::new, Collectors.toList()));
  }
}
