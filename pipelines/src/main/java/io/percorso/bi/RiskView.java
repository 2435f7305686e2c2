package io.percorso.bi;

import io.percorso.bi.RiskBoard.Amount;
import io.percorso.bi.RiskBoard.AtRisk;
import io.percorso.bi.RiskBoard.Call;
import io.percorso.bi.RiskBoard.Driver;
import io.percorso.bi.RiskBoard.Model;
import io.percorso.bi.RiskBoard.Quality;
import io.percorso.bi.RiskBoard.Tenth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the template of the retention page is given of who may leave.
 *
 * @param rules of small numbers
 */
public record RiskView(RiskBoard board, Overview.Rules rules) {
  private static final int SIZE = 200;
  private static final String ALL = "all";

  public boolean isEmpty() {
    return board.atRisk().isEmpty();
  }

  /** Rows of enough customers to hide in. */
  public List<AtRisk> atRisk() {
    return SmallCells.shown(board.atRisk(), AtRisk::customers, rules.hiddenBelowCustomers());
  }

  public List<AtRisk> trend() {
    return SmallCells.shown(board.trend(), AtRisk::customers, rules.hiddenBelowCustomers());
  }

  /** Reasons of enough customers. */
  public List<Driver> drivers() {
    return SmallCells.shown(board.drivers(), Driver::customers, rules.hiddenBelowCustomers());
  }

  public List<Model> models() {
    return board.models();
  }

  /** Customers who are expected to leave within the horizon of the first model, all kinds. */
  public Optional<String> lead() {
    return atRisk().stream()
        .findFirst()
        .map(
            first -> {
              List<AtRisk> same =
                  atRisk().stream().filter(r -> r.modelId().equals(first.modelId())).toList();
              return "Of %s customers with a contract about %s are expected to ask for its end within %d days."
                  .formatted(
                      Shown.count(same.stream().mapToLong(AtRisk::customers).sum()),
                      Shown.count(Math.round(same.stream().mapToDouble(AtRisk::leavers).sum())),
                      first.horizonDays());
            });
  }

  /** {@code contract, within 30 days}. */
  public String question(String modelId, int horizonDays) {
    return modelId.startsWith("contract")
        ? "ends the contract within %d days".formatted(horizonDays)
        : "does not come within %d days".formatted(horizonDays);
  }

  public String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  public String number(Optional<Double> value) {
    return value.map(this::number).orElse("not known");
  }

  /** An amount and its interval, in the currency of reports. */
  public String money(Optional<Amount> amount) {
    return amount
        .map(
            a ->
                "%s %s (%s to %s)"
                    .formatted(
                        Shown.count(Math.round(a.value())),
                        board.currency(),
                        Shown.count(Math.round(a.low())),
                        Shown.count(Math.round(a.high()))))
        .orElse("no value known");
  }

  /** The model itself, of all customers. */
  public Optional<Quality> chosen(Model model) {
    return model.quality().stream().filter(q -> q.isChosen() && q.group().equals(ALL)).findFirst();
  }

  /** All candidates of all customers, then the chosen one by group. */
  public List<Quality> rows(Model model) {
    List<Quality> rows =
        new ArrayList<>(model.quality().stream().filter(q -> q.group().equals(ALL)).toList());
    model.quality().stream().filter(q -> q.isChosen() && !q.group().equals(ALL)).forEach(rows::add);
    return rows;
  }

  /** Points of the calibration plot, x what was said and y what came, as SVG draws them. */
  public List<double[]> calibration(Model model) {
    double most = most(model);
    return model.tenths().stream()
        .map(t -> new double[] {SIZE * t.said() / most, SIZE * (1 - t.came() / most)})
        .toList();
  }

  /** The largest share on the plot's axes. */
  public double most(Model model) {
    return model.tenths().stream().mapToDouble(t -> Math.max(t.said(), t.came())).max().orElse(1);
  }

  /** The gain chart's line, from nobody to everybody. */
  public String gains(Model model) {
    List<Tenth> tenths = model.tenths().stream().filter(t -> t.found().isPresent()).toList();
    long all = tenths.stream().mapToLong(Tenth::rows).sum();
    StringBuilder line = new StringBuilder("0,").append(SIZE);
    long before = 0;
    for (Tenth tenth : tenths) {
      before += tenth.rows();
      line.append(
          String.format(
              Locale.ROOT,
              " %.1f,%.1f",
              (double) SIZE * before / all,
              SIZE * (1 - tenth.found().orElseThrow())));
    }
    return line.toString();
  }

  public String at(double place) {
    return String.format(Locale.ROOT, "%.1f", place);
  }

  /** One line per customer to call, the dearest first. */
  public String callsCsv() {
    List<List<Object>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "customer_id",
            "model_id",
            "contract_kind",
            "probability",
            "customer_value",
            "revenue_at_risk",
            "reasons_en",
            "reasons_it",
            "suggested_action"));
    for (Call call : board.calls()) {
      lines.add(
          List.of(
              call.customerId(),
              call.modelId(),
              call.contractKind(),
              call.probability(),
              call.value().map(Object::toString).orElse(""),
              call.value().map(v -> Double.toString(v * call.probability())).orElse(""),
              joined(call.reasons()),
              joined(call.reasonsInItalian()),
              call.action()));
    }
    return SpreadsheetCsv.lines(lines);
  }

  private static String joined(List<String> reasons) {
    return reasons.stream().collect(Collectors.joining("; "));
  }
}
