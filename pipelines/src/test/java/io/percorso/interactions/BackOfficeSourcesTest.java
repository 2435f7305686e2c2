package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The mappings of calls, surveys, customers, orders and subscriptions. */
class BackOfficeSourcesTest {
  private static final KeyRing.Tokens TOKENS = Loading.KEYS.tokens();

  @Test
  void eachLegOfACallIsARecordWithItsDurations() {
    Sample.of("connect", "connect.json")
        .shows(
            """
            verdict   | channel | action     | direction | occurred_at          | available_at         | kinds                       | place       | agent | duration_ms | outcome            | .wait_seconds | .talk_seconds | .hold_seconds | .after_work_seconds
            LOADED    | voice   | call_start | inbound   | 2026-02-10T09:00:00Z | 2026-02-10T09:09:30Z | phone customer conversation | billing     | yes   | 345000      | answered           | 95            | 345           | 30            | 60
            LOADED    | voice   | transfer   | inbound   | 2026-02-10T09:08:00Z | 2026-02-10T09:16:00Z | phone conversation          | second-line | yes   | 400000      | answered           | 20            | 400           | 0             | 5
            LOADED    | voice   | call_start | inbound   | 2026-02-10T10:00:00Z | 2026-02-10T10:05:00Z | conversation                | billing     |       |             | abandoned-in-queue | 200           |               |               |
            LOADED    | voice   | call_start | inbound   | 2026-02-10T11:00:00Z | 2026-02-10T11:01:00Z | phone conversation          |             |       |             | ended-before-queue |               |               |               |
            LOADED    | voice   | call_start | outbound  | 2026-02-10T12:00:00Z | 2026-02-10T12:05:00Z | phone conversation          |             | yes   | 60000       | answered           |               | 60            |               |
            LOADED    | chat    | call_start | inbound   | 2026-02-10T13:00:00Z | 2026-02-10T13:20:00Z | conversation                | chat        | yes   | 1100000     | answered           | 4             | 1100          |               |
            IGNORED   |         |            |           |                      |                      |                             |             |       |             |                    |               |               |               |
            TS_FORMAT |         |            |           |                      |                      |                             |             |       |             |                    |               |               |               |
            """);
  }

  @Test
  void theLegsOfACallBelongTogether() {
    List<Candidate> legs = Sample.of("connect", "connect.json").loaded();
    assertThat(legs.get(1).value(Interactions.CONVERSATION_ID))
        .isEqualTo(legs.get(0).value(Interactions.CONVERSATION_ID))
        .isNotEqualTo(legs.get(2).value(Interactions.CONVERSATION_ID));
    assertThat(Sample.tokens(legs.get(0)))
        .containsEntry("phone", TOKENS.of("phone", "+390655550134"))
        .containsEntry("customer", TOKENS.of("customer", "C-77"));
  }

  @Test
  void anInvitationIsDeliveredAndAnAnswerRates() {
    Sample.of("surveys", "surveys.csv")
        .shows(
            """
            verdict       | channel | action  | direction | occurred_at          | kinds                 | place | version | language | text           | .kind | .score | .transactional | .sent_at
            LOADED        | survey  | rate    | inbound   | 2026-02-10T20:00:00Z | customer conversation | call  | 1       | en       | Quick and kind | NPS   | 9      | true           | 2026-02-10T09:00:00Z
            LOADED        | survey  | deliver | outbound  | 2026-02-10T10:00:00Z | email conversation    | case  | 0       | it       |                | CSAT  |        | true           | 2026-02-10 10:00:00
            MISSING_FIELD |         |         |           |                      |                       |       |         |          |                |       |        |                |
            MISSING_FIELD |         |         |           |                      |                       |       |         |          |                |       |        |                |
            """);
  }

