package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Calls: contact records of Amazon Connect, one leg per line. */
final class ConnectFormat implements Format {
  private static final String ACCOUNT = "123456789012";
  private static final String INSTANCE =
      "arn:aws:connect:eu-central-1:" + ACCOUNT + ":instance/5f2c1d84-77aa-4c1b-9d3e-0a6b5e4f3c21";

  /** What an agent is given for notes after a call; a record may have been written before. */
  private static final long MOST_NOTES_SECONDS = 60;

  @Override
  public String source() {
    return "connect";
  }

  @Override
  public boolean isDocument() {
    return true;
  }

  @Override
  public String fileName(LocalDate day) {
    return "contact-records-" + day + ".json";
  }

  /** A leg's id as the vendor writes it. */
  static String contactId(long contact) {
    return Ids.uuid("contact", contact);
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Call call = (Call) act;
    Instant answered = call.at().plusSeconds(call.waitSeconds());
    Instant ended = answered.plusSeconds(call.talkSeconds());
    Json json =
        Json.object()
            .put("AWSAccountId", ACCOUNT)
            .put("AWSContactTraceRecordFormatVersion", "2017-03-10");
    agent(json, call, answered, ended);
    json.open("Attributes")
        .close()
        .put("Channel", "VOICE")
        .put("ConnectedToSystemTimestamp", Stamps.isoSeconds(call.at()))
        .put("ContactId", contactId(call.contact()))
        .open("CustomerEndpoint")
        .put("Address", call.phone().isEmpty() ? "anonymous" : call.phone())
        .put("Type", "TELEPHONE_NUMBER")
        .close()
        .put("DisconnectReason", call.next() == 0 ? "CUSTOMER_DISCONNECT" : "AGENT_DISCONNECT")
        .put("DisconnectTimestamp", Stamps.isoSeconds(ended))
        .putOrNull(
            "InitialContactId", call.initial() == call.contact() ? "" : contactId(call.initial()))
        .put("InitiationMethod", call.isTransfer() ? "TRANSFER" : "INBOUND")
        .put("InitiationTimestamp", Stamps.isoSeconds(call.at()))
        .put("InstanceARN", INSTANCE)
        .put("LastUpdateTimestamp", Stamps.isoSeconds(call.updated()))
        .putOrNull("NextContactId", other(call.next()))
        .putOrNull("PreviousContactId", other(call.previous()));
    queue(json, call, answered);
    return json.putNull("Recording")
        .open("SystemEndpoint")
        .put("Address", "+390555550100")
        .put("Type", "TELEPHONE_NUMBER")
        .close()
        .putOrNull("TransferCompletedTimestamp", call.next() == 0 ? "" : Stamps.isoSeconds(ended))
        .putNull("TransferredToEndpoint")
        .end();
  }

  private static String other(long contact) {
    return contact == 0 ? "" : contactId(contact);
  }

  private static void agent(Json json, Call call, Instant answered, Instant ended) {
    if (call.agent() == 0) {
      json.putNull("Agent");
      return;
    }
    long notes = Duration.between(ended, call.updated()).toSeconds();
    json.open("Agent")
        .put("ARN", INSTANCE + "/agent/" + Ids.uuid("agent", call.agent()))
        .put("AfterContactWorkDuration", Math.max(0, Math.min(notes, MOST_NOTES_SECONDS)))
        .put("AgentInteractionDuration", call.talkSeconds())
        .put("ConnectedToAgentTimestamp", Stamps.isoSeconds(answered))
        .put("CustomerHoldDuration", call.holdSeconds())
        .put("LongestHoldDuration", call.holdSeconds())
        .put("NumberOfHolds", call.holdSeconds() > 0 ? 1 : 0)
        .open("RoutingProfile")
        .put("ARN", INSTANCE + "/routing-profile/" + Ids.uuid("profile", call.queue().hashCode()))
        .put("Name", call.queue())
        .close()
        .put("Username", "agent-" + Ids.hex("agent", call.agent()).substring(0, 8))
        .close();
  }

  private static void queue(Json json, Call call, Instant answered) {
    if (call.queue().isEmpty()) {
      json.putNull("Queue");
      return;
    }
    json.open("Queue")
        .put("ARN", INSTANCE + "/queue/" + Ids.uuid("queue", call.queue().hashCode()))
        .put("DequeueTimestamp", Stamps.isoSeconds(answered))
        .put("Duration", call.waitSeconds())
        .put("EnqueueTimestamp", Stamps.isoSeconds(call.at()))
        .put("Name", call.queue())
        .close();
  }
}
