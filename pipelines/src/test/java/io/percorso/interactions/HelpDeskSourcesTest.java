package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.RealData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The mappings of Zendesk: warehouse export and interface. */
class HelpDeskSourcesTest {
  private static final KeyRing.Tokens TOKENS = Loading.KEYS.tokens();

  @Test
  void aTicketIsACaseOpenedByItsRequester() {
    Sample.of("zendesk-tickets", "zendesk-tickets.csv")
        .shows(
            """
            verdict       | channel   | action    | occurred_at          | available_at         | kinds                    | agent | outcome | version          | text                                        | .via
            LOADED        | crm       | case_open | 2026-02-10T09:00:00Z | 2026-02-10T10:30:00Z | login conversation       | yes   | open    | 1770719400000000 | Parcel Where is my parcel? Call [phone]     | email
            LOADED        | crm       | case_open | 2026-02-10T09:00:00Z | 2026-02-12T16:00:00Z | login conversation       | yes   | solved  | 1770912000000000 | Parcel Where is my parcel? Call [phone]     | email
            LOADED        | crm       | case_open | 2026-02-10T11:00:00Z | 2026-02-10T11:00:00Z | login conversation       |       | new     | 1770721200000000 | Broken lid                                  | web
            LOADED        | messaging | case_open | 2026-02-10T12:00:00Z | 2026-02-10T12:00:00Z | login conversation       |       | new     | 1770724800000000 | Chat Chat with visitor                      | native_messaging
            MISSING_FIELD |           |           |                      |                      |                          |       |         |                  |                                             |
            """);
  }

  @Test
  void numbersOfGroupsAndBrandsAreNotTakenForTelephones() {
    Sample.of("zendesk-tickets", "zendesk-tickets.csv")
        .shows(
            """
            verdict       | business_unit | .group | .form
            LOADED        | 529470        | 965031 | 5
            LOADED        | 529470        | 965031 | 5
            LOADED        | 529470        |        | 5
            LOADED        | 529470        |        | 5
            MISSING_FIELD |               |        |
            """);
    assertThat(Sample.of("zendesk-api", "zendesk-api.json").texts()).contains("965031", "529470");
    assertThat(Sample.of("zendesk-audits", "zendesk-audits.json").texts()).contains("965031");
  }

  @Test
  void numbersOfTheHelpDeskDoNotMeetCustomerNumbers() {
    Candidate ticket = Sample.of("zendesk-tickets", "zendesk-tickets.csv").loaded().get(0);
    assertThat(Sample.tokens(ticket))
        .containsEntry("login", TOKENS.of("login", "zendesk:8801"))
        .doesNotContainKey("email")
        .containsEntry("conversation", TOKENS.of("conversation", "zendesk-ticket:501"));
  }

  @Test
  void aPersonTiesTheHelpDesksNumberToTheCompanys() {
    Sample.of("zendesk-users", "zendesk-users.csv")
        .shows(
            """
            verdict | channel | action | direction | occurred_at          | kinds                      | language | .suspended
            LOADED  | crm     | other  | outbound  | 2026-02-10T08:00:00Z | login customer email phone | it       | false
            LOADED  | crm     | other  | outbound  | 2026-02-10T11:00:00Z | login                      | en-us    | false
            IGNORED |         |        |           |                      |                            |          |
            """);
    Candidate ticket = Sample.of("zendesk-tickets", "zendesk-tickets.csv").loaded().get(0);
    Candidate person = Sample.of("zendesk-users", "zendesk-users.csv").loaded().get(0);
    assertThat(Sample.tokens(person))
        .containsEntry("login", Sample.tokens(ticket).get("login"))
        .containsEntry("customer", TOKENS.of("customer", "C-77"));
  }

  @Test
  void aPrivateCommentIsOfStaffAndAPublicOneOfNobodyKnown() {
    Sample.of("zendesk-comments", "zendesk-comments.csv")
        .shows(
            """
            verdict       | channel | action  | direction | occurred_at          | kinds        | agent | text               | .visibility | .author
            LOADED        | crm     | message | inbound   | 2026-02-10T09:00:00Z | conversation |       | My mail is [email] | public      | unknown
            LOADED        | crm     | message | outbound  | 2026-02-10T09:30:00Z | conversation | yes   | Customer is angry  | private     | staff
            LOADED        | voice   | message | inbound   | 2026-02-10T10:00:00Z | conversation |       | Voicemail          | public      | unknown
            MISSING_FIELD |         |         |           |                      |              |       |                    |             |
            """);
  }

