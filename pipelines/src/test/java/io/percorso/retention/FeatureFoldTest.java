package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days are numbers; a row of what is expected tells of the end of its day. */
class FeatureFoldTest {
  @ParameterizedTest
  @CsvSource({
    "active, 1, 0, sessions_7, 7",
    "active, 1, 0, sessions_14, 14",
    "active, 1, 0, sessions_30, 30",
    "active, 1, 0, sessions_60, 60",
    "active, 1, 0, sessions_90, 90",
    "active, 1, 0, active_days_30, 30",
    "active, 1, 0, active_days_90, 90",
    "active, 1, 1, assisted_sessions_30, 30",
    "active, 1, 1, assisted_sessions_90, 90",
    "failed, 1, , errors_30, 30",
    "friction, 1, , friction_visits_30, 30",
    "friction, 1, , friction_visits_90, 90",
    "repeated, 1, , repeat_contacts_30, 30",
    "repeated, 1, , repeat_contacts_90, 90",
    "waited, 1, , long_waits_90, 90",
    "abandoned, , , abandoned_journeys_30, 30",
    "abandoned, , , abandoned_journeys_90, 90",
    "escalated, , , escalated_journeys_90, 90",
    "payment_failed, , , payment_failures_30, 30",
    "payment_failed, , , payment_failures_90, 90",
    "purchased, 1, , purchase_days_30, 30",
    "purchased, 1, , purchase_days_90, 90",
    "purchased, 1, , spend_90, 90",
    "written_to, , , letters_30, 30",
  })
  void aWindowOfSoManyDaysHoldsTheSnapshotsAndThoseBeforeAndNotOneMore(
      String fact, String first, String second, String feature, int window) {
    String numbers = (first == null ? "" : first) + " | " + (second == null ? "" : second);
    Facts.of(
            """
            day | fact | id | first | second
            100 | %s   | v  | %s
            """
                .formatted(fact, numbers))
        .show(
            """
            day | %s
            99  | 0
            100 | 1
            %d  | 1
            %d  | 0
            """
                .formatted(feature, 100 + window - 1, 100 + window));
  }

  @Test
  void aVisitFailedForSureOnTheDayOfItsThirdSign() {
    Facts.of(
            """
            day | fact     | id
            1   | friction | slow
            2   | friction | broken
            2   | friction | broken
            3   | friction | broken
            4   | friction | broken
            """)
        .show(
            """
            day | friction_visits_30 | failed_visits_30 | failed_visits_90
            2   | 2                  | 0                | 0
            3   | 2                  | 1                | 1
            4   | 2                  | 1                | 1
            33  | 0                  | 0                | 1
            """);
  }

  @Test
  void whatSomebodyNeverHadIsNoNumberAndNotZero() {
    Facts.of(
            """
            day | fact
            0   | written_to
            """)
        .show(
            """
            day | days_since_renewal | paid_amount | price_change_30 | unpaid_days | days_since_active | assisted_share_90
            20  |                    |             |                 |             |                   |
            """);
    Facts.of(
            """
            day | fact
            0   | written_to
            """)
        .show(
            """
            day | days_since_purchase | days_since_first_purchase | last_nps | nps_age_days | last_csat | csat_age_days | last_ces | ces_age_days
            20  |                     |                           |          |              |           |               |          |
            """);
  }

  @Test
  void whatCanBeCountedAndDidNotHappenIsZero() {
    Facts.of(
            """
            day | fact
            0   | written_to
            """)
        .show(
            """
            day | renewal_count | cancel_request_count | sessions_90 | session_trend | purchase_days | spend | is_unsubscribed
            90  | 0             | 0                    | 0           | 0             | 0             | 0     | 0
            """);
  }

  @Test
  void theTrendIsThatOfAMonthAgainstAThirdOfThreeWithOneMoreOnEachSide() {
    Facts.of(
            """
            day | fact   | first | second
            0   | active | 5     | 0
            60  | active | 4     | 0
            """)
        .show(
            """
            day | sessions_30 | sessions_90 | session_trend
            29  | 5           | 5           | 1.25
            60  | 4           | 9           | 0.25
            90  | 0           | 4           | -0.5714
            """);
  }

