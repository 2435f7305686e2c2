package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentSourceTest {
  private static final List<Outcome> SAMPLE = Samples.read("segment", ".ndjson");

  @Test
  void eachCallBecomesWhatItsKindSays() {
    Samples.assertBecome(
        SAMPLE,
        """
        verdict       | occurred_at              | channel | place              | action           | direction | kinds
        LOADED        | 2026-02-10T09:00:00.100Z | web     | /products/:id/oven | view             | inbound   | cookie
        LOADED        | 2026-02-10T09:01:00Z     | web     | /login             | other            | outbound  | login cookie email phone
        LOADED        | 2026-02-10T09:02:00Z     | web     | /products/:id/oven | add              | inbound   | login cookie
        LOADED        | 2026-02-10T09:05:00Z     | web     | /                  | purchase         | inbound   | login cookie
        LOADED        | 2026-02-10T10:00:00Z     | app     | Account            | screen           | inbound   | cookie device
        LOADED        | 2026-02-10T10:01:00Z     | web     | group              | other            | outbound  | login
        LOADED        | 2026-02-10T10:02:00Z     | web     | alias              | other            | outbound  | login cookie
        LOADED        | 2026-02-10T10:03:00Z     | web     | Coupon Denied      | validation_error | inbound   | login
        LOADED        | 2026-02-10T10:04:00Z     | web     | Invoice Printed    | other            | inbound   | login
        TS_FORMAT     |                          |         |                    |                  |           |
        MISSING_FIELD |                          |         |                    |                  |           |
        MISSING_FIELD |                          |         |                    |                  |           |
        """);
  }

  @Test
  void identifiersSessionsAndMoneyComeFromTheirReservedFields() {
    Samples.assertBecome(
        SAMPLE,
        """
        same:tokens | same:session_hint | element         | value_amount | currency | language | device  | campaign | referrer            | attributes
        1           |                   |                 |              |          | it-it    | desktop | spring   | news.example/top?id | call=page library=own.js medium=email campaign_source=newsletter
        2           |                   |                 |              |          |          |         |          |                     | call=identify
        3           | 3                 | product added   |              |          |          |         |          |                     | call=track event=Product Added
        3           |                   | order completed | 349.5000     | EUR      |          |         |          |                     | call=track event=Order Completed
        5           |                   |                 |              |          | it       | mobile  |          |                     | call=screen
        6           |                   |                 |              |          |          |         |          |                     | call=group
        3           |                   |                 |              |          |          |         |          |                     | call=alias
        6           |                   | coupon denied   |              |          |          |         |          |                     | call=track event=Coupon Denied
        6           |                   | invoice printed |              |          |          |         |          |                     | call=track event=Invoice Printed
                    |                   |                 |              |          |          |         |          |                     |
                    |                   |                 |              |          |          |         |          |                     |
                    |                   |                 |              |          |          |         |          |                     |
        """);
  }

  @Test
  void theVendorsOwnCorrectionOfTheClockIsNotAppliedTwice() {
    assertThat(Samples.cell(SAMPLE.get(0), "occurred_at")).hasToString("2026-02-10T09:00:00.100Z");
    assertThat(Samples.cell(SAMPLE.get(0), "available_at")).hasToString("2026-02-10T09:00:01.300Z");
  }
}
