package io.percorso.interactions;

import java.util.List;
import org.junit.jupiter.api.Test;

class GenericCsvSourceTest {
  private static final List<Outcome> SAMPLE = Samples.read("generic-csv", ".csv");

  @Test
  void eachRowHasItsVerdict() {
    Samples.assertBecome(
        SAMPLE,
        """
        verdict       | occurred_at          | channel | place    | action   | kinds           | value_amount | currency | is_error
        LOADED        | 2026-02-10T09:00:00Z | web     | /pay/:id | submit   | customer cookie |              |          | false
        LOADED        | 2026-02-10T08:01:00Z | web     | cart     | view     | customer        |              |          | false
        LOADED        | 2026-02-10T09:00:00Z | store   | till-4   | purchase | customer        | 12.5000      | EUR      | false
        MISSING_FIELD |                      |         |          |          |                 |              |          |
        TYPE          |                      |         |          |          |                 |              |          |
        """);
  }
}
