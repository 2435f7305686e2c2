package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectionParserTest {
  private static final String DECLARED =
      """
      source: own
      target: identity-corrections
      framing: csv
      time: {created: {from: at, format: iso}}
      columns: {verdict: v, kind: k, value: i, other_kind: ok, other_value: oi}
      """;

  @Test
  void aDecisionAboutTwoStrongIdentifiersIsLoadedAndAnythingElseRefusedWithItsReason() {
    Sample.of("identity-corrections", "identity-corrections.json")
        .shows(
            """
            verdict       | decided_at                  | decision | kinds          | decided_by | reason
            LOADED        | 2026-02-10T09:00:00Z        | veto     | customer email | CARE-17    | [email] is her mother's, who is C-99012
            LOADED        | 2026-02-10T09:00:00.123456Z | force    | login phone    |            |
            LOADED        | 2026-02-10T11:00:00Z        | withdraw | customer email | legal      | customer [customer] called again
            TYPE          |                             |          |                |            |
            TYPE          |                             |          |                |            |
            TYPE          |                             |          |                |            |
            MISSING_FIELD |                             |          |                |            |
            MISSING_FIELD |                             |          |                |            |
            TYPE          |                             |          |                |            |
            CLOCK_SKEW    |                             |          |                |            |
            TS_RANGE      |                             |          |                |            |
            TS_FORMAT     |                             |          |                |            |
            """);
  }

  @Test
  void anIdentifierIsThePseudonymThatInteractionsHaveWhicheverSideItStandsOn() {
    List<Outcome> outcomes =
        Sample.of("identity-corrections", "identity-corrections.json").outcomes();
    String customer = "customer:" + Loading.KEYS.tokens().of("customer", "C-70077");
    String email = "email:" + Loading.KEYS.tokens().of("email", "marta.prova@example.org");
    for (int line : List.of(0, 2)) {
      Correction correction = (Correction) outcomes.get(line);
      assertThat(correction.value(IdentityCorrections.IDENTIFIER)).isEqualTo(customer);
      assertThat(correction.value(IdentityCorrections.OTHER_IDENTIFIER)).isEqualTo(email);
    }
  }

  @Test
  void aRefusalNamesTheFieldAndNeverItsValue() {
    assertThat(Sample.of("identity-corrections", "identity-corrections.json").outcomes())
        .filteredOn(Refused.class::isInstance)
        .extracting(outcome -> ((Refused) outcome).detail())
        .contains(
            "kind is weak: it belongs to whoever logs in, not to one customer",
            "kind is none of its list",
            "verdict is none of its list",
            "value names nobody",
            "value and other_value are the same identifier")
        .noneMatch(detail -> detail.matches("(?i).*(marta|C-70077|k1|split).*"));
  }

  @Test
  void aMappingOfCorrectionsNamesBothIdentifiersAndNoChannel() {
    assertThat(Sources.parse("own.yaml", DECLARED).target()).isEqualTo(Target.IDENTITY_CORRECTIONS);
    assertRefused(", other_value: oi", "", "no 'other_value': a correction");
    assertRefused("framing: csv", "framing: csv\nchannel: web", "'channel'");
    assertRefused("framing: csv", "framing: csv\nversion: n", "'version'");
    assertRefused("verdict: v", "verdict: v, rate: r", "'rate'");
  }

  private static void assertRefused(String from, String to, String part) {
    assertThatThrownBy(() -> Sources.parse("own.yaml", DECLARED.replace(from, to)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(part);
  }
}
