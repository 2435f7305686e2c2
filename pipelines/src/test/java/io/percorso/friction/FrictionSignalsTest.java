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
  void aSignalOfAVisitThatGoesOnForDaysShowsWhenItDoesAndNotWhenTheVisitBegan() {
    Story.draw(
        rows(
            """
            at      | intent  | channel | action  | place | conversation | is_error | wait_seconds
            1 09:00 | support | voice   | message | call  | first        |          |
            3 09:00 | support | voice   | message | call  | first        | true     | 900
            5 09:00 | support | voice   | message | call  | second       |          | 1800
            7 09:00 | support | voice   | message | call  | third        | true     |
            """),
        """
        occurred_at | shown_at | signal
        1 09:00     | 3 09:00  | api_error
        1 09:00     | 3 09:00  | wait
        1 09:00     | 5 09:00  | repeat_contact
        """);
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
