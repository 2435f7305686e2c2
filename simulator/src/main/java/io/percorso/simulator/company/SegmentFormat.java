package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Digital;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The app: screen and track calls of the Segment spec as its mobile libraries send them.
 *
 * <p>Events have the spec's names where it has one; the rest are the app's own, a thing and what
 * became of it. Where a pointer was, a failure's code, a session and its counter have no place in
 * the spec and are left out.
 */
final class SegmentFormat implements Format {
  @Override
  public String source() {
    return "segment";
  }

  @Override
  public String fileName(LocalDate day) {
    return "app-" + day + ".ndjson";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Digital done = (Digital) act;
    Json json = Json.object();
    if (done.doing() == Act.Doing.VIEW) {
      json.put("type", "screen").put("name", done.place()).open("properties").close();
    } else {
      json.put("type", "track").put("event", event(done)).open("properties");
      properties(json, done);
      json.close();
    }
    json.put("messageId", Ids.uuid("message", id))
        .putIfAny("anonymousId", done.visitor().device())
        .putIfAny("userId", done.visitor().login());
    context(json, done);
    // The vendor's formula: received, less how long the device had held the call.
    Instant corrected =
        times.received().minusMillis(times.sent().toEpochMilli() - times.created().toEpochMilli());
    return json.open("integrations")
        .close()
        .put("originalTimestamp", Stamps.iso(times.created()))
        .put("sentAt", Stamps.iso(times.sent()))
        .put("receivedAt", Stamps.iso(times.received()))
        .put("timestamp", Stamps.iso(corrected))
        .end();
  }

  private static String event(Digital done) {
    return switch (done.doing()) {
      case VIEW -> throw new IllegalArgumentException("a view is a screen call");
      case CLICK -> "Button Clicked";
      case INPUT -> "Field Edited";
      case SUBMIT -> "Form Submitted";
      case SEARCH -> "Products Searched";
      case ADD -> "Product Added";
      case REMOVE -> "Product Removed";
      case CHECKOUT -> "Checkout Started";
      case PURCHASE -> "Order Completed";
      case LOGIN -> "Signed In";
      case ERROR -> "Application Crashed";
      case VALIDATION_ERROR ->
          done.element().contains("coupon") ? "Coupon Denied" : "Validation Failed";
      case CANCEL_REQUEST -> "Cancellation Requested";
    };
  }

  private static void properties(Json json, Digital done) {
    json.put("screen_name", done.place()).putIfAny("label", done.element());
    switch (done.doing()) {
      case SEARCH -> json.putIfAny("query", done.query());
      case ADD, REMOVE -> {
        if (done.cents() != 0) {
          json.number("price", Money.of(done.cents()))
              .put("quantity", 1)
              .putIfAny("currency", done.currency());
        }
      }
      case CHECKOUT -> {
        if (done.cents() != 0) {
          json.number("revenue", Money.of(done.cents())).putIfAny("currency", done.currency());
        }
      }
      case PURCHASE ->
          json.put("order_id", order(done))
              .number("revenue", Money.of(done.cents()))
              .number("total", Money.of(done.cents()))
              .putIfAny("currency", done.currency());
      case VALIDATION_ERROR -> json.putIfAny("reason", done.error());
      default -> {}
    }
  }

  /** Of the purchase and not of its record: a second delivery tells of the same order. */
  private static String order(Digital done) {
    long device = done.visitor().device().hashCode();
    return "B-" + Ids.letters("order", (device << 32) ^ done.at().toEpochMilli(), 11);
  }

  private static void context(Json json, Digital done) {
    Act.Visitor visitor = done.visitor();
    boolean isIos = visitor.client() == Client.APP_IOS;
    json.open("context")
        .open("app")
        .put("name", "Bottega")
        .put("version", "4.2.0")
        .put("build", "420")
        .put("namespace", "org.example.bottega")
        .close();
    // The libraries take the anonymous id for the device's where no other may be read.
    json.open("device").putIfAny("id", visitor.device()).put("type", isIos ? "ios" : "android");
    json.put("manufacturer", isIos ? "Apple" : "Google").close();
    json.open("library")
        .put("name", isIos ? "analytics-swift" : "analytics-kotlin")
        .put("version", "1.9.1")
        .close();
    json.putIfAny("locale", visitor.language());
    json.open("os")
        .put("name", isIos ? "iOS" : "Android")
        .put("version", isIos ? "18.7" : "15")
        .close();
    json.put("timezone", "Europe/Rome").put("userAgent", visitor.client().userAgent());
    if (!done.campaign().isEmpty()) {
      json.open("campaign").put("name", done.campaign()).close();
    }
    if (!done.referrer().isEmpty()) {
      json.open("referrer").put("url", done.referrer()).close();
    }
    json.close();
  }
}
