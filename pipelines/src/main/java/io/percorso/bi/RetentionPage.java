package io.percorso.bi;

import io.percorso.bi.RetentionBoard.Cell;
import io.percorso.bi.RetentionBoard.Cohort;
import io.percorso.bi.RetentionBoard.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Who stays, for people who decide: cohorts and where customers stand. */
public final class RetentionPage {
  private static final int HOTTEST = 5;
  private static final List<String> ACTIVE =
      List.of("new", "current", "reactivated", "resurrected");

  private RetentionPage() {}

  /**
   * What the template is given.
   *
   * @param cohorts those of enough customers to hide in, the earliest first
   */
  public record View(RetentionBoard board, List<Cohort> cohorts, Overview.Rules rules) {
    public RiskView risk() {
      return new RiskView(board.risk(), rules);
    }

    /** Months after the first for which any cohort has a figure. */
    public List<Integer> numbers() {
      int most =
          cohorts.stream()
              .flatMap(cohort -> cohort.cells().stream())
              .filter(cell -> cell.returned().isPresent())
              .mapToInt(Cell::number)
              .max()
              .orElse(0);
      return IntStream.rangeClosed(1, most).boxed().toList();
    }

    /** What is told of a month after a cohort's own. */
    public Optional<Overview.Share> returned(Cohort cohort, int number) {
      return cohort.cells().stream()
          .filter(cell -> cell.number() == number)
          .findFirst()
          .flatMap(Cell::returned);
    }

    public boolean isEnough(Cohort cohort) {
      return cohort.customers() >= rules.notEnoughBelow();
    }

    /** 1 to 5 by the share. */
    public int heat(Overview.Share share) {
      return (int) Math.max(1, Math.ceil(HOTTEST * share.value()));
    }

    public int hidden() {
      return board.cohorts().size() - cohorts.size();
    }

    public long customers() {
      return board.states().stream().mapToLong(State::customers).sum();
    }

    /** Those who were there within the window. */
    public long active() {
      return sum(ACTIVE);
    }

    public long dormant() {
      return sum(List.of("dormant"));
    }

    private long sum(List<String> states) {
      return board.states().stream()
          .filter(s -> states.contains(s.state()))
          .mapToLong(State::customers)
          .sum();
    }

    /** Of so few customers that somebody might be recognised, or by which such a state would be. */
    public boolean isHidden(State state) {
      return !SmallCells.shown(
              board.states(),
              each -> Math.min(each.customers(), each.before()),
              rules.hiddenBelowCustomers())
          .contains(state);
    }

    /** {@code + 120}, {@code − 3}. */
    public String change(State state) {
      long change = state.customers() - state.before();
      return change == 0 ? "0" : (change > 0 ? "+ " : "− ") + Shown.count(Math.abs(change));
    }
  }

  public static View view(RetentionBoard board, Overview.Rules rules) {
    return new View(
        board,
        SmallCells.shown(board.cohorts(), Cohort::customers, rules.hiddenBelowCustomers()),
        rules);
  }

  /** The page's HTML, UTF-8. */
  public static String render(View view) {
    return Templates.render("retention.jte", view);
  }

  /** One line per cohort and month after it that is over. */
  public static String cohortsCsv(View view) {
    List<List<Object>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "cohort_month",
            "is_truncated",
            "customer_count",
            "period_number",
            "returned_share",
            "returned_low",
            "returned_high"));
    for (Cohort cohort : view.cohorts()) {
      for (Cell cell : cohort.cells()) {
        cell.returned()
            .ifPresent(
                share ->
                    lines.add(
                        List.of(
                            cohort.month(),
                            cohort.isTruncated(),
                            cohort.customers(),
                            cell.number(),
                            share.value(),
                            share.low(),
                            share.high())));
      }
    }
    return SpreadsheetCsv.lines(lines);
  }
}
