package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Message;
import io.percorso.simulator.company.Act.MessageEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Messages: bodies of the WhatsApp Cloud API's webhook, one message or one status each. What the
 * company wrote is not in the webhook; a message without a text is a voice note.
 */
final class WhatsappFormat implements Format {
  private static final String ACCOUNT = "102290129340398";
  private static final String NUMBER = "390550000001";
  private static final String NUMBER_ID = "106540352242922";

  /** As people call themselves there; invented, and no part of who somebody is. */
  private static final List<String> PROFILES =
      List.of("Lucciola", "Mirtillo", "Zefiro", "Pinolo", "Brezza", "Girasole", "Nuvola", "Timo");

  @Override
  public String source() {
    return "whatsapp";
  }

  @Override
  public String fileName(LocalDate day) {
    return "webhook-" + day + ".ndjson";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Message message = (Message) act;
    String person = message.phone().replace("+", "");
    Json json =
        Json.object()
            .put("object", "whatsapp_business_account")
            .list("entry")
            .open()
            .put("id", ACCOUNT)
            .list("changes")
            .open()
            .open("value")
            .put("messaging_product", "whatsapp")
            .open("metadata")
            .put("display_phone_number", NUMBER)
            .put("phone_number_id", NUMBER_ID)
            .close();
    if (message.event() == MessageEvent.INBOUND) {
      inbound(json, message, person);
    } else {
      status(json, message, person);
    }
    return json.close().put("field", "messages").close().endList().close().endList().end();
  }

  private static String wamid(Message message) {
    return "wamid.HBgM" + Ids.letters("wamid", message.message(), 40);
  }

  private static void inbound(Json json, Message message, String person) {
    String profile =
        PROFILES.get(Ids.choice("profile", message.phone().hashCode(), PROFILES.size()));
    json.list("contacts")
        .open()
        .open("profile")
        .put("name", profile)
        .close()
        .put("wa_id", person)
        .close()
        .endList()
        .list("messages")
        .open()
        .put("from", person)
        .put("id", wamid(message))
        .put("timestamp", Long.toString(message.at().getEpochSecond()));
    if (message.text().isEmpty()) {
      json.put("type", "audio")
          .open("audio")
          .put("id", Ids.uuid("media", message.message()))
          .put("mime_type", "audio/ogg; codecs=opus")
          .put("sha256", Ids.base64("sha", message.message(), 43) + "=")
          .put("voice", true)
          .close();
    } else {
      json.put("type", "text").open("text").put("body", message.text()).close();
    }
    json.close().endList();
  }

  private static void status(Json json, Message message, String person) {
    json.list("statuses")
        .open()
        .put("id", wamid(message))
        .put("status", message.event().name().toLowerCase(Locale.ROOT))
        .put("timestamp", Long.toString(message.at().getEpochSecond()))
        .put("recipient_id", person);
    switch (message.event()) {
      case SENT, DELIVERED ->
          json.open("pricing")
              .put("billable", false)
              .put("pricing_model", "PMP")
              .put("type", "free_customer_service")
              .put("category", "service")
              .close();
      case FAILED ->
          json.list("errors")
              .open()
              .put("code", 131026)
              .put("title", "Message undeliverable")
              .put("message", "Message undeliverable")
              .open("error_data")
              .put("details", "The message could not be delivered")
              .close()
              .close()
              .endList();
      default -> {}
    }
    json.close().endList();
  }
}
