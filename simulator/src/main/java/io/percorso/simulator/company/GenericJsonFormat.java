package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Digital;
import io.percorso.simulator.company.Act.Doing;
import java.time.LocalDate;
import java.util.Locale;

/** The web shop's own collector: the plain shape of {@code docs/sources/generic.md}. */
final class GenericJsonFormat implements Format {
  private static final String[] ACTIONS = actions();

  @Override
  public String source() {
    return "generic-json";
  }

  @Override
  public String fileName(LocalDate day) {
    return "shop-" + day + ".ndjson";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Digital done = (Digital) act;
    Act.Visitor visitor = done.visitor();
    Json json =
        Json.object()
            .put("id", Ids.hex("collector", id))
            .put("at", Stamps.iso(times.created()))
            .put("sent_at", Stamps.iso(times.sent()))
            .put("received_at", Stamps.iso(times.received()))
            .put("channel", "web")
            .put("place", done.place())
            .put("action", ACTIONS[done.doing().ordinal()])
            .putIfAny("cookie", visitor.device())
            .putIfAny("login", visitor.login())
            .put("session", Ids.hex("session", done.session()))
            .put("sequence", done.sequence())
            .putIfAny("element", done.element());
    if (done.x() >= 0) {
      json.put("x", done.x()).put("y", done.y());
    }
    if (done.millis() > 0) {
      json.put("duration_ms", done.millis());
    }
    if (done.doing() == Doing.ERROR || !done.error().isEmpty()) {
      json.put("is_error", true).putIfAny("error_code", done.error());
    }
    if (done.cents() != 0) {
      json.number("amount", Money.of(done.cents())).putIfAny("currency", done.currency());
    }
    json.putIfAny("language", visitor.language())
        .putIfAny("campaign", done.campaign())
        .putIfAny("referrer", done.referrer())
        .put("user_agent", visitor.client().userAgent())
        .putIfAny("device", device(visitor.client()));
    return json.end();
  }

  private static String device(Client client) {
    return switch (client.kind()) {
      case DESKTOP -> "desktop";
      case MOBILE, APP -> "mobile";
      case BOT -> "";
    };
  }

  private static String[] actions() {
    Doing[] all = Doing.values();
    String[] words = new String[all.length];
    for (int i = 0; i < all.length; i++) {
      words[i] = all[i].name().toLowerCase(Locale.ROOT);
    }
    return words;
  }
}