  @Test
  void theAuthorsRoleOrTheRequesterTellsWhoWrote() {
    Sample.of("zendesk-comments", "zendesk-comments-joined.csv")
        .shows(
            """
            verdict | direction | kinds              | agent | text                  | .author
            LOADED  | inbound   | conversation login |       | Where is it?          | customer
            LOADED  | outbound  | conversation login | yes   | We look into it       | staff
            LOADED  | outbound  | conversation login | yes   | Customer is angry     | staff
            LOADED  | outbound  | conversation login | yes   | I write for my mother | staff
            """);
  }

  @Test
  void aCommentFindsItsCustomerByTheTicket() {
    Candidate ticket = Sample.of("zendesk-tickets", "zendesk-tickets.csv").loaded().get(0);
    Candidate comment = Sample.of("zendesk-comments", "zendesk-comments.csv").loaded().get(0);
    Candidate change =
        Sample.of("zendesk-ticket-history", "zendesk-ticket-history.csv").loaded().get(0);
    Candidate api = Sample.of("zendesk-api", "zendesk-api.json").loaded().get(1);
    Candidate audit = Sample.of("zendesk-audits", "zendesk-audits.json").loaded().get(0);
    for (Candidate other : List.of(comment, change, api, audit)) {
      assertThat(Sample.tokens(other).get("conversation"))
          .isEqualTo(Sample.tokens(ticket).get("conversation"));
      assertThat(other.value(Interactions.CONVERSATION_ID))
          .isEqualTo(ticket.value(Interactions.CONVERSATION_ID));
    }
  }

  @Test
  void aChangeOfATicketIsWhatHappenedToTheCustomer() {
    Sample.of("zendesk-ticket-history", "zendesk-ticket-history.csv")
        .shows(
            """
            verdict | action      | direction | occurred_at          | agent | outcome | .field             | .group | .priority
            LOADED  | agent_join  | outbound  | 2026-02-10T09:20:00Z | yes   |         | assignee_id        |        |
            LOADED  | queue_enter | outbound  | 2026-02-10T09:10:00Z |       |         | group_id           | 965031 |
            LOADED  | other       | outbound  | 2026-02-10T09:11:00Z | yes   |         | priority           |        | high
            LOADED  | case_close  | outbound  | 2026-02-12T16:00:00Z | yes   | solved  | status             |        |
            LOADED  | other       | outbound  | 2026-02-16T16:00:00Z |       | closed  | status             |        |
            LOADED  | rate        | inbound   | 2026-02-12T17:00:00Z |       | good    | satisfaction_score |        |
            LOADED  | other       | outbound  | 2026-02-12T16:30:00Z |       | offered | satisfaction_score |        |
            LOADED  | other       | outbound  | 2026-02-10T12:00:00Z | yes   |         | assignee_id        |        |
            IGNORED |             |           |                      |       |         |                    |        |
            """);
  }

  @Test
  void theAgentOfAnAssignmentIsWhoGotTheTicket() {
    List<Candidate> changes =
        Sample.of("zendesk-ticket-history", "zendesk-ticket-history.csv").loaded();
    assertThat(changes.get(0).value(Interactions.AGENT_TOKEN))
        .isEqualTo(TOKENS.of("agent_token", "9001"));
    assertThat(changes.get(2).value(Interactions.AGENT_TOKEN))
        .isEqualTo(TOKENS.of("agent_token", "9002"));
  }

  @Test
  void aChatTellsVisitorMachineAndAgentApart() {
    Sample.of("zendesk-chats", "zendesk-chats.csv")
        .shows(
            """
            verdict  | action     | direction | occurred_at             | sequence | agent | outcome | text                    | .type
            LOADED   | message    | inbound   | 2026-02-10T12:00:00.100Z | 0       |       |         | Hello my number is [phone] | ChatMessage
            LOADED   | message    | outbound  | 2026-02-10T12:00:05Z    | 1        |       |         | One moment              | ChatMessage
            LOADED   | agent_join | outbound  | 2026-02-10T12:01:00Z    | 2        | yes   |         |                         | ChatJoin
            LOADED   | message    | outbound  | 2026-02-10T12:01:10Z    | 3        | yes   |         | How can I help?         | ChatMessage
            LOADED   | transfer   | outbound  | 2026-02-10T12:04:00Z    | 4        | yes   |         |                         | ChatDepartmentTransfer
            LOADED   | rate       | inbound   | 2026-02-10T12:09:00Z    | 5        |       | good    |                         | ChatRating
            LOADED   | message    | outbound  | 2026-02-10T12:10:00Z    | 6        |       |         | Blank agent             | ChatMessage
            BAD_JSON |            |           |                         |          |       |         |                         |
            """);
  }

  @Test
  void aVisitorsOwnMessageNamesHerAsTicketsDo() {
    List<Candidate> events = Sample.of("zendesk-chats", "zendesk-chats.csv").loaded();
    assertThat(Sample.tokens(events.get(0)))
        .containsEntry("login", TOKENS.of("login", "zendesk:8803"));
    assertThat(events.subList(1, events.size()))
        .allSatisfy(event -> assertThat(Sample.tokens(event)).doesNotContainKey("login"));
  }

