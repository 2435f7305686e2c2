package io.percorso.simulator;

import static io.percorso.simulator.Draws.chance;
import static io.percorso.simulator.Draws.oneOf;

import io.percorso.simulator.SampleLogs.Delivered;
import io.percorso.simulator.SampleLogs.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Public care conversations between clients and the retailer's agents, one JSON array a day.
 *
 * <p>Clients type what they should not: addresses, handles and telephone numbers, all invented, so
 * that redaction has work to do. A record is one message.
 */
final class CareLog {
  static final String SOURCE = "social-care";

  private static final int CUSTOMERS_PER_DAILY_CONVERSATION = 100;
  private static final String COMPANY = "BottegaCare";
  private static final long FIRST_MESSAGE_ID = 1_900_000_000_000_000_000L;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final List<String> OPENINGS =
      List.of(
          "my card is refused at every attempt, the app just says \"try again\" 😕",
          "the shipping form keeps throwing me out since last week. I have tried three times.",
          "my parcel says delivered but nothing has come",
          "I returned the jacket ten days ago, when do I get the money back?",
          "your site is so slow tonight, I give up",
          "è possibile cambiare l'indirizzo dell'ordine?");
  private static final List<String> REPLIES =
      List.of(
          "we are sorry about that. Which order is it about?",
          "thanks for telling us, could you send us a way to reach you?",
          "that is not what we want. Have you tried it on another device?");
  private static final List<String> DETAILS =
      List.of(
          "sure, write to %1$s@example.org",
          "you can call me on +39 055 555 %2$04d after six",
          "it is under my sister's account, @%1$s_casa, and %1$s@example.org",
          "order 4711-%2$04d, I have sent it twice\nalready!",
          "yes, on the phone and on the laptop. Same thing.");
  private static final List<String> CLOSINGS =
      List.of(
          "done, it is solved now. Have a good evening!",
          "we have passed it on to the team and will come back to you.",
          "your refund is on its way.");
  private static final List<String> NAMES =
      List.of("lucciola", "mirtillo", "zefiro", "pinolo", "brezza", "girasole", "nuvola", "timo");

  private CareLog() {}

  static List<Delivered> write(Path landing, Size size) {
    List<Delivered> delivered = new ArrayList<>();
    for (int day = 0; day < size.days(); day++) {
      Path path = landing.resolve(SOURCE).resolve("conversations-" + size.day(day) + ".json");
      try (RawFile file = RawFile.create(path)) {
        int conversations = Math.max(1, size.customers() / CUSTOMERS_PER_DAILY_CONVERSATION);
        file.text("[");
        for (int number = 0; number < conversations; number++) {
          file.text(number == 0 ? "\n" : ",\n");
          writeConversation(file, size, day, number);
        }
        file.text("\n]\n");
        delivered.add(SampleLogs.whole(SOURCE, file));
      }
    }
    return delivered;
  }

  /** One message: who, role, when, what. */
  private record Message(String role, String author, Instant at, String text) {}

  private static void writeConversation(RawFile file, Size size, int day, int number) {
    SplittableRandom random = Draws.of(size.seed(), "care", day, number);
    List<Message> messages = drawn(size, day, random);
    long id = FIRST_MESSAGE_ID + day * 1_000_000_000L + number * 100L;
    file.text("  {");
    if (chance(random, 0.3)) {
      file.text(
          "\"agentURL\": {\"doc_id\": \"%d\", \"turn\": \"2\", \"tweet_ID\": \"%d\", \"url\": %s},\n   "
              .formatted(
                  random.nextInt(3000),
                  id + 1,
                  quoted("https://help.bottega.example.org/returns")));
    }
    file.text("\"dialogContent\": [");
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      file.text(i == 0 ? "" : ",\n      ");
      file.text(
          "{\"%s\": %s, \"datetime\": \"%s\", \"message\": %s, \"tweet_ID\": \"%d\"}"
              .formatted(
                  message.role,
                  quoted(message.author),
                  STAMP.format(message.at),
                  quoted(message.text),
                  id + i));
      file.endRecord();
    }
    Instant first = messages.get(0).at;
    Duration took = Duration.between(first, messages.get(messages.size() - 1).at);
    file.text(
        "],\n   \"dialogHeader\": {\"company\": \"%s\", \"conversationDateTime\": \"%s\", \"duration\": \"%02d:%02d:%02d.0\", \"messageCount\": \"%d\", \"sessionID\": \"%016x\"}}"
            .formatted(
                COMPANY,
                STAMP.format(first),
                took.toHours(),
                took.toMinutesPart(),
                took.toSecondsPart(),
                messages.size(),
                Draws.number(size.seed(), "thread", day, number)));
  }

  private static List<Message> drawn(Size size, int day, SplittableRandom random) {
    String name = oneOf(random, NAMES);
    String client = name + "_" + random.nextInt(Math.max(40, size.customers() / 4));
    Instant at =
        size.day(day)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .plusSeconds(7 * 3600L + random.nextInt(12 * 3600));
    List<Message> messages = new ArrayList<>();
    messages.add(new Message("client", client, at, "@" + COMPANY + " " + oneOf(random, OPENINGS)));
    if (chance(random, 0.1)) {
      at = at.plusSeconds(Draws.seconds(random, 600));
      messages.add(new Message("client1", oneOf(random, NAMES) + "_9", at, "same here @" + client));
    }
    if (chance(random, 0.12)) {
      return messages;
    }
    at = at.plusSeconds(Draws.seconds(random, 1500));
    messages.add(new Message("agent", COMPANY, at, "@" + client + " " + oneOf(random, REPLIES)));
    if (chance(random, 0.75)) {
      at = at.plusSeconds(Draws.seconds(random, 900));
      String detail = oneOf(random, DETAILS).formatted(name, random.nextInt(10_000));
      messages.add(new Message("client", client, at, "@" + COMPANY + " " + detail));
      at = at.plusSeconds(Draws.seconds(random, 1800));
      messages.add(new Message("agent", COMPANY, at, "@" + client + " " + oneOf(random, CLOSINGS)));
    }
    return messages;
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
