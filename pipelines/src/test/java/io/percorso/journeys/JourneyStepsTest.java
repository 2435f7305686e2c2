package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JourneyStepsTest {
  @Test
  void aStepKnowsWhatWasBeforeAndWhatComesAfter() {
    Story.of(
            """
            at         | intent | place
            1 09:00    | buy    | home
            1 09:00:30 | buy    | cart
            1 09:02    | buy    | cart
            """)
        .shows(
            JourneySteps.TABLE,
            """
            step_number | touchpoint | seconds_since_previous | next_touchpoint | seconds_to_next | is_exit
            1           | home       |                        | cart            | 30.0            | false
            2           | cart       | 30.0                   | cart            | 90.0            | false
            3           | cart       | 90.0                   |                 |                 | true
            """);
  }

  @Test
  void aStepKnowsTheChannelOnWhichTheJourneyGoesOn() {
    Story.of(
            """
            at      | intent  | channel
            1 09:00 | support | web
            1 09:10 | support | chat
            """)
        .shows(
            JourneySteps.TABLE,
            """
            channel | next_channel
            web     | chat
            chat    |
            """);
  }

  @Test
  void theLastStepOfAnOpenJourneyIsNoExit() {
    Story.of(
            """
            at      | intent
            1 09:00 | buy
            """)
        .until("2 00:00")
        .shows(
            JourneySteps.TABLE,
            """
            is_exit | is_session_exit
            false   | true
            """);
  }

  @Test
  void aSessionOfExactlyTheGapAtTheCutoffMayGoOn() {
    Story.of(
            """
            at      | intent
            1 09:00 | buy
            """)
        .until("1 09:30")
        .shows(
            JourneySteps.TABLE,
            """
            is_session_exit
            false
            """);
  }

  @Test
  void theSessionsNextStepMayLieInAnotherJourney() {
    Story.of(
            """
            at      | intent | place
            1 09:00 | buy    | home
            1 09:01 | pay    | bill
            1 09:02 | buy    | cart
            """)
        .shows(
            JourneySteps.TABLE,
            """
            touchpoint | next_touchpoint | session_step_number | session_next_touchpoint | session_seconds_to_next | is_session_exit
            home       | cart            | 1                   | bill                    | 60.0                    | false
            bill       |                 | 2                   | cart                    | 60.0                    | false
            cart       |                 | 3                   |                         |                         | true
            """);
  }

  @Test
  void consecutiveStepsAtOneTouchpointAreOneVisit() {
    assertThat(
            Story.of(
                    """
                    at      | intent | place
                    1 09:00 | buy    | home
                    1 09:01 | buy    | home
                    1 09:02 | buy    | cart
                    1 09:03 | buy    | home
                    """)
                .rowsOf(JourneySteps.TABLE))
        .extracting(
            row -> row.get("visit_id").toString().replaceAll(".*-", "") + row.get("opens_visit"))
        .containsExactly("1true", "1false", "2true", "3true");
  }

  @Test
  void ofOutboundMailTheOpeningAndTheClickingAreSteps() {
    assertThat(
            Story.of(
                    """
                    at      | channel | action  | direction
                    1 09:00 | email   | deliver | outbound
                    1 09:01 | email   | open    | outbound
                    1 09:02 | email   | click   | outbound
                    1 09:03 | email   | bounce  | outbound
                    """)
                .rowsOf(JourneySteps.TABLE))
        .extracting(row -> row.get("action"))
        .containsExactly("open", "click");
  }

  @Test
  void everyInteractionOfThePersonIsInExactlyOneJourney() {
    assertThat(
            Story.of(
                    """
                    at      | channel | intent | id | device
                    1 09:00 | web     |        | a  | laptop
                    1 09:01 | app     |        | b  |
                    1 09:02 | web     | buy    | c  | laptop
                    1 09:03 | store   |        | d  |
                    1 09:04 | web     |        | e  | tablet
                    9 09:04 | survey  |        | f  |
                    """)
                .rowsOf(JourneySteps.TABLE))
        .extracting(row -> row.get("interaction_id"))
        .containsExactly("a", "b", "c", "d", "e", "f");
  }

  @Test
  void whatWaitsForAnIntentKeepsItsPlaceInTheOrderOfTime() {
    Story.of(
            """
            at      | device | intent | place
            1 09:00 | laptop |        | home
            1 09:01 | phone  | buy    | cart
            1 09:02 | laptop | buy    | bill
            """)
        .shows(
            JourneySteps.TABLE,
            """
            step_number | touchpoint | session_step_number
            1           | home       | 1
            2           | cart       | 1
            3           | bill       | 2
            """);
  }
}
