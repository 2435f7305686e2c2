package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JourneysTest {
  @Test
  void aPauseOfExactlyTheGapStaysInTheJourney() {
    Story.of(
            """
            at         | intent
            1 09:00    | buy
            8 09:00    | buy
            15 09:00:01 | buy
            """)
        .shows(
            Journeys.TABLE,
            """
            started_at  | ended_at    | outcome   | outcome_at | step_count
            1 09:00     | 8 09:00     | abandoned | 8 09:00    | 2
            15 09:00:01 | 15 09:00:01 | abandoned | 15 09:00:01 | 1
            """);
  }

  @Test
  void silenceOfExactlyTheGapAtTheCutoffIsStillOpen() {
    Story oneStep =
        Story.of(
            """
            at      | intent
            1 09:00 | buy
            """);
    oneStep
        .until("8 09:00")
        .shows(
            Journeys.TABLE,
            """
            outcome | outcome_at | first_exit
            open    |            | open
            """);
    oneStep
        .until("8 09:00:00.000001")
        .shows(
            Journeys.TABLE,
            """
            outcome   | outcome_at | first_exit
            abandoned | 1 09:00    | abandoned
            """);
  }

  @Test
  void whatHappensAtTheCutoffIsNotRead() {
    assertThat(
            Story.of(
                    """
                    at      | intent
                    1 09:00 | buy
                    2 09:00 | buy
                    """)
                .until("2 09:00")
                .rowsOf(Journeys.TABLE))
        .extracting(row -> row.get("step_count"))
        .containsExactly(1L);
  }

  @Test
  void aConvertingGoalEndsTheJourneyAtOnce() {
    Story.of(
            """
            at      | intent | action   | value | currency
            1 09:00 | buy    | view     |       |
            1 09:10 | buy    | purchase | 25    | EUR
            1 09:20 | buy    | view     |       |
            """)
        .until("2 00:00")
        .shows(
            Journeys.TABLE,
            """
            started_at | outcome   | outcome_at | value_amount | currency
            1 09:00    | converted | 1 09:10    | 25.0000      | EUR
            1 09:20    | open      |            |              |
            """);
  }

  @Test
  void withoutAnAmountTheJourneyIsWorthTheGoalsValue() {
    Story.of(
            """
            at      | intent | action
            1 09:10 | buy    | purchase
            """)
        .shows(
            Journeys.TABLE,
            """
            value_amount | currency
            10.0000      |
            """);
  }

  @Test
  void aResolutionHoldsWhenNobodyCameBackWithinTheWindow() {
    Story resolved =
        Story.of(
            """
            at      | intent  | channel | action
            1 09:00 | support | chat    | message
            1 10:00 | support | crm     | case_close
            """);
    resolved
        .until("8 10:00")
        .shows(
            Journeys.TABLE,
            """
            outcome
            open
            """);
    resolved
        .until("8 10:00:00.000001")
        .shows(
            Journeys.TABLE,
            """
            outcome  | outcome_at | first_exit
            resolved | 1 10:00    | resolved
            """);
  }

  @Test
  void aContactAtExactlyTheWindowTakesTheResolutionBack() {
    Story.of(
            """
            at      | intent  | channel | action
            1 09:00 | support | chat    | message
            1 10:00 | support | crm     | case_close
            8 10:00 | support | chat    | message
            """)
        .shows(
            Journeys.TABLE,
            """
            outcome   | outcome_at | step_count
            abandoned | 8 10:00    | 3
            """);
  }

  @Test
  void aContactAfterTheWindowIsANewJourney() {
    Story.of(
            """
            at         | intent  | channel | action
            1 09:00    | support | chat    | message
            1 10:00    | support | crm     | case_close
            8 10:00:01 | support | chat    | message
            """)
        .until("9 00:00")
        .shows(
            Journeys.TABLE,
            """
            outcome  | step_count
            resolved | 2
            open     | 1
            """);
  }

  @Test
  void aStepThatIsNoContactLeavesTheResolution() {
    Story.of(
            """
            at      | intent  | channel | action
            1 10:00 | support | crm     | case_close
            2 10:00 | support | web     | view
            """)
        .shows(
            Journeys.TABLE,
            """
            outcome  | outcome_at | ended_at | step_count
            resolved | 1 10:00    | 2 10:00  | 2
            """);
  }

  @Test
  void whatTheCompanyDoesResolvesWithoutBeingAStep() {
    Story.of(
            """
            at      | intent  | channel | action     | direction | conversation
            1 09:00 | support | chat    | message    | inbound   | a
            1 09:05 |         | chat    | message    | outbound  | a
            1 09:10 |         | chat    | case_close | outbound  | a
            """)
        .shows(
            Journeys.TABLE,
            """
            outcome  | outcome_at | ended_at | step_count
            resolved | 1 09:10    | 1 09:00  | 1
            """);
  }

  @Test
  void whatTheCompanyDoesElsewhereConcernsNoJourney() {
    Story.of(
            """
            at      | intent  | channel | action     | direction | conversation
            1 09:00 | support | chat    | message    | inbound   | a
            1 09:10 |         | chat    | case_close | outbound  | b
            """)
        .shows(
            Journeys.TABLE,
            """
            outcome
            abandoned
            """);
  }

  @Test
  void theCompanysMessageDoesNotEndTheCustomersSilence() {
    Story.of(
            """
            at         | intent  | channel | action  | direction | conversation
            1 09:00    | support | chat    | message | inbound   | a
            5 09:00    |         | chat    | message | outbound  | a
            8 09:00:01 | support | chat    | message | inbound   | a
            """)
        .shows(
            Journeys.TABLE,
            """
            started_at
            1 09:00
            8 09:00:01
            """);
  }

  @Test
  void aHandoffEscalatesAndEndsNothing() {
    Story.of(
            """
            at      | intent | channel | action
            1 09:00 | buy    | web     | view
            1 09:10 | buy    | chat    | message
            1 09:20 | buy    | web     | purchase
            """)
        .shows(
            Journeys.TABLE,
            """
            outcome   | first_exit | escalated_at | handoff_count | channels
            converted | escalated  | 1 09:10      | 1             | web chat
            """);
  }

  @Test
  void beginningWithPeopleIsNoHandoff() {
    Story.of(
            """
            at      | intent  | channel | action
            1 09:10 | support | chat    | message
            1 09:11 | support | chat    | message
            """)
        .shows(
            Journeys.TABLE,
            """
            first_exit | escalated_at | handoff_count
            abandoned  |              | 0
            """);
  }

  @Test
  void aTransferAndAnAgentThatJoinsAreHandoffsAndAComplaintEscalatesOnly() {
    Story.of(
            """
            at      | intent  | channel | action     | direction | conversation
            1 09:10 | support | chat    | complaint  |           | a
            1 09:11 |         | chat    | agent_join | outbound  | a
            1 09:12 |         | chat    | transfer   | outbound  | a
            """)
        .shows(
            Journeys.TABLE,
            """
            escalated_at | handoff_count
            1 09:10      | 2
            """);
  }

  @Test
  void aLaterSuccessWithinTheWindowRecapturesAnAbandonedJourney() {
    assertThat(recapture("15 09:00")).isTrue();
  }

  @Test
  void aSuccessAfterTheWindowDoesNot() {
    assertThat(recapture("15 09:00:01")).isFalse();
  }

  @Test
  void aSuccessOfAnotherIntentDoesNotRecapture() {
    List<Map<String, Object>> rows =
        Story.of(
                """
                at      | intent | action
                1 09:00 | renew  | view
                9 09:00 | buy    | purchase
                """)
            .rowsOf(Journeys.TABLE);
    assertThat(rows.get(0).get("recaptured_by")).isNull();
  }

  @Test
  void withoutIntentTheNearestEarlierInTheSessionCounts() {
    assertThat(
            intents(
                """
                at      | intent
                1 09:00 | buy
                1 09:01 |
                1 09:02 | pay
                1 09:03 |
                """))
        .containsExactly("buy 2", "pay 2");
  }

  @Test
  void elseTheNextLaterInTheSessionCounts() {
    assertThat(
            intents(
                """
                at      | intent
                1 09:00 |
                1 09:01 |
                1 09:02 | pay
                """))
        .containsExactly("pay 3");
  }

  @Test
  void elseTheMostRecentlyAdvancedOpenJourneyCounts() {
    assertThat(
            intents(
                """
                at      | intent
                1 09:00 | pay
                1 10:00 | buy
                1 11:00 | pay
                2 09:00 |
                """))
        .containsExactly("pay 3", "buy 1");
  }

  @Test
  void aJourneyWhoseGapRanOutIsNoLongerTheLatest() {
    assertThat(
            intents(
                """
                at         | intent
                1 09:00    | pay
                8 09:00:01 |
                """))
        .containsExactly("pay 1", "browse 1");
  }

  @Test
  void aLaterIntentIsNotTakenFromAnotherSession() {
    assertThat(
            intents(
                """
                at      | intent | device
                1 09:00 |        | laptop
                1 09:01 | pay    | phone
                """))
        .containsExactly("browse 1", "pay 1");
  }

  @Test
  void browsingIsOverAfterADay() {
    assertThat(
            intents(
                """
                at         | intent
                1 09:00    |
                2 09:00    |
                3 09:00:01 |
                """))
        .containsExactly("browse 2", "browse 1");
  }

  @Test
  void reworkLoopsEffortAndPathFollowFromTheVisits() {
    Story.of(
            """
            at      | intent | place
            1 09:00 | buy    | home
            1 09:02 | buy    | home
            1 09:04 | buy    | cart
            1 09:05 | buy    | home
            1 11:05 | buy    | cart
            """)
        .shows(
            Journeys.TABLE,
            """
            path                      | visit_count | rework_count | loop_share | effort_minutes | session_count
            home > cart > home > cart | 4           | 2            | 0.5        | 5.0            | 2
            """);
  }

  @Test
  void aPathTellsOnlyTheFirstVisits() {
    Story.of(
            """
            at      | intent | place
            1 09:00 | buy    | a
            1 09:01 | buy    | b
            1 09:02 | buy    | c
            """)
        .with("paths.max-steps", "2")
        .shows(
            Journeys.TABLE,
            """
            path  | first_touchpoint | last_touchpoint
            a > b | a                | c
            """);
  }

  @Test
  void theFirstStepsAreKeptRepeatsAndAll() {
    Story.of(
            """
            at      | intent | place
            1 09:00 | buy    | home
            1 09:01 | buy    | home
            1 09:02 | buy    | cart
            1 09:03 | buy    | pay
            """)
        .with("steps-matrix.positions", "3")
        .shows(
            Journeys.TABLE,
            """
            first_steps    | step_count
            home home cart | 4
            """);
  }

  @Test
  void programsAndFloodsMakeNoJourney() {
    assertThat(
            Story.of(
                    """
                    at      | bot
                    1 09:00 | true
                    2 09:00 |
                    2 09:01 |
                    2 09:02 |
                    """)
                .with("customers.daily-cap", "2")
                .rowsOf(Journeys.TABLE))
        .isEmpty();
  }

  private static boolean recapture(String success) {
    Map<String, Object> first =
        Story.of(
                """
                at      | intent | action
                1 09:00 | buy    | view
                %s      | buy    | purchase
                """
                    .formatted(success))
            .rowsOf(Journeys.TABLE)
            .get(0);
    assertThat(first.get("outcome")).isEqualTo("abandoned");
    return first.get("recaptured_by") != null;
  }

  private static List<String> intents(String story) {
    return Story.of(story).rowsOf(Journeys.TABLE).stream()
        .map(row -> row.get("intent") + " " + row.get("step_count"))
        .toList();
  }
}