  @Test
  void theShareOfPeopleIsOfTheSessionsOfAQuarter() {
    Facts.of(
            """
            day | fact   | first | second
            0   | active | 3     | 1
            1   | active | 1     | 1
            """)
        .show(
            """
            day | assisted_share_90
            0   | 0.3333
            1   | 0.5
            90  | 1
            91  |
            """);
  }

  @Test
  void severalSignalsOfAVisitAreOneVisitOfTheDayOfItsFirst() {
    Facts.of(
            """
            day | fact     | id | first
            1   | friction | v1 | 1
            1   | friction | v1 | 0.4
            1   | friction | v2 | 1
            1   | repeated | v1 | 1
            3   | friction | v1 | 1
            """)
        .show(
            """
            day | friction_visits_30 | repeat_contacts_30
            1   | 2                  | 1
            3   | 2                  | 1
            31  | 0                  | 0
            """);
  }

  @Test
  void twoRecordsOfADayAreOnePurchaseOfTheLargerAmount() {
    Facts.of(
            """
            day | fact      | first
            0   | purchased | 40
            0   | purchased | 45
            0   | purchased |
            0   | purchased | 30
            5   | purchased | 10
            """)
        .show(
            """
            day | purchase_days_30 | purchase_days | spend_90 | spend | days_since_purchase | days_since_first_purchase
            0   | 1                | 1             | 45       | 45    | 0                   | 0
            5   | 2                | 2             | 55       | 55    | 0                   | 5
            200 | 0                | 2             | 0        | 55    | 195                 | 200
            """);
  }

  @Test
  void aPurchaseIsActivityAndALetterIsNone() {
    Facts.of(
            """
            day | fact       | first | second
            0   | active     | 1     | 0
            4   | purchased  | 10    |
            6   | written_to |       |
            """)
        .show(
            """
            day | days_since_active | active_days_30
            3   | 3                 | 1
            7   | 3                 | 1
            """);
  }

  @Test
  void aContractBeginsIsRenewedAndEnds() {
    Facts.of(
            """
            day | fact       | first | collection
            0   | active     | 1     |
            10  | subscribed | 9.90  | charge_automatically
            40  | renewed    | 9.90  |
            60  | ended      |       |
            70  | subscribed |       | send_invoice
            80  | lapsed     |       |
            """)
        .show(
            """
            day | contract_kind | is_automatic | renewal_count | days_since_renewal | paid_amount
            9   | none          |              | 0             |                    |
            10  | automatic     | 1            | 0             | 0                  | 9.9
            39  | automatic     | 1            | 0             | 29                 | 9.9
            40  | automatic     | 1            | 1             | 0                  | 9.9
            60  | none          |              | 1             | 20                 | 9.9
            70  | manual        | 0            | 1             | 0                  | 9.9
            80  | none          |              | 1             | 10                 | 9.9
            """);
  }

  @Test
  void aContractThatOnlyARecordStatesIsOneAndRenewedByHandUnlessItSaysOtherwise() {
    Facts.of(
            """
            day | fact   | word | collection           | tier
            0   | stated |      |                      | gold
            1   | stated | flat |                      |
            2   | stated |      | charge_automatically |
            3   | stated |      |                      | iron
            """)
        .show(
            """
            day | contract_kind | tier
            0   | none          | gold
            1   | manual        | gold
            2   | automatic     | gold
            3   | automatic     | iron
            """);
  }

