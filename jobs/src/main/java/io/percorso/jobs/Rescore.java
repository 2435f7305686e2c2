package io.percorso.jobs;

import io.percorso.friction.FrictionSignals;
import io.percorso.friction.RescoredSignals;
import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Interactions;
import io.percorso.jobs.Engine.RescoreRequest;
import io.percorso.journeys.Timeline;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.UserError;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The signals of a period under other thresholds, beside those of the lake. Reads every history
 * once, as a rebuild does: a visit is known by what lies before it.
 */
final class Rescore {
  private final Lake lake;
  private final ConfFiles conf;
  private final ZoneId zone;

  Rescore(Lake lake, ConfFiles conf) {
    this.lake = lake;
    this.conf = conf;
    this.zone = conf.timeline().zone();
  }

  void tell(RescoreRequest request, PrintStream out) {
    Ledger.Entry run =
        new Ledger(lake)
            .lastDone()
            .orElseThrow(
                () ->
                    UserError.failed(
                        "the lake has no run that ended well, so there is nothing to score anew:"
                            + " ./percorso run nightly --date "
                            + request.to().minusDays(1)));
    Cutoff cutoff = Cutoff.endOf(run.cutoffDay(), zone);
    FrictionSignals.Rules rules = FrictionSignals.Rules.from(conf.settings());
    List<Timeline.Part> part = List.of(FrictionSignals.part(rules, zone));
    Dataset<Row> histories =
        CustomerInteractions.build(
            lake.read(Interactions.TABLE, cutoff, Interactions.OCCURRED_AT),
            lake.read(CustomerIds.TABLE));
    Dataset<Row> again =
        Timeline.pass(part)
            .rowsOf(
                Timeline.build(histories, conf.timeline(), cutoff.end(), part),
                FrictionSignals.TABLE);
    Column isOfPeriod =
        FrictionSignals.OCCURRED_AT
            .col()
            .geq(functions.lit(start(request.from())))
            .and(FrictionSignals.OCCURRED_AT.col().lt(functions.lit(start(request.to()))));
    Dataset<Row> before = lake.read(FrictionSignals.TABLE).where(isOfPeriod);
    RowPrinter.print(RescoredSignals.build(before, again.where(isOfPeriod)), request.format(), out);
    if (request.format() == Engine.Format.TABLE) {
      out.printf(
          "%nrules of the lake %s, of this answer %s; run %s, data as of %s. Nothing was"
              + " written.%n",
          versions(before), rules.version(), run.runId(), run.cutoffDay());
    }
  }

  private static String versions(Dataset<Row> signals) {
    String found =
        signals.select(FrictionSignals.RULES_VERSION.col()).distinct().collectAsList().stream()
            .map(row -> row.getString(0))
            .sorted()
            .collect(Collectors.joining(", "));
    return found.isEmpty() ? "unknown (no signal in the period)" : found;
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }
}
