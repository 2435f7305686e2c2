package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.journeys.Story;
import io.percorso.testing.BaseSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrictionSignalsTest {
  private static final FrictionSignals.Rules RULES =
      FrictionSignals.Rules.from(BaseSettings.inUtc());

  @Test
  void backWithinFiveSecondsOfArrivingIsAQuickBack() {
    assertThat(
            signals(
                """
                at         | intent | place
                1 09:00:00 | buy    | home
                1 09:00:10 | buy    | cart
                1 09:00:15 | buy    | home
                """))
        .containsExactly("cart quick_back 1.00", "home loop 0.33");
  }

  @Test
  void laterThanFiveSecondsIsNot() {
    assertThat(
            signals(
                """
                at             | intent | place
                1 09:00:00     | buy    | home
                1 09:00:10     | buy    | cart
                1 09:00:15.001 | buy    | home
                """))
        .containsExactly("home loop 0.33");
  }

  @Test
  void goingOnElsewhereIsNot() {
    assertThat(
            signals(
                """
                at         | intent | place
                1 09:00:00 | buy    | home
                1 09:00:10 | buy    | cart
                1 09:00:11 | buy    | bill
                """))
        .isEmpty();
  }

  @Test
  void furtherVisitsInASessionAreALoopUpToThree() {
    assertThat(
            signals(
                """
                at      | intent | place
                1 09:00 | buy    | a
                1 09:01 | buy    | b
                1 09:02 | buy    | a
                1 09:03 | buy    | c
                1 09:04 | buy    | a
                1 09:05 | buy    | d
                1 09:06 | buy    | a
                1 09:07 | buy    | e
                1 09:08 | buy    | a
                """))
        .containsExactly("a loop 0.33", "a loop 0.67", "a loop 1.00", "a loop 1.00");
  }

  @Test
  void aVisitInAnotherSessionIsNoLoop() {
    assertThat(
            signals(
                """
                at      | intent | place
                1 09:00 | buy    | a
                1 09:01 | buy    | b
                1 12:00 | buy    | a
                """))
        .isEmpty();
  }

  @Test
  void threeNearClicksInARowAreRage() {
    assertThat(
            signals(
                """
                at           | intent | action | x   | y
                1 09:00:00.0 | buy    | click  | 100 | 100
                1 09:00:01.0 | buy    | click  | 130 | 100
                1 09:00:02.0 | buy    | click  | 130 | 130
                """))
        .containsExactly("home rage_click 1.00");
  }

  @Test
  void clicksTooFarApartInPlaceOrTimeAreNot() {
    assertThat(
            signals(
                """
                at             | intent | action | x   | y
                1 09:00:00.000 | buy    | click  | 100 | 100
                1 09:00:00.500 | buy    | click  | 131 | 100
                1 09:00:01.000 | buy    | click  | 131 | 100
                1 09:00:02.001 | buy    | click  | 131 | 100
                """))
        .isEmpty();
  }

  @Test
  void clicksWithoutAPlaceAreNoRage() {
    assertThat(
            signals(
                """
                at         | intent | action
                1 09:00:00 | buy    | click
                1 09:00:00 | buy    | click
                1 09:00:00 | buy    | click
                """))
        .isEmpty();
  }

  @Test
  void fastClicksOnACarouselAreOnPurpose() {
    assertThat(
            signals(
                """
                at         | intent | action | x | y | element
                1 09:00:00 | buy    | click  | 1 | 1 | hero-carousel-next
                1 09:00:00 | buy    | click  | 1 | 1 | hero-carousel-next
                1 09:00:01 | buy    | click  | 1 | 1 | hero-carousel-next
                """))
        .isEmpty();
  }

  @Test
  void aFailureWithinTwoSecondsOfAClickIsAnErrorClick() {
    assertThat(
            signals(
                """
                at         | intent | action | is_error | error_code
                1 09:00:00 | buy    | click  |          |
                1 09:00:02 | buy    | error  | true     | 503
                """))
        .containsExactly("home api_error 1.00", "home error_click 1.00");
  }

  @Test
  void aLaterFailureIsAnErrorOnly() {
    assertThat(
            signals(
                """
                at             | intent | action | is_error | error_code
                1 09:00:00     | buy    | click  |          |
                1 09:00:02.001 | buy    | error  |          | TypeError
                """))
        .containsExactly("home js_error 1.00");
  }

  @Test
  void aResubmitWithinThreeSecondsOrAfterAValidationErrorIsARetry() {
    assertThat(
            signals(
                """
                at         | intent | action           | element
                1 09:00:00 | buy    | submit           | form
                1 09:00:03 | buy    | submit           | form
                1 09:01:00 | buy    | validation_error | form
                1 09:02:00 | buy    | submit           | form
                """))
        .containsExactly("home form_retry 0.63");
  }

  @Test
  void twoFormsOrALaterSubmitAreNone() {
    assertThat(
            signals(
                """
                at             | intent | action | element
                1 09:00:00     | buy    | submit | a
                1 09:00:01     | buy    | submit | b
                1 09:00:03.001 | buy    | submit | a
                """))
        .isEmpty();
  }

  @Test
  void aSearchRefinedTwiceWithinAMinuteFoundNothing() {
    assertThat(
            signals(
                """
                at         | intent | action
                1 09:00:00 | buy    | search
                1 09:00:30 | buy    | search
                1 09:01:00 | buy    | search
                """))
        .containsExactly("home no_results 1.00");
  }

  @Test
  void threeSearchesInMoreThanAMinuteAreNone() {
    assertThat(
            signals(
                """
                at         | intent | action
                1 09:00:00 | buy    | search
                1 09:00:30 | buy    | search
                1 09:01:01 | buy    | search
                """))
        .isEmpty();
  }

  @Test
  void anotherContactOnTheIntentWithinSevenDaysIsARepeat() {
    assertThat(
            signals(
                """
                at      | intent  | channel | action  | place | conversation
                1 09:00 | support | chat    | message | chat  | a
                1 09:05 | support | chat    | message | chat  | a
                1 10:00 | support | web     | view    | help  |
                8 09:05 | support | voice   | message | call  | b
                """))
        .containsExactly("call repeat_contact 1.00");
  }

  @Test
  void aContactAfterSevenDaysIsNone() {
    assertThat(
            signals(
                """
                at         | intent  | channel | action  | place | conversation
                1 09:00    | support | chat    | message | chat  | a
                7 10:00    | support | web     | view    | help  |
                8 09:00:01 | support | voice   | message | call  | b
                """))
        .doesNotContain("call repeat_contact 1.00");
  }

  @Test
  void helpWithinADayOfADigitalVisitIsAHandoffAndAConsequence() {
    String story =
        """
        at         | intent  | channel | action  | place
        1 08:59:59 | support | web     | view    | faq
        1 09:00:00 | support | web     | view    | help
        2 09:00:00 | support | voice   | message | call
        """;
    assertThat(signals(story)).containsExactly("help handoff 1.00");
    assertThat(rows(story)).extracting(row -> row.get("kind")).containsExactly("consequence");
  }

  @Test
  void helpOnAnotherIntentIsNoHandoff() {
    assertThat(
            signals(
                """
                at         | intent  | channel | action  | place
                1 09:00:00 | buy     | web     | view    | product
                1 10:00:00 | support | voice   | message | call
                """))
        .isEmpty();
  }

  @Test
  void whatComesAfterAVisitLeavesItsPredictors() {
    String visit =
        """
        at         | intent | place | action | x | y | is_error
        1 09:00:00 | buy    | home  | view   |   |   |
        1 09:00:10 | buy    | cart  | click  | 1 | 1 |
        1 09:00:11 | buy    | cart  | click  | 1 | 1 |
        1 09:00:11 | buy    | cart  | click  | 1 | 1 | true
        1 09:00:13 | buy    | home  | view   |   |   |
        """;
    String sooner = "1 09:00:14 | buy | cart | error | 1 | 1 | true\n1 09:01 | buy | pay | view\n";
    String later = "3 09:00:14 | pay | home | search |  |  | true\n";
    List<String> alone = predictorsOfFirstCartVisit(visit);
    assertThat(alone)
        .containsExactly(
            "cart api_error 1.00",
            "cart error_click 1.00",
            "cart quick_back 1.00",
            "cart rage_click 1.00");
    assertThat(predictorsOfFirstCartVisit(visit + sooner)).isEqualTo(alone);
    assertThat(predictorsOfFirstCartVisit(visit + later)).isEqualTo(alone);
  }

  @Test
  void theVersionDiffersWhenAThresholdDoes() {
    FrictionSignals.Rules other =
        FrictionSignals.Rules.from(
            BaseSettings.inUtc().with("signals.rage-click.pixels", "31", "test"));
    assertThat(other.version()).isNotEqualTo(RULES.version());
  }

  private static List<String> predictorsOfFirstCartVisit(String story) {
    return drawn(
        rows(story).stream()
            .filter(row -> row.get("visit_id").toString().endsWith("-2"))
            .filter(row -> row.get("kind").equals("predictor"))
            .filter(row -> row.get("touchpoint").equals("cart"))
            .toList());
  }

  private static List<String> signals(String story) {
    return drawn(rows(story));
  }

  private static List<String> drawn(List<Map<String, Object>> rows) {
    return rows.stream()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "%s %s %.2f",
                    row.get("touchpoint"),
                    row.get("signal"),
                    (Double) row.get("strength")))
        .sorted()
        .toList();
  }

  private static List<Map<String, Object>> rows(String story) {
    return Story.of(story)
        .rowsOf(FrictionSignals.TABLE, rules -> FrictionSignals.part(RULES, rules.zone()));
  }
}
