package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.bi.Overview.End;
import io.percorso.bi.Overview.Quality;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  @Test
  void threeFindingsComeFromTheFigures() {
    assertThat(sentences(Overviews.plausible()))
        .containsExactly(
            "Most journeys are given up at cart: 212 of 590 abandoned journeys end there (36 %), of"
                + " 190 customers.",
            "Quick back on product view: 14 % of 3,141 visits (interval 13 to 15 %), about 427 more"
                + " than at the rate of the other touchpoints (0.4 %).",
            "ecom loses most: 25 of 14,018 records (0.2 %) were rejected or too late, first of all"
                + " RAGGED (25).");
  }

  @Test
  void otherFiguresGiveOtherFindings() {
    Overview other =
        Overviews.with(
            List.of(new End("payment_error", 300, 250), new End("cart", 100, 90)),
            List.of(
                Overviews.signal("search", "no_results", 900, 300, 200),
                Overviews.signal("cart", "loop", 600, 60, 50)),
            List.of(
                new Quality("ecom", 1_000, 999, 0, 1, 0),
                new Quality("social-care", 100, 90, 0, 4, 6)));
    assertThat(sentences(other))
        .containsExactly(
            "Most journeys are given up at payment error: 300 of 400 abandoned journeys end there"
                + " (75 %), of 250 customers.",
            "No results on search: 33 % of 900 visits (interval 31 to 36 %), seen nowhere else.",
            "social-care loses most: 10 of 100 records (10 %) were rejected or too late.");
  }

  @Test
  void withoutALossTheBestPathIsTheThirdFinding() {
    Overview clean =
        Overviews.with(List.of(), List.of(), List.of(new Quality("ecom", 100, 90, 10, 0, 0)));
    assertThat(sentences(clean).get(2))
        .startsWith("No record was lost. home > search > product_view")
        .contains("in 100 % of 84 journeys");
  }

  @Test
  void tooFewCasesAreSaidToBeTooFew() {
    Overview few =
        Overviews.with(
            List.of(new End("cart", 29, 29)),
            List.of(Overviews.signal("cart", "loop", 29, 20, 20)),
            List.of());
    assertThat(sentences(few).subList(0, 2)).allMatch(s -> s.startsWith("Not enough data"));
  }

  @Test
  void aSignalOfFewerThanTenCustomersIsNotNamed() {
    Overview hidden =
        Overviews.with(
            List.of(),
            List.of(
                Overviews.signal("account_page", "js_error", 300, 280, 9),
                Overviews.signal("cart", "loop", 600, 60, 50)),
            List.of());
    assertThat(sentences(hidden).get(1)).startsWith("Loop on cart").doesNotContain("account");
  }

  private static List<String> sentences(Overview overview) {
    return Findings.of(overview, Overviews.RULES).stream().map(Findings.Finding::sentence).toList();
  }
}
