package io.percorso.interactions;

import java.util.List;
import org.junit.jupiter.api.Test;

class GenericJsonSourceTest {
  private static final List<Outcome> SAMPLE = Samples.read("generic-json", ".ndjson");

  @Test
  void eachLineHasItsVerdict() {
    Samples.assertBecome(
        SAMPLE,
        """
        verdict       | occurred_at              | channel | place         | action           | direction | kinds                 | detail
        LOADED        | 2026-02-10T08:00:01Z     | app     | /accounts/:id | view             | inbound   | customer email device |
        LOADED        | 2026-02-10T09:00:00Z     | web     | cart          | click            | inbound   | cookie                |
        LOADED        | 2026-02-10T09:00:00.123Z | web     | cart          | validation_error | inbound   | cookie                |
        LOADED        | 2026-02-10T09:30:00Z     | store   | store-12      | purchase         | inbound   | loyalty               |
        LOADED        | 2026-02-10T09:31:00Z     | chat    | chat          | message          | outbound  | login phone handle    |
        LOADED        | 2026-02-10T09:32:00Z     | web     | /             | view             | inbound   | ip_agent              |
        TS_FORMAT     |                          |         |               |                  |           |                       | created is not of the form iso or epoch-seconds or epoch-millis
        MISSING_FIELD |                          |         |               |                  |           |                       | place
        MISSING_FIELD |                          |         |               |                  |           |                       | no identifier has a value
        TYPE          |                          |         |               |                  |           |                       | action is none of its list
        TYPE          |                          |         |               |                  |           |                       | channel is none of its list
        """);
  }

  @Test
  void eachNamedFieldFillsItsColumn() {
    Samples.assertBecome(
        SAMPLE,
        """
        element | x   | y  | duration_ms | sequence | version | is_error | error_code | outcome | text               | value_amount | currency | language | device | business_unit | campaign | referrer             | is_bot_agent
                |     |    |             | 0        | 0       | false    |            |         |                    |              |          | it       | mobile | North         |          |                      | false
        pay     | 120 | 48 | 35          | 2        | 0       | false    |            |         |                    |              |          |          |        |               |          |                      | false
                |     |    |             | 0        | 0       | true     | E17        | refused | call me on [phone] |              |          |          |        |               |          |                      | false
                |     |    |             | 0        | 2       | false    |            |         |                    | 49.9000      | EUR      |          |        |               | spring   |                      | false
                |     |    |             | 0        | 0       | false    |            |         |                    |              |          |          |        |               |          |                      | false
                |     |    |             | 0        | 0       | false    |            |         |                    |              |          |          |        |               |          | news.example/a/:id?q | true
                |     |    |             |          |         |          |            |         |                    |              |          |          |        |               |          |                      |
                |     |    |             |          |         |          |            |         |                    |              |          |          |        |               |          |                      |
                |     |    |             |          |         |          |            |         |                    |              |          |          |        |               |          |                      |
                |     |    |             |          |         |          |            |         |                    |              |          |          |        |               |          |                      |
                |     |    |             |          |         |          |            |         |                    |              |          |          |        |               |          |                      |
        """);
  }
}
