package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Social;
import io.percorso.simulator.company.Act.SocialMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Public conversations: one JSON array of them a day. */
final class SocialCareFormat implements Format {
  private static final String COMPANY = "BottegaCare";

  @Override
  public String source() {
    return "social-care";
  }

  @Override
  public boolean isDocument() {
    return true;
  }

  @Override
  public String fileName(LocalDate day) {
    return "conversations-" + day + ".json";
  }

  @Override
  public String open() {
    return "[\n";
  }

  @Override
  public String between() {
    return ",\n";
  }

  @Override
  public String close() {
    return "\n]\n";
  }

  /** The conversation's id as the vendor writes it. */
  static String sessionId(long conversation) {
    return Ids.letters("conversation", conversation, 20);
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Social social = (Social) act;
    List<SocialMessage> messages = social.messages();
    Json json = Json.object().list("dialogContent");
    for (SocialMessage message : messages) {
      json.open()
          .put(
              message.isCustomer() ? "client" : "agent",
              message.isCustomer() ? social.handle() : COMPANY)
          .put("datetime", Stamps.iso(message.at()))
          .put("message", message.text())
          .put("tweet_ID", Ids.number(message.message()))
          .close();
    }
    Instant first = messages.get(0).at();
    Duration took = Duration.between(first, messages.get(messages.size() - 1).at());
    return json.endList()
        .open("dialogHeader")
        .put("company", COMPANY)
        .put("conversationDateTime", Stamps.iso(first))
        .put("duration", clock(took))
        .put("messageCount", Integer.toString(messages.size()))
        .put("sessionID", sessionId(social.conversation()))
        .close()
        .end();
  }

  /** {@code 01:24:17.0}. */
  private static String clock(Duration took) {
    StringBuilder text = new StringBuilder(12);
    long hours = took.toHours();
    text.append(hours < 10 ? "0" : "").append(hours);
    for (int part : new int[] {took.toMinutesPart(), took.toSecondsPart()}) {
      text.append(part < 10 ? ":0" : ":").append(part);
    }
    return text.append(".0").toString();
  }
}
