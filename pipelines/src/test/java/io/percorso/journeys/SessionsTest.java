package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsTest {
  @Test
  void aPauseOfExactlyTheGapStaysInTheSession() {
    Story.of(
            """
            at
            1 09:00
            1 09:30
            1 10:00:01
            """)
        .shows(
            Sessions.TABLE,
            """
            started_at | ended_at   | step_count | duration_seconds
            1 09:00    | 1 09:30    | 2          | 1800.0
            1 10:00:01 | 1 10:00:01 | 1          | 0.0
            """);
  }

  @Test
  void exactlyTheGapStaysAlsoWhereAnotherSessionEnds() {
    Story.of(
            """
            at      | device
            1 08:50 | tablet
            1 09:00 | laptop
            1 09:30 | laptop
            """)
        .shows(
            Sessions.TABLE,
            """
            started_at | step_count
            1 08:50    | 1
            1 09:00    | 2
            """);
  }

  @Test
  void theMomentOfExactlyTheCapStaysInTheSession() {
    Story.of(
            """
            at
            1 09:00
            1 10:00
            1 10:00:01
            """)
        .with("sessions.cap", "1h")
        .with("sessions.gap.web", "2h")
        .shows(
            Sessions.TABLE,
            """
            started_at | step_count
            1 09:00    | 2
            1 10:00:01 | 1
            """);
  }

  @Test
  void midnightDoesNotSplit() {
    Story.of(
            """
            at
            1 23:50
            2 00:10
            """)
        .shows(
            Sessions.TABLE,
            """
            started_at | step_count | session_day | session_month
            1 23:50    | 2          | 2026-03-01  | 2026-03-01
            """);
  }

  @Test
  void theSessionDayIsThatOfTheBusinessZone() {
    Story.of(
            """
            at
            1 23:50
            """)
        .with("business.zone", "Europe/Rome")
        .shows(
            Sessions.TABLE,
            """
            session_day
            2026-03-02
            """);
  }

  @Test
  void channelsAndDevicesHaveSessionsOfTheirOwn() {
    Story.of(
            """
            at      | channel | device
            1 09:00 | web     | laptop
            1 09:01 | app     | phone
            1 09:02 | web     | tablet
            1 09:03 | web     | laptop
            """)
        .shows(
            Sessions.TABLE,
            """
            channel | started_at | step_count
            web     | 1 09:00    | 2
            app     | 1 09:01    | 1
            web     | 1 09:02    | 1
            """);
  }

  @Test
  void messagingEndsADayAfterTheCustomersLastMessage() {
    Story.of(
            """
            at         | channel   | action  | direction
            1 09:00    | messaging | message | inbound
            1 20:00    | messaging | message | outbound
            2 09:00    | messaging | message | inbound
            3 09:00:01 | messaging | message | inbound
            """)
        .with("sessions.cap", "9d")
        .shows(
            Sessions.TABLE,
            """
            started_at | step_count
            1 09:00    | 2
            3 09:00:01 | 1
            """);
  }

  @Test
  void aConversationBoundsItsChatOrCallWhateverThePauses() {
    Story.of(
            """
            at      | channel | conversation
            1 09:00 | chat    | a
            1 09:01 | chat    | b
            1 15:00 | chat    | a
            1 16:00 | voice   | c
            1 16:01 | voice   |
            1 16:02 | voice   |
            """)
        .shows(
            Sessions.TABLE,
            """
            channel | started_at | step_count
            chat    | 1 09:00    | 2
            chat    | 1 09:01    | 1
            voice   | 1 16:00    | 1
            voice   | 1 16:01    | 1
            voice   | 1 16:02    | 1
            """);
  }

  @Test
  void storeSurveyAndCrmInteractionsStandAlone() {
    assertThat(
            Story.of(
                    """
                    at      | channel
                    1 09:00 | store
                    1 09:00 | store
                    1 09:00 | survey
                    1 09:00 | crm
                    """)
                .rowsOf(Sessions.TABLE))
        .hasSize(4);
  }

  @Test
  void aTrustedSessionIdBoundsTheSessionUpToThreeDays() {
    Story.of(
            """
            at         | hint
            1 09:00    | s1
            1 09:01    | s2
            3 09:00    | s1
            4 09:00    | s1
            4 09:00:01 | s1
            """)
        .trusting("shop")
        .shows(
            Sessions.TABLE,
            """
            started_at | step_count
            1 09:00    | 3
            1 09:01    | 1
            4 09:00:01 | 1
            """);
  }

  @Test
  void anUntrustedSessionIdIsNotLookedAt() {
    assertThat(
            Story.of(
                    """
                    at      | hint
                    1 09:00 | s1
                    1 09:01 | s2
                    """)
                .rowsOf(Sessions.TABLE))
        .hasSize(1);
  }

  @Test
  void aSessionIsEngagedWhenLongOrConvertingOrWithTwoViews() {
    Story.of(
            """
            at         | action   | place
            1 09:00:00 | click    | long
            1 09:00:11 | click    | long
            2 09:00:00 | click    | exactly-ten
            2 09:00:10 | click    | exactly-ten
            3 09:00:00 | purchase | converting
            4 09:00:00 | view     | views
            4 09:00:01 | view     | views
            """)
        .shows(
            Sessions.TABLE,
            """
            entry_touchpoint | is_engaged
            long             | true
            exactly-ten      | false
            converting       | true
            views            | true
            """);
  }

  @Test
  void whatIsDoneWithLettersAndSurveysAloneIsAReaction() {
    Story.of(
            """
            at         | channel | action      | conversation | place
            1 09:00:00 | email   | open        | t1           | opened
            1 09:00:05 | email   | click       | t1           | opened
            2 09:00:00 | email   | unsubscribe | t2           | no-more
            3 09:00:00 | survey  | rate        |              | answered
            4 09:00:00 | email   | open        | t4           | replied
            4 09:00:09 | email   | message     | t4           | replied
            5 09:00:00 | web     | click       |              | came
            """)
        .shows(
            Sessions.TABLE,
            """
            entry_touchpoint | is_reaction
            opened           | true
            no-more          | true
            answered         | true
            replied          | false
            came             | false
            """);
  }

  @Test
  void theFirstNamedCampaignAndTheErrorsAreTold() {
    Story.of(
            """
            at      | campaign | is_error | place
            1 09:00 |          |          | home
            1 09:01 | spring   | true     | cart
            1 09:02 | summer   | true     | home
            """)
        .shows(
            Sessions.TABLE,
            """
            campaign | error_count | touchpoint_count | entry_touchpoint | exit_touchpoint
            spring   | 2           | 2                | home             | home
            """);
  }

  @Test
  void whatTheCompanyDoesIsInNoSession() {
    assertThat(
            Story.of(
                    """
                    at      | channel | action  | direction
                    1 09:00 | email   | deliver | outbound
                    1 09:01 | email   | bounce  |
                    1 09:02 | chat    | message | outbound
                    """)
                .rowsOf(Sessions.TABLE))
        .isEmpty();
  }

  @Test
  void aProgramByItsUserAgentGetsASessionOfItsOwn() {
    Story.of(
            """
            at      | bot   | weak
            1 09:00 | true  | crawler
            1 09:01 |       | laptop
            """)
        .shows(
            Sessions.TABLE,
            """
            started_at | is_bot
            1 09:00    | true
            1 09:01    | false
            """);
  }

  @Test
  void aDayBeyondTheCapIsOneFlaggedSessionPerChannel() {
    Story.of(
            """
            at      | channel
            1 01:00 | web
            1 09:00 | web
            1 10:00 | app
            1 11:00 | web
            2 09:00 | web
            """)
        .with("customers.daily-cap", "3")
        .shows(
            Sessions.TABLE,
            """
            channel | started_at | step_count | is_flood
            web     | 1 01:00    | 3          | true
            app     | 1 10:00    | 1          | true
            web     | 2 09:00    | 1          | false
            """);
  }

  @Test
  void aDayOfExactlyTheCapIsNoFlood() {
    assertThat(
            Story.of(
                    """
                    at
                    1 09:00
                    1 10:00
                    """)
                .with("customers.daily-cap", "2")
                .rowsOf(Sessions.TABLE))
        .noneMatch(row -> row.get("is_flood").equals(true));
  }

  @Test
  void aClockThatJumpsThreeYearsBackWithinASessionLeavesTheSessionAndOneOfItsOwn() {
    List<Interaction> steady =
        Story.of(
                """
                at      | device
                2 09:00 | phone
                2 09:05 | phone
                2 09:10 | phone
                """)
            .interactions();
    long threeYears = Duration.ofDays(3 * 365).toMillis() * 1000;
    Interaction jumped =
        Story.later(Story.interaction(Map.of("at", "2 09:07", "device", "phone"), 3), -threeYears);
    List<Interaction> inOrderOfTime = new ArrayList<>(List.of(jumped));
    inOrderOfTime.addAll(steady);

    assertThat(Story.of(inOrderOfTime).rowsOf(Sessions.TABLE))
        .extracting(row -> row.get("started_at").toString(), row -> row.get("step_count"))
        .containsExactly(tuple("2023-03-03T09:07:00Z", 1L), tuple("2026-03-02T09:00:00Z", 3L));
    assertThat(Story.of(inOrderOfTime).rowsOf(Journeys.TABLE)).hasSize(2);
  }

  @Test
  void theIdIsAFunctionOfTheFirstInteractionAlone() {
    List<Interaction> whole =
        Story.of(
                """
                at      | id
                1 09:00 | a
                1 09:10 | b
                """)
            .interactions();
    List<Object> ids = new ArrayList<>();
    for (List<Interaction> part : List.of(whole, whole.subList(0, 1))) {
      ids.add(Story.of(part).rowsOf(Sessions.TABLE).get(0).get("session_id"));
    }
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  void noInteractionsNoSessions() {
    assertThat(Story.of(List.of()).rowsOf(Sessions.TABLE))
        .isEqualTo(List.<Map<String, Object>>of());
  }
}
