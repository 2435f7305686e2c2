package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.bi.RetentionBoard.Cell;
import io.percorso.bi.RetentionBoard.Cohort;
import io.percorso.bi.RetentionBoard.State;
import io.percorso.testing.BaseSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionPageTest {
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 31);
  private static final Overview.Rules RULES = Overview.Rules.from(BaseSettings.inUtc());

  private static Cohort cohort(int month, long customers, double... shares) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(0, Optional.of(new Overview.Share(1, .99, 1))));
    for (double share : shares) {
      boolean isOver = !Double.isNaN(share);
      cells.add(
          new Cell(
              cells.size(),
              isOver
                  ? Optional.of(new Overview.Share(share, share - .05, share + .05))
                  : Optional.empty()));
    }
    return new Cohort(LocalDate.of(2026, month, 1), month == 1, customers, cells);
  }

  private static RetentionPage.View view(List<Cohort> cohorts, State... states) {
    return RetentionPage.view(
        new RetentionBoard(MARCH, "run-1", cohorts, List.of(states), MARCH.minusDays(28)), RULES);
  }

  @Test
  void aCohortSaysWhatShareCameBackInEachMonthThatIsOver() {
    String page =
        RetentionPage.render(
            view(
                List.of(cohort(1, 400, .52, .41), cohort(2, 300, .47), cohort(3, 200, Double.NaN)),
                new State("new", 200, 300)));

    assertThat(page)
        .contains("January 2026", "the data begins here", "<strong>52 %</strong>", "36 to 46 %")
        .doesNotContain("NaN");
  }

  @Test
  void whereCustomersStandIsHeldAgainstSomeWeeksBefore() {
    String page =
        RetentionPage.render(
            view(
                List.of(),
                new State("new", 200, 300),
                new State("current", 500, 400),
                new State("dormant", 300, 300)));

    assertThat(page)
        .contains("Of 1,000 known customers 70 % were there in the last weeks; 30 % have been")
        .contains("+ 100", "− 100");
  }

  @Test
  void fewCustomersAreHidden() {
    RetentionPage.View view =
        view(List.of(cohort(1, 400, .5), cohort(2, 4, .5)), new State("new", 400, 4));

    assertThat(view.hidden()).isPositive();
    assertThat(RetentionPage.render(view)).contains("hidden").doesNotContain("February 2026");
  }

  @Test
  void theCsvHasALineForEachMonthThatIsOver() {
    assertThat(RetentionPage.cohortsCsv(view(List.of(cohort(1, 400, .5, Double.NaN)))).lines())
        .containsExactly(
            "cohort_month,is_truncated,customer_count,period_number,returned_share,returned_low,returned_high",
            "2026-01-01,true,400,0,1.0,0.99,1.0",
            "2026-01-01,true,400,1,0.5,0.45,0.55");
  }
}