  @Test
  void anAnswerKnowsTheContactThatItIsAbout() {
    Candidate call = Sample.of("connect", "connect.json").loaded().get(0);
    for (String source : List.of("surveys.csv", "typeform.json")) {
      Candidate answer =
          Sample.of(source.substring(0, source.indexOf('.')), source).loaded().get(0);
      assertThat(answer.value(Interactions.CONVERSATION_ID))
          .isEqualTo(call.value(Interactions.CONVERSATION_ID));
      assertThat(Sample.tokens(answer).get("customer"))
          .isEqualTo(Sample.tokens(call).get("customer"));
    }
  }

  @Test
  void aFormGivesItsFirstNumberAsScoreAndItsFirstText() {
    Sample.of("typeform", "typeform.json")
        .shows(
            """
            verdict       | action | occurred_at          | kinds                              | place | language | text            | .kind | .score | .form
            LOADED        | rate   | 2026-02-10T20:00:00Z | customer conversation conversation | call  | it       | Ask for [email] | NPS   | 9      | f1
            LOADED        | rate   | 2026-02-11T20:00:00Z | email conversation                 |       |          |                 | CSAT  | 4      | f2
            LOADED        | rate   | 2026-02-11T21:00:00Z | conversation                       |       |          |                 |       | 3      | f2
            MISSING_FIELD |        |                      |                                    |       |          |                 |       |        |
            """);
  }

  @Test
  void aCustomerIsASnapshotPerChange() {
    Sample.of("crm-customers", "crm-customers.csv")
        .shows(
            """
            verdict       | channel | action | direction | occurred_at          | kinds                        | version          | language | .segment | .contract | .consent_email | .customer_since
            LOADED        | crm     | other  | outbound  | 2026-02-10T08:00:00Z | customer email phone loyalty | 1770710400000000 | it       | family   | monthly   | true           | 2024-05-01 08:00:00
            LOADED        | crm     | other  | outbound  | 2026-02-20T08:00:00Z | customer email phone loyalty | 1771574400000000 | it       | family   | yearly    | true           | 2024-05-01 08:00:00
            LOADED        | crm     | other  | outbound  | 2026-02-10T08:00:00Z | customer                     | 1770710400000000 |          | single   |           |                |
            MISSING_FIELD |         |        |           |                      |                              |                  |          |          |           |                |
            """);
    List<Candidate> snapshots = Sample.of("crm-customers", "crm-customers.csv").loaded();
    assertThat(snapshots.get(0).value(Interactions.INTERACTION_ID))
        .isNotEqualTo(snapshots.get(1).value(Interactions.INTERACTION_ID));
  }

  @Test
  void aContactOfTheCrmIsASnapshotToo() {
    Sample.of("hubspot-contacts", "hubspot-contacts.json")
        .shows(
            """
            verdict | direction | occurred_at          | kinds                      | .lifecycle_stage | .email_opt_out | .archived | .customer_since
            LOADED  | outbound  | 2026-02-10T08:00:00Z | email phone customer login | customer         | false          | false     | 2024-05-01T08:00:00.000Z
            LOADED  | outbound  | 2026-02-09T08:00:00Z | login                      | lead             |                | false     | 2026-02-09T08:00:00.000Z
            LOADED  | outbound  | 2026-02-11T08:00:00Z | email phone login          |                  |                | true      | 2026-02-09T08:00:00.000Z
            MISSING_FIELD |     |                      |                            |                  |                |           |
            """);
    Candidate marta = Sample.of("hubspot-contacts", "hubspot-contacts.json").loaded().get(2);
    assertThat(Sample.tokens(marta)).containsEntry("phone", TOKENS.of("phone", "+393335550150"));
  }

  @Test
  void anOrderIsWorthWhatWasKept() {
    Sample.of("shopify-orders", "shopify-orders.json")
        .shows(
            """
            verdict       | channel | action   | occurred_at          | available_at         | kinds             | value_amount | currency | outcome            | campaign | device | language | referrer                                | .first_discount
            LOADED        | web     | purchase | 2026-02-10T08:59:58Z | 2026-02-10T09:05:00Z | email phone login | 39.9000      | EUR      | partially_refunded | spring   | mobile | it-it    | www.search.example/find?q               | WELCOME
            LOADED        | store   | purchase | 2026-02-10T10:00:00Z | 2026-02-10T11:00:00Z | login             | 0.0000       | USD      | cancelled          |          |        |          |                                         |
            MISSING_FIELD |         |          |                      |                      |                   |              |          |                    |          |        |          |                                         |
            IGNORED       |         |          |                      |                      |                   |              |          |                    |          |        |          |                                         |
            """);
  }

