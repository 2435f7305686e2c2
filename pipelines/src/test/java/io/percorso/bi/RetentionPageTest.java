package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.bi.FrictionBoard.Estimate;
import io.percorso.bi.RetentionBoard.Cell;
import io.percorso.bi.RetentionBoard.Cohort;
import io.percorso.bi.RetentionBoard.State;
import io.percorso.statistics.Interval;
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
        new RetentionBoard(
            MARCH,
            "run-1",
            cohorts,
            List.of(states),
            MARCH.minusDays(28),
            RiskBoard.NONE,
            StayingBoard.NONE,
            SegmentBoard.NONE),
        RULES);
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

  @Test
  void whoMayLeaveIsToldWithItsIntervalAndHowSure() {
    String page =
        RetentionPage.render(
            view(
                board(
                    400,
                    new RiskBoard.Model(
                        "contract_short",
                        2,
                        "logistic",
                        30,
                        MARCH,
                        false,
                        "kept (version 3): no better",
                        List.of(
                            new RiskBoard.Quality(
                                "logistic",
                                "all",
                                true,
                                false,
                                800,
                                31,
                                Optional.of(new RiskBoard.Amount(.74, .69, .79)),
                                Optional.of(.05),
                                Optional.of(.008),
                                Optional.of(1.02),
                                Optional.of(2.5))),
                        List.of(
                            new RiskBoard.Tenth(1, 80, .12, .1, Optional.of(.4)),
                            new RiskBoard.Tenth(2, 80, .05, .06, Optional.of(1.0))),
                        List.of("sessions_30 0.21 (alert)")))));

    assertThat(page)
        .contains("about 15 are expected to ask for its end within 30 days")
        .contains("1,200 EUR (900 to 1,500)")
        .contains("for want of history", "Only 31 of those", "0.740", "0.690 to 0.790")
        .contains("sessions_30 0.21 (alert)", "payment failed", "retention-calls.csv")
        .doesNotContain("NaN");
  }

  @Test
  void withoutAModelThePageSaysWhatItTakes() {
    assertThat(RetentionPage.render(view(List.of())))
        .contains("no model is in use yet")
        .doesNotContain("How sure");
  }

  @Test
  void ofFewCustomersNoRiskIsTold() {
    assertThat(RetentionPage.render(view(board(9)))).doesNotContain("1,200 EUR");
  }

  @Test
  void theCallListIsSafeForASpreadsheet() {
    String csv = new RiskView(board(400), RULES).callsCsv();

    assertThat(csv.lines().skip(1))
        .containsExactly(
            "c1,contract_short,manual,0.25,100.0,25.0,'=1+1; two,uno,\"call, and listen\"");
  }

  @Test
  void groupsAreComparedAndFiguresOfFewAreMarkedOrHidden() {
    SegmentBoard.Cell few =
        new SegmentBoard.Cell(Optional.of(new Estimate(.2, new Interval(.1, .35))), false, "");
    SegmentBoard.Cell many =
        new SegmentBoard.Cell(Optional.of(new Estimate(12.5, new Interval(11, 14))), true, "");
    SegmentBoard.Cell hidden =
        new SegmentBoard.Cell(Optional.empty(), false, "fewer than 10 customers");
    List<String> measures = List.of("spend_90", "asked_to_leave_30");
    SegmentBoard segments =
        new SegmentBoard(
            "EUR",
            Optional.of(MARCH),
            List.of(
                new SegmentBoard.Scheme(
                    "tier",
                    measures,
                    List.of(
                        new SegmentBoard.Segment("gold", List.of(many, few)),
                        new SegmentBoard.Segment("silver", List.of(many, hidden)))),
                new SegmentBoard.Scheme(
                    "behaviour",
                    measures,
                    List.of(new SegmentBoard.Segment("everybody", List.of(many, few))))));

    assertThat(RetentionPage.render(view(RiskBoard.NONE, StayingBoard.NONE, segments)))
        .contains("12.50 EUR", "11.00 EUR to 14.00 EUR", "20 %", "10 % to 35 %, not enough data")
        .contains("fewer than 10 customers")
        .doesNotContain("Everybody", "everybody");
  }

  @Test
  void howLongContractsLastIsToldAsFarAsTheCurvesReach() {
    StayingBoard staying =
        new StayingBoard(
            "EUR",
            List.of(
                new StayingBoard.Curve(
                    "automatic",
                    0,
                    List.of(
                        new StayingBoard.Point(
                            20, 90, .9, Optional.of(new Overview.Share(.9, .85, .94))),
                        new StayingBoard.Point(
                            100, 60, .7, Optional.of(new Overview.Share(.7, .61, .78)))))),
            List.of(
                new StayingBoard.Length(
                    "automatic", "manual", new Estimate(1.6, new Interval(1.25, 2.05))),
                new StayingBoard.Length(
                    "gold", "silver", new Estimate(1.1, new Interval(.95, 1.3)))),
            List.of(
                new StayingBoard.Worth(
                    "automatic",
                    90,
                    80,
                    Optional.of(112.5),
                    Optional.of(12.0),
                    Optional.empty(),
                    Optional.of(0.52),
                    Optional.of(.13),
                    Optional.empty()),
                new StayingBoard.Worth(
                    "manual",
                    90,
                    80,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("no_scores"))));

    assertThat(staying.days()).containsExactly(30, 60, 90);
    assertThat(staying.line(staying.curves().get(0)))
        .isEqualTo("0.0,0.0 104.0,0.0 104.0,20.0 520.0,20.0 520.0,60.0");
    assertThat(RetentionPage.render(view(RiskBoard.NONE, staying, SegmentBoard.NONE)))
        .contains("90 days", "85 to 94 %", "112.50 EUR", "not known")
        .contains(">automatic: 1.60 times as long as manual (1.25 to 2.05)<")
        .contains(">gold: 1.10 times as long as silver (0.95 to 1.30): no difference that is sure<")
        .contains("0.52 EUR", "13 %, riskiest first", "no model was judged on them")
        .doesNotContain("180 days");
  }

  private static RetentionPage.View view(RiskBoard risk) {
    return view(risk, StayingBoard.NONE, SegmentBoard.NONE);
  }

  private static RetentionPage.View view(
      RiskBoard risk, StayingBoard staying, SegmentBoard segments) {
    return RetentionPage.view(
        new RetentionBoard(
            MARCH, "run-1", List.of(), List.of(), MARCH.minusDays(28), risk, staying, segments),
        RULES);
  }

  private static RiskBoard board(long customers, RiskBoard.Model... models) {
    return new RiskBoard(
        "EUR",
        List.of(
            new RiskBoard.AtRisk(
                MARCH,
                "contract_short",
                "manual",
                30,
                customers,
                40,
                15.2,
                Optional.of(new RiskBoard.Amount(1200, 900, 1500)))),
        List.of(),
        List.of(
            new RiskBoard.Driver(
                "contract_short", "payment_failed", 20, .5, "help with the means of payment")),
        List.of(models),
        List.of(
            new RiskBoard.Call(
                "c1",
                "contract_short",
                "manual",
                .25,
                Optional.of(100.0),
                List.of("=1+1", "two"),
                List.of("uno"),
                "call, and listen")));
  }
}
