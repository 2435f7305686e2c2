package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Mail;
import io.percorso.simulator.company.Act.MailEvent;
import java.time.LocalDate;
import java.util.Locale;

/** E-mail: events of the SendGrid event webhook, one per line. */
final class SendgridFormat implements Format {
  /** What the mail program sends that fetches every picture by itself. */
  private static final String MACHINE = "Mozilla/5.0";

  @Override
  public String source() {
    return "sendgrid";
  }

  @Override
  public String fileName(LocalDate day) {
    return "events-" + day + ".ndjson";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Mail mail = (Mail) act;
    String sent = Ids.base64("mail", mail.message(), 22);
    Json json =
        Json.object()
            .put("email", mail.email())
            .put("timestamp", mail.at().getEpochSecond())
            .put("event", mail.event().name().toLowerCase(Locale.ROOT));
    if (!mail.campaign().isEmpty()) {
      json.list("category").item(mail.campaign()).endList();
    }
    json.put("sg_event_id", Ids.base64("mail event", id, 22))
        .put(
            "sg_message_id",
            sent + ".recvd-" + Ids.hex("received", mail.message()).substring(0, 10) + "-1.0");
    if (isOfDelivery(mail.event())) {
      json.put("smtp-id", "<" + sent + "@geopod-ismtpd-1>");
    }
    byKind(json, mail);
    return json.end();
  }

  private static boolean isOfDelivery(MailEvent event) {
    return event == MailEvent.PROCESSED
        || event == MailEvent.DELIVERED
        || event == MailEvent.BOUNCE;
  }

  private static void byKind(Json json, Mail mail) {
    switch (mail.event()) {
      case PROCESSED, SPAMREPORT -> {}
      case DELIVERED ->
          json.put("ip", "198.51.100.25").put("response", "250 2.0.0 OK").put("tls", 1);
      case BOUNCE ->
          json.put("ip", "198.51.100.25")
              .put("tls", 1)
              .put("type", "bounce")
              .put("status", "5.1.1")
              .put("reason", "550 5.1.1 The mailbox does not exist")
              .put("bounce_classification", "Invalid Address");
      case OPEN ->
          json.put("useragent", mail.isMachine() ? MACHINE : mail.client().userAgent())
              .put("ip", Ids.ip("reader", mail.email().hashCode()))
              .put("sg_machine_open", mail.isMachine())
              .put("sg_content_type", "html");
      case CLICK ->
          json.put("useragent", mail.client().userAgent())
              .put("ip", Ids.ip("reader", mail.email().hashCode()))
              .putIfAny("url", mail.url())
              .open("url_offset")
              .put("index", 0)
              .put("type", "html")
              .close();
      case UNSUBSCRIBE ->
          json.put("useragent", mail.client().userAgent())
              .put("ip", Ids.ip("reader", mail.email().hashCode()));
    }
  }
}