  @Test
  void eventsOfASubscriptionBeginRenewAndEndIt() {
    Sample.of("stripe-subscriptions", "stripe-subscriptions.json")
        .shows(
            """
            verdict | action         | direction | occurred_at          | kinds          | value_amount | currency | is_error | error_code     | outcome                | .event                        | .interval | .feedback
            LOADED  | subscribe      | inbound   | 2026-02-10T09:00:00Z | login customer | 19.9900      | EUR      | false    |                | active                 | customer.subscription.created | month     |
            LOADED  | other          | outbound  | 2026-02-10T09:00:01Z | login email    |              | EUR      | false    |                | paid                   | invoice.paid                  |           |
            LOADED  | renew          | outbound  | 2026-02-10T10:00:00Z | login          | 1500.0000    | JPY      | false    |                | paid                   | invoice.paid                  |           |
            LOADED  | renew          | outbound  | 2026-02-10T10:00:00Z | login          | 12.3450      | KWD      | false    |                | paid                   | invoice.paid                  |           |
            LOADED  | cancel_request | inbound   | 2026-02-10T11:00:00Z | login          |              | EUR      | false    |                | cancellation_requested | customer.subscription.updated |           | too_expensive
            LOADED  | renew          | inbound   | 2026-02-10T12:00:00Z | login          |              | EUR      | false    |                | active                 | customer.subscription.updated |           |
            LOADED  | other          | outbound  | 2026-02-10T13:00:00Z | login          |              | EUR      | false    |                | past_due               | customer.subscription.updated |           |
            LOADED  | error          | outbound  | 2026-02-10T14:00:00Z | login          |              | EUR      | true     | payment_failed | open                   | invoice.payment_failed        |           |
            LOADED  | cancel         | outbound  | 2026-02-10T15:00:00Z | login          |              | EUR      | false    |                | payment_failed         | customer.subscription.deleted |           |
            LOADED  | cancel         | inbound   | 2026-02-10T15:00:00Z | login          |              | JPY      | false    |                | cancellation_requested | customer.subscription.deleted |           |
            IGNORED |                |           |                      |                |              |          |          |                |                        |                               |           |
            IGNORED |                |           |                      |                |              |          |          |                |                        |                               |           |
            """);
  }

  @Test
  void anInvoiceBelongsToItsSubscription() {
    List<Candidate> events =
        Sample.of("stripe-subscriptions", "stripe-subscriptions.json").loaded();
    assertThat(events.get(1).value(Interactions.CONVERSATION_ID))
        .isEqualTo(events.get(0).value(Interactions.CONVERSATION_ID));
  }

  @Test
  void nothingThatNamesAPersonLeavesTheParser() {
    for (String file :
        List.of(
            "zendesk-tickets.csv",
            "zendesk-users.csv",
            "zendesk-comments.csv",
            "zendesk-chats.csv",
            "zendesk-api.json",
            "zendesk-audits.json",
            "connect.json",
            "surveys.csv",
            "typeform.json",
            "crm-customers.csv",
            "hubspot-contacts.json",
            "shopify-orders.json",
            "stripe-subscriptions.json")) {
      assertThat(Sample.of(file.substring(0, file.indexOf('.')), file).texts())
          .as(file)
          .isNotEmpty()
          .noneMatch(
              text ->
                  text.matches(
                      "(?is).*(giulia|marta|@|5555|via"
                          + " prova|roma|marco|lucia|C-77|cus_|8801|9001|192\\.0).*"));
    }
  }
}
