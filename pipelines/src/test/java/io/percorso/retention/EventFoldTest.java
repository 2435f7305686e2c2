package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Action;
import io.percorso.interactions.Channel;
import io.percorso.journeys.BusinessDays;
import io.percorso.journeys.Interaction;
import io.percorso.journeys.Measured;
import io.percorso.journeys.Touchpoints;
import io.percorso.testing.Grid;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFoldTest {
  private static final Instant NOON = Instant.parse("2026-03-31T22:30:00Z");

  /** An interaction of which a case says only what counts. */
  private static Interaction interaction(Map<String, String> row) {
    String score = row.get("score");
    String value = row.get("value");
    String stated = row.get("contract");
    return new Interaction(
        "ada",
        "i1",
        "shop",
        Channel.WEB,
        Action.of(row.get("action")),
        BusinessDays.micros(NOON),
        new Touchpoints.Name("home", null, null, null),
        null,
        null,
        null,
        null,
        "outbound".equals(row.get("direction")),
        null,
        null,
        null,
        null,
        false,
        row.get("error_code"),
        value == null ? null : new BigDecimal(value),
        value == null ? null : "EUR",
        row.get("campaign"),
        null,
        "true".equals(row.get("bot")),
        new Measured(
            null, null, null, row.get("asked"), score == null ? null : Double.valueOf(score)),
        stated == null
            ? Map.of()
            : Map.of("contract", stated, "customer_since", "2024-05-01 00:00:00"));
  }

  private static List<Object[]> told(Interaction interaction) {
    List<Object[]> rows = new ArrayList<>();
    new EventFold(ZoneId.of("Europe/Rome"), rows::add).interactionTaken(interaction);
    return rows;
  }

  @Test
  void whatEachInteractionTellsOfStayingAndLeaving() {
    Grid cases =
        Grid.of(
            """
            case                                      | action         | direction | value | error_code     | asked | score | campaign | contract | bot  | kind
            a contract begins                         | subscribe      | inbound   | 9.99  |                |       |       |          |          |      | subscribed
            a contract is paid for once more          | renew          | outbound  | 9.99  |                |       |       |          |          |      | renewed
            a customer pays the next month            | renew          | inbound   | 9.99  |                |       |       |          |          |      | renewed
            a cancellation is taken back              | renew          | inbound   |       |                |       |       |          |          |      | cancel_withdrawn
            the end of a contract is asked for        | cancel_request | inbound   |       |                |       |       |          |          |      | cancel_requested
            a contract ends as the customer wished    | cancel         | inbound   |       |                |       |       |          |          |      | ended
            a contract ends for want of payment       | cancel         | outbound  |       |                |       |       |          |          |      | lapsed
            a payment for a contract is refused       | error          | outbound  |       | payment_failed |       |       |          |          |      | payment_failed
            a checkout refuses a card                 | error          | inbound   |       | payment_failed |       |       |          |          |      |
            a page fails                              | error          | inbound   |       | TypeError      |       |       |          |          |      |
            something is bought                       | purchase       | inbound   | 20    |                |       |       |          |          |      | purchased
            a survey is answered                      | rate           | inbound   |       |                | NPS   | 9     |          |          |      | answered
            a survey is sent                          | deliver        | outbound  |       |                | NPS   |       |          |          |      |
            a letter of a campaign is delivered       | deliver        | outbound  |       |                |       |       | spring   |          |      | written_to
            a letter of no campaign is delivered      | deliver        | outbound  |       |                |       |       |          |          |      |
            no letters are wanted any more            | unsubscribe    | inbound   |       |                |       |       |          |          |      | unsubscribed
            a record says that there is a contract    | other          | outbound  |       |                |       |       |          | monthly  |      | stated
            a record says nothing of it               | other          | outbound  |       |                |       |       |          |          |      |
            a page is viewed                          | view           | inbound   |       |                |       |       |          |          |      |
            a program buys                            | purchase       | inbound   | 20    |                |       |       |          |          | true |
            """);
    for (Map<String, String> row : cases.rows()) {
      List<Object[]> rows = told(interaction(row));
      List<Object> kinds = new ArrayList<>();
      rows.forEach(r -> kinds.add(r[CustomerEvents.TABLE.indexOf(CustomerEvents.KIND)]));
      assertThat(kinds)
          .as(row.get("case"))
          .isEqualTo(row.get("kind") == null ? List.of() : List.of(row.get("kind")));
    }
  }

  @Test
  void theDayIsThatOfTheBusinessZone() {
    Object[] row = told(interaction(Map.of("action", "purchase", "value", "20"))).get(0);

    assertThat(row[CustomerEvents.TABLE.indexOf(CustomerEvents.EVENT_DAY)])
        .isEqualTo(LocalDate.of(2026, 4, 1));
    assertThat(row[CustomerEvents.TABLE.indexOf(CustomerEvents.EVENT_MONTH)])
        .isEqualTo(LocalDate.of(2026, 4, 1));
  }

  @Test
  void aDayThatIsNoneIsNoDay() {
    assertThat(EventFold.day("2024-05-01 00:00:00")).isEqualTo(LocalDate.of(2024, 5, 1));
    assertThat(EventFold.day("2024-05-01")).isEqualTo(LocalDate.of(2024, 5, 1));
    assertThat(EventFold.day("01/05/2024")).isNull();
    assertThat(EventFold.day("May")).isNull();
    assertThat(EventFold.day(null)).isNull();
  }
}
