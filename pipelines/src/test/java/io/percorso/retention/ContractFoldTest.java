package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.CustomerEvents.Kind;
import io.percorso.retention.FeatureFold.Fact;
import io.percorso.testing.Grid;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The cut-off is 2026-03-31. */
class ContractFoldTest {
  private static final LocalDate CUTOFF = LocalDate.of(2026, 3, 31);

  private static ContractFold told(String drawn) {
    ContractFold fold = new ContractFold("auto");
    for (Map<String, String> row : Grid.of(drawn).rows()) {
      Kind kind = Kind.valueOf(row.get("kind").toUpperCase(Locale.ROOT));
      boolean isStated = kind == Kind.STATED;
      fold.take(
          new Fact(
              LocalDate.parse(row.get("day")),
              row.get("kind"),
              "",
              new double[] {number(row.get("amount")), Double.NaN},
              isStated ? row.get("contract") : null,
              row.get("collection"),
              row.get("tier"),
              Optional.ofNullable(row.get("since")).map(LocalDate::parse).orElse(null)),
          kind);
    }
    return fold;
  }

  private static double number(String text) {
    return text == null ? Double.NaN : Double.parseDouble(text);
  }

  private static void shows(String events, String expected) {
    List<ContractFold.Spell> all =
        told(events).spells(CUTOFF).stream()
            .filter(s -> s.kind().equals("all") && s.tier().equals("all"))
            .toList();
    Grid.of(expected)
        .assertShows(
            all,
            s ->
                column ->
                    switch (column) {
                      case "entry" -> s.entry();
                      case "exit" -> s.exit();
                      default -> s.cause().word();
                    });
  }

  @Test
  void aContractThatIsSeenToBeginIsWatchedFromItsBeginning() {
    shows(
        """
        day        | kind
        2026-03-01 | subscribed
        2026-03-29 | renewed
        """,
        """
        entry | exit | cause
        -1    | 30   | none
        """);
  }

  @Test
  void aContractFromBeforeTheDataEntersAtTheAgeThatItHas() {
    shows(
        """
        day        | kind    | since
        2026-01-10 | renewed |
        2026-01-20 | stated  | 2025-01-10
        """,
        """
        entry | exit | cause
        365   | 445  | none
        """);
  }

  @Test
  void aContractOfWhichNobodySaysSinceWhenItIsIsNotTold() {
    shows(
        """
        day        | kind    | since
        2026-01-10 | renewed |
        2026-01-20 | stated  | 2026-01-15
        """,
        """
        entry | exit | cause
        """);
  }

  @Test
  void anEndThatIsAskedForCountsOnTheDayOfAsking() {
    shows(
        """
        day        | kind
        2026-01-01 | subscribed
        2026-01-11 | cancel_requested
        2026-01-31 | ended
        """,
        """
        entry | exit | cause
        -1    | 10   | voluntary
        """);
  }

  @Test
  void anEndThatIsTakenBackIsNone() {
    shows(
        """
        day        | kind
        2026-03-01 | subscribed
        2026-03-11 | cancel_requested
        2026-03-12 | cancel_withdrawn
        """,
        """
        entry | exit | cause
        -1    | 30   | none
        """);
  }

  @Test
  void aLapseIsInvoluntaryUnlessTheCustomerAskedForTheEndBefore() {
    shows(
        """
        day        | kind
        2026-01-01 | subscribed
        2026-01-15 | lapsed
        2026-02-01 | subscribed
        2026-02-04 | cancel_requested
        2026-02-15 | lapsed
        """,
        """
        entry | exit | cause
        -1    | 14   | involuntary
        -1    | 3    | voluntary
        """);
  }

  @Test
  void whatShowsOnTheDayOfItsEndWasNotWatched() {
    shows(
        """
        day        | kind             | since
        2026-01-15 | cancel_requested | 2025-01-01
        """,
        """
        entry | exit | cause
        """);
  }

  @Test
  void aContractThatBeginsAfterItWasStatedBeganThen() {
    shows(
        """
        day        | kind       | contract | since
        2026-03-01 | stated     | monthly  | 2020-01-01
        2026-03-21 | subscribed |          |
        """,
        """
        entry | exit | cause
        -1    | 10   | none
        """);
  }

  @Test
  void aRecordOpensNoContractAgainAndAPaymentDoes() {
    shows(
        """
        day        | kind       | contract
        2026-01-01 | subscribed |
        2026-01-11 | ended      |
        2026-01-20 | stated     | monthly
        2026-03-01 | renewed    |
        """,
        """
        entry | exit | cause
        -1    | 10   | voluntary
        -1    | 30   | none
        """);
  }

  @Test
  void aContractCountsInAGroupFromTheDayOnOnWhichItIsKnownToBeOfIt() {
    List<ContractFold.Spell> spells =
        told("""
        day        | kind       | collection | tier
        2026-03-01 | subscribed |            |
        2026-03-11 | stated     |            | gold
        2026-03-21 | renewed    | auto       |
        """)
            .spells(CUTOFF);

    Grid.of(
            """
            kind      | tier | entry | exit
            all       | all  | -1    | 30
            all       | gold | 10    | 30
            automatic | all  | 20    | 30
            automatic | gold | 20    | 30
            """)
        .assertShows(
            spells,
            s ->
                column ->
                    switch (column) {
                      case "kind" -> s.kind();
                      case "tier" -> s.tier();
                      case "entry" -> s.entry();
                      default -> s.exit();
                    });
  }

  @Test
  void theContractInForceSaysWhatIsPaidAndHowOften() {
    ContractFold fold =
        told(
            """
            day        | kind       | collection | amount
            2026-01-01 | subscribed | auto       | 9
            2026-01-31 | renewed    | auto       | 9
            2026-03-21 | renewed    | auto       | 12
            """);

    assertThat(fold.kind()).isEqualTo("automatic");
    assertThat(fold.paid()).hasValue(12);
    assertThat(fold.paidEvery()).as("the middle of 30 and 49 days").hasValue(39.5);
    assertThat(fold.unpaidFor(CUTOFF)).hasValue(10);
    assertThat(fold.age(CUTOFF)).hasValue(89);
    assertThat(fold.isInNotice()).isFalse();
  }
}
