package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Contract;
import io.percorso.simulator.company.Act.Subscription;
import java.time.LocalDate;
import java.util.Locale;

/** The club: events of Stripe about subscriptions and their invoices, one per line. */
final class StripeSubscriptionsFormat implements Format {
  /** The last layout in which an invoice names its subscription at its top. */
  private static final String API_VERSION = "2024-06-20";

  @Override
  public String source() {
    return "stripe-subscriptions";
  }

  @Override
  public boolean isDocument() {
    return true;
  }

  @Override
  public String fileName(LocalDate day) {
    return "events-" + day + ".json";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Subscription event = (Subscription) act;
    Json json =
        Json.object()
            .put("id", "evt_" + Ids.letters("stripe event", id, 24))
            .put("object", "event")
            .put("api_version", API_VERSION)
            .put("created", event.at().getEpochSecond())
            .open("data")
            .open("object");
    boolean isInvoice =
        event.event() == Contract.RENEWED || event.event() == Contract.PAYMENT_FAILED;
    if (isInvoice) {
      invoice(json, event);
    } else {
      subscription(json, event);
    }
    json.close();
    previous(json, event.event());
    return json.close()
        .put("livemode", true)
        .put("pending_webhooks", 1)
        .open("request")
        .putNull("id")
        .putNull("idempotency_key")
        .close()
        .put("type", type(event.event()))
        .end();
  }

  private static String type(Contract event) {
    return switch (event) {
      case CREATED -> "customer.subscription.created";
      case RENEWED -> "invoice.paid";
      case PAYMENT_FAILED -> "invoice.payment_failed";
      case CANCEL_REQUESTED, CANCEL_TAKEN_BACK -> "customer.subscription.updated";
      case ENDED, ENDED_UNPAID -> "customer.subscription.deleted";
    };
  }

  private static void previous(Json json, Contract event) {
    if (event == Contract.CANCEL_REQUESTED || event == Contract.CANCEL_TAKEN_BACK) {
      json.open("previous_attributes")
          .put("cancel_at_period_end", event == Contract.CANCEL_TAKEN_BACK)
          .close();
    }
  }

  private static String subscriptionId(Subscription event) {
    return "sub_" + Ids.letters("subscription", event.subscription(), 24);
  }

  private static String customerId(Subscription event) {
    return "cus_" + Ids.letters("account", event.account(), 14);
  }

  private static String collection(Subscription event) {
    return event.isAutoRenewed() ? "charge_automatically" : "send_invoice";
  }

  private static void subscription(Json json, Subscription event) {
    Contract what = event.event();
    boolean isOver = what == Contract.ENDED || what == Contract.ENDED_UNPAID;
    boolean isToEnd = what == Contract.CANCEL_REQUESTED || what == Contract.ENDED;
    String currency = event.currency().toLowerCase(Locale.ROOT);
    json.put("id", subscriptionId(event))
        .put("object", "subscription")
        .put("cancel_at_period_end", isToEnd)
        .open("cancellation_details")
        .putNull("comment")
        .putNull("feedback");
    json.putOrNull("reason", reason(what))
        .close()
        .put("collection_method", collection(event))
        .put("currency", currency)
        .put("customer", customerId(event));
    if (isOver) {
      json.put("ended_at", event.at().getEpochSecond());
    } else {
      json.putNull("ended_at");
    }
    json.open("items")
        .put("object", "list")
        .list("data")
        .open()
        .put("id", "si_" + Ids.letters("item", event.subscription(), 14))
        .put("object", "subscription_item")
        .open("price")
        .put("id", "price_" + Ids.letters("price " + currency, event.cents(), 24))
        .put("object", "price")
        .put("currency", currency)
        .open("recurring")
        .put("interval", "month")
        .put("interval_count", 1)
        .close()
        .put("unit_amount", event.cents())
        .close()
        .put("quantity", 1)
        .close()
        .endList()
        .close();
    json.open("metadata")
        .putIfAny("customer_no", event.customerNo())
        .close()
        .put("status", isOver ? "canceled" : "active");
  }

  private static String reason(Contract event) {
    return switch (event) {
      case CANCEL_REQUESTED, ENDED -> "cancellation_requested";
      case ENDED_UNPAID -> "payment_failed";
      default -> "";
    };
  }

  private static void invoice(Json json, Subscription event) {
    boolean isPaid = event.event() == Contract.RENEWED;
    long number = event.subscription() ^ (event.at().getEpochSecond() << 20);
    json.put("id", "in_" + Ids.letters("invoice", number, 24))
        .put("object", "invoice")
        .put("amount_due", event.cents())
        .put("amount_paid", isPaid ? event.cents() : 0)
        .put("amount_remaining", isPaid ? 0 : event.cents())
        .put("attempted", true)
        .put("billing_reason", "subscription_cycle")
        .put("collection_method", collection(event))
        .put("currency", event.currency().toLowerCase(Locale.ROOT))
        .put("customer", customerId(event))
        .putOrNull("customer_email", event.email())
        .put("status", isPaid ? "paid" : "open")
        .put("subscription", subscriptionId(event))
        .open("subscription_details")
        .open("metadata")
        .putIfAny("customer_no", event.customerNo())
        .close()
        .close();
  }
}
