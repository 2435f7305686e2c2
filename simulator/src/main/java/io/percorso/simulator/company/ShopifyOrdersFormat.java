package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.StoreSale;
import java.time.LocalDate;

/** Sales of the shops: orders of Shopify's point of sale as its webhooks deliver them. */
final class ShopifyOrdersFormat implements Format {
  @Override
  public String source() {
    return "shopify-orders";
  }

  @Override
  public boolean isDocument() {
    return true;
  }

  @Override
  public String fileName(LocalDate day) {
    return "orders-" + day + ".json";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    StoreSale sale = (StoreSale) act;
    String at = Stamps.isoInRome(sale.at());
    String total = Money.of(sale.cents());
    Json json =
        Json.object()
            .number("id", Ids.number(sale.order()))
            .put("admin_graphql_api_id", "gid://shopify/Order/" + Ids.number(sale.order()))
            .put("name", "#" + (1001 + Long.remainderUnsigned(sale.order(), 100_000)))
            .putNull("cancelled_at")
            .putOrNull("contact_email", sale.email())
            .put("created_at", at)
            .put("currency", sale.currency())
            .put("current_total_price", total);
    if (sale.customer() == 0) {
      json.putNull("customer");
    } else {
      json.open("customer")
          .number("id", Ids.number(sale.customer()))
          .putOrNull("email", sale.email())
          .putOrNull("phone", sale.phone())
          .close();
    }
    return json.putOrNull("customer_locale", sale.language())
        .put("email", sale.email())
        .put("financial_status", "paid")
        .put("fulfillment_status", "fulfilled")
        .number("location_id", locationId(sale.location()))
        .putOrNull("phone", sale.phone())
        .put("processed_at", at)
        .put("source_name", "pos")
        .put("test", false)
        .put("total_price", total)
        .put("updated_at", at)
        .end();
  }

  /** The vendor's number of a shop, of 11 digits. */
  private static String locationId(String location) {
    int number = Ids.choice("location", location.hashCode(), 1_000_000_000);
    return location.isEmpty() ? "null" : Long.toString(60_000_000_000L + number);
  }
}