  @Test
  void whoeverWantsToLeaveIsNotToldUntilTheyTakeItBackOrBeginAnew() {
    Facts.of(
            """
            day | fact             | word
            0   | subscribed       |
            20  | cancel_requested |
            21  | stated           | flat
            22  | renewed          |
            25  | cancel_withdrawn |
            30  | cancel_requested |
            35  | subscribed       |
            """)
        .show(
            """
            day | told | contract_kind | cancel_request_count
            19  | yes  | manual        | 0
            20  | no   | manual        | 1
            21  | no   | manual        | 1
            22  | no   | manual        | 1
            25  | yes  | manual        | 1
            30  | no   | manual        | 2
            35  | yes  | manual        | 2
            """);
  }

  @Test
  void whoseContractIsOverIsToldAsOneWithoutWhileTheyComeByThemselves() {
    Facts.of(
            """
            day | fact             | first | second
            0   | subscribed       |       |
            20  | active           | 1     | 0
            20  | cancel_requested |       |
            30  | ended            |       |
            """)
        .show(
            """
            day | told | contract_kind
            29  | no   | manual
            30  | yes  | none
            109 | yes  | none
            110 | no   | none
            """);
  }

  @Test
  void aRefusedPaymentIsOwedFromTheFirstRefusalUntilItIsPaidOrAllIsOver() {
    Facts.of(
            """
            day | fact           | first
            0   | subscribed     | 10
            30  | payment_failed |
            33  | payment_failed |
            36  | renewed        | 10
            66  | payment_failed |
            80  | lapsed         |
            """)
        .show(
            """
            day | unpaid_days | payment_failures_30
            29  |             | 0
            30  | 0           | 1
            35  | 5           | 2
            36  |             | 2
            79  | 13          | 1
            80  |             | 1
            """);
  }

  @Test
  void aCustomerIsOneSinceTheEarliestStatedDayOrFromTheFirstFactIfThatIsEarlier() {
    Facts.of(
            """
            day | fact   | since
            5   | written_to |
            10  | stated | 2025-12-25
            20  | stated | 2026-02-01
            """)
        .show(
            """
            day | tenure_days
            5   | 0
            9   | 4
            10  | 20
            20  | 30
            """);
  }

  @Test
  void nothingIsSaidOfWhoIsACustomerForLessThanTwoWeeks() {
    Facts.of(
            """
            day | fact       | first | second
            0   | active     | 1     | 0
            1   | subscribed | 10    |
            """)
        .show(
            """
            day | told | tenure_days
            13  | no   | 13
            14  | yes  | 14
            """);
  }

  @Test
  void withoutAContractOnlyWhoWasActiveInNinetyDaysIsToldAndWithOneEverybody() {
    Facts.of(
            """
            day | fact   | first | second
            0   | active | 1     | 0
            """)
        .show(
            """
            day | told
            89  | yes
            90  | no
            """);
    Facts.of(
            """
            day | fact       | first
            0   | subscribed | 10
            """)
        .show(
            """
            day | told
            89  | yes
            400 | yes
            """);
  }

  @Test
  void ofAnswersTheLastOneCountsForItsQuestionAndGrowsOld() {
    Facts.of(
            """
            day | fact     | second | word
            0   | answered | 9      | NPS
            2   | answered | 0      | NPS
            3   | answered | 4      | CSAT
            5   | answered | 6      | CES
            """)
        .show(
            """
            day | last_nps | nps_age_days | last_csat | csat_age_days | last_ces | ces_age_days
            1   | 9        | 1            |           |               |          |
            2   | 0        | 0            |           |               |          |
            10  | 0        | 8            | 4         | 7             | 6        | 5
            """);
  }

  @Test
  void whoeverUnsubscribedStaysSo() {
    Facts.of(
            """
            day | fact
            3   | unsubscribed
            9   | written_to
            """)
        .show(
            """
            day | is_unsubscribed
            2   | 0
            3   | 1
            99  | 1
            """);
  }

  @Test
  void everyFeatureIsTold() {
    FeatureFold fold = new FeatureFold(Facts.RULES);
    assertThat(fold.features(Facts.day(0)).keySet())
        .containsExactlyInAnyOrderElementsOf(CustomerFeatures.FEATURES);
  }
}