  @Test
  void aTicketOfTheInterfaceIsARecordAndSoIsEachComment() {
    Sample.of("zendesk-api", "zendesk-api.json")
        .shows(
            """
            verdict       | action    | direction | occurred_at          | kinds                    | agent | outcome | text         | .author  | .satisfaction | .type
            LOADED        | case_open | inbound   | 2026-02-10T09:00:00Z | login conversation       | yes   | solved  | Parcel       |          | good          | question
            LOADED        | message   | inbound   | 2026-02-10T09:00:00Z | login conversation       |       |         | Where is it? | customer |               |
            LOADED        | message   | outbound  | 2026-02-10T09:30:00Z | login conversation       | yes   |         | Angry        | staff    |               |
            LOADED        | message   | outbound  | 2026-02-10T09:40:00Z | login conversation       | yes   |         | On its way   | staff    |               |
            LOADED        | case_open | inbound   | 2026-02-10T11:00:00Z | login conversation       |       | new     | Lid          |          |               |
            LOADED        | message   | inbound   | 2026-02-10T11:00:00Z | login conversation       |       |         | Broken lid   | customer |               |
            MISSING_FIELD |           |           |                      |                          |       |         |              |          |               |
            """);
  }

  @Test
  void theMailOfAnAgentIsNotTheCustomers() {
    List<Candidate> records = Sample.of("zendesk-api", "zendesk-api.json").loaded();
    assertThat(records.subList(0, 4))
        .allSatisfy(
            record ->
                assertThat(Sample.tokens(record))
                    .doesNotContainKey("email")
                    .containsEntry("login", TOKENS.of("login", "zendesk:8801")));
    assertThat(Sample.tokens(records.get(5)))
        .containsEntry("login", TOKENS.of("login", "zendesk:8802"));
  }

  @Test
  void anAuditGivesWhatWasWrittenAndWhatHappened() {
    Sample.of("zendesk-audits", "zendesk-audits.json")
        .shows(
            """
            verdict | action      | direction | occurred_at          | kinds              | agent | outcome | text         | .author  | .field
            LOADED  | message     | inbound   | 2026-02-10T09:00:00Z | conversation login |       |         | Where is it? | customer |
            LOADED  | case_open   | inbound   | 2026-02-10T09:00:00Z | conversation login |       | new     |              |          | status
            LOADED  | other       | outbound  | 2026-02-10T09:00:00Z | conversation login |       |         |              |          | requester_id
            IGNORED |             |           |                      |                    |       |         |              |          |
            IGNORED |             |           |                      |                    |       |         |              |          |
            LOADED  | message     | outbound  | 2026-02-10T09:40:00Z | conversation login | yes   |         | On its way   | staff    |
            LOADED  | message     | outbound  | 2026-02-10T09:40:00Z | conversation login | yes   |         | Angry        | staff    |
            LOADED  | agent_join  | outbound  | 2026-02-10T09:40:00Z | conversation login | yes   |         |              |          | assignee_id
            LOADED  | queue_enter | outbound  | 2026-02-10T09:40:00Z | conversation login |       |         |              |          | group_id
            LOADED  | case_close  | outbound  | 2026-02-10T09:40:00Z | conversation login |       | solved  |              |          | status
            IGNORED |             |           |                      |                    |       |         |              |          |
            LOADED  | rate        | inbound   | 2026-02-12T17:00:00Z | conversation login |       | bad     |              |          | satisfaction_score
            LOADED  | message     | inbound   | 2026-02-12T17:00:00Z | conversation login |       |         | Came late    |          | satisfaction_comment
            LOADED  | message     | inbound   | 2026-02-10T11:00:00Z | conversation       |       |         | Broken lid   | unknown  |
            """);
  }

  @Test
  void aRealExportLoadsWhole() {
    assertWhole("zendesk-tickets", "ticket_data.csv", 10);
    assertWhole("zendesk-comments", "ticket_comment_data.csv", 20);
    assertWhole("zendesk-ticket-history", "ticket_field_history_data.csv", 20);
    assertWhole("zendesk-chats", "ticket_chat_event_data.csv", 12);
  }

  private static void assertWhole(String source, String file, int records) {
    try {
      List<Outcome> outcomes =
          Loading.parse(
              Loading.shipped(source), Files.readAllBytes(RealData.path("tickets/" + file)));
      Set<Object> ids = new HashSet<>();
      assertThat(outcomes)
          .as(file)
          .hasSize(records)
          .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Candidate.class))
          .allSatisfy(outcome -> ids.add(((Candidate) outcome).value(Interactions.INTERACTION_ID)));
      assertThat(ids).as(file).hasSize(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
