package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class Ga4SourceTest {
  private static final List<Outcome> SAMPLE = Samples.read("ga4", ".ndjson");

  @Test
  void eachEventBecomesAnAction() {
    Samples.assertBecome(
        SAMPLE,
        """
        verdict       | occurred_at                 | channel | place              | action   | kinds        | sequence | same:session_hint | detail
        LOADED        | 2026-02-10T09:00:00.123456Z | web     | /products/:id/oven | view     | cookie       | 1        | 1                 |
        LOADED        | 2026-02-10T09:00:00.123456Z | web     | /                  | view     | cookie       | 2        | 1                 |
        LOADED        | 2026-02-10T09:01:00Z        | web     | /checkout/done     | purchase | cookie login | 0        | 1                 |
        LOADED        | 2026-02-10T09:01:10.000001Z | web     | /                  | add      | cookie       | 0        |                   |
        LOADED        | 2026-02-10T09:01:20Z        | app     | Account            | screen   | cookie       | 0        | 5                 |
        LOADED        | 2026-02-10T09:01:21Z        | app     | PayView            | error    | cookie       | 0        |                   |
        LOADED        | 2026-02-10T09:01:30Z        | web     | /relative/page     | other    | cookie       | 0        |                   |
        IGNORED       |                             |         |                    |          |              |          |                   | named by the mapping
        TS_RANGE      |                             |         |                    |          |              |          |                   | created is before interactions.earliest
        TS_FORMAT     |                             |         |                    |          |              |          |                   | created is not of the form epoch-micros
        MISSING_FIELD |                             |         |                    |          |              |          |                   | event_timestamp
        """);
  }

  @Test
  void parametersAreFoundByTheirKey() {
    Samples.assertBecome(
        SAMPLE,
        """
        value_amount | currency | duration_ms | is_error | language | device  | business_unit | campaign | referrer            | attributes
                     |          | 1200        | false    | it-it    | desktop | shop.example  |          | news.example/top?id | event_name=page_view first_campaign=spring first_medium=email first_source=newsletter
                     |          |             | false    |          | desktop |               |          |                     | event_name=page_view
        349.5000     | EUR      |             | false    |          |         |               | spring   |                     | event_name=purchase item_category=ovens
        20.0000      | EUR      |             | false    |          |         |               |          |                     | event_name=add_to_cart
                     |          |             | false    | it       | mobile  | example.shop  |          |                     | event_name=screen_view
                     |          |             | true     |          |         |               |          |                     | event_name=app_exception
                     |          |             | false    |          |         |               |          |                     | event_name=scroll
                     |          |             |          |          |         |               |          |                     |
                     |          |             |          |          |         |               |          |                     |
                     |          |             |          |          |         |               |          |                     |
                     |          |             |          |          |         |               |          |                     |
        """);
  }

  @Test
  void eventsOfOneMicrosecondAreToldApartByTheirBatch() {
    assertThat(Samples.cell(SAMPLE.get(0), "interaction_id"))
        .isNotEqualTo(Samples.cell(SAMPLE.get(1), "interaction_id"));
  }
}
