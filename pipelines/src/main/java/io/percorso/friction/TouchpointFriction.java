package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;

import io.percorso.friction.hazard.Losses;
import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.statistics.EValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per touchpoint: what its friction costs, by the model of {@link
 * io.percorso.friction.hazard}, over the journeys that ended and began in the last months. Made
 * anew as a whole; empty until enough journeys have ended.
 *
 * <p>Evidence, in the order of weight. <b>none</b>: too few journeys are lost to tell the loss from
 * chance. <b>audience</b>: most of it is who comes there, not what happens there.
 * <b>associated</b>: part of it is who comes there, or something unmeasured need not be strong to
 * explain it. <b>adjusted</b>: it stands when what is known of the customers is the same. None of
 * them is a cause for sure: only a change to the touchpoint can tell.
 */
public final class TouchpointFriction {
  public static final Field TOUCHPOINT = Touchpoints.TOUCHPOINT;
  public static final Field FROM_MONTH =
      Field.day("from_month", "First day of the first month whose journeys are counted");
  public static final Field VISIT_COUNT =
      Field.bigint("visit_count", "Visits that the customer could have given up after");
  public static final Field FRICTION_VISIT_COUNT =
      Field.bigint("friction_visit_count", "Those that show a signal");
  public static final Field FRICTION_INDEX =
      Field.real(
          "friction_index",
          "Per cent of customers who would have gone on but were lost to friction, over all"
              + " visits");
  public static final Field RISK_RATIO =
      Field.real(
          "risk_ratio", "How many times as often visits with friction end the journey as without");
  public static final Field LOST_JOURNEYS =
      Field.real("lost_journeys", "Journeys that would have reached their goal without friction");
  public static final Field LOST_LOW =
      Field.real("lost_low", "Lower end of the 90 % interval of lost_journeys");
  public static final Field LOST_HIGH =
      Field.real("lost_high", "Upper end of the 90 % interval of lost_journeys");
  public static final Field Q_VALUE =
      Field.real("q_value", "Smallest false discovery rate at which the loss is one");
  public static final Field ATTENUATION =
      Field.real("attenuation", "Share of the seeming loss that is who comes there; below 0: less");
  public static final Field E_VALUE =
      Field.real(
          "e_value",
          "How strong something unmeasured must be, as a risk ratio, to explain risk_ratio away");
  public static final Field EVIDENCE =
      Field.word("evidence", "none, audience, associated or adjusted");
  public static final Field RANK =
      Field.integer(
          "rank", "Place by lost_low, 1 the worst; null: no loss, or that of the audience");

  public static final Table TABLE =
      Table.named(
              "gold.touchpoint_friction",
              "One row per touchpoint with visits of journeys that ended",
              TOUCHPOINT,
              FROM_MONTH,
              VISIT_COUNT,
              FRICTION_VISIT_COUNT,
              FRICTION_INDEX,
              RISK_RATIO,
              LOST_JOURNEYS,
              LOST_LOW,
              LOST_HIGH,
              Q_VALUE,
              ATTENUATION,
              E_VALUE,
              EVIDENCE,
              RANK)
          .grain(TOUCHPOINT)
          .expect(
              fail(
                  "no more visits show friction than there are",
                  FRICTION_VISIT_COUNT.col().leq(VISIT_COUNT.col())),
              fail("an interval has two ends in order", LOST_LOW.col().leq(LOST_HIGH.col())),
              fail(
                  "no figure is NaN",
                  LOST_JOURNEYS.col().isNaN().or(FRICTION_INDEX.col().isNaN()).equalTo(false)));

  /**
   * Business numbers of this table, from conf/base.yaml, section friction.
   *
   * @param months whose journeys are counted, with that of the cut-off
   * @param leastJourneys that must have ended before anything is estimated
   * @param leastShown visits that must show an effect at a touchpoint for it to be another one
   *     there
   * @param replicates of the bootstrap
   * @param falseRate of findings
   * @param partOfAudience attenuation above which a loss is partly who comes there
   * @param mostlyAudience attenuation above which it is mostly that
   * @param leastLost journeys that the lower end of the interval must reach
   * @param leastEValue below which something weak and unmeasured may explain it
   */
  public record Rules(
      int months,
      long leastJourneys,
      long leastShown,
      int replicates,
      double falseRate,
      double leastLost,
      double partOfAudience,
      double mostlyAudience,
      double leastEValue) {
    public static Rules from(Settings settings) {
      return new Rules(
          (int) settings.integer("friction.months"),
          settings.integer("friction.least-journeys"),
          settings.integer("friction.least-shown"),
          (int) settings.integer("friction.replicates"),
          settings.real("friction.false-rate"),
          settings.real("friction.least-lost"),
          settings.real("friction.part-of-audience"),
          settings.real("friction.mostly-audience"),
          settings.real("friction.least-e-value"));
    }
  }

  /** The word for how sure a loss is. */
  enum Evidence {
    NONE,
    AUDIENCE,
    ASSOCIATED,
    ADJUSTED;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    private boolean isRanked() {
      return this == ASSOCIATED || this == ADJUSTED;
    }
  }

  private TouchpointFriction() {}

  /**
   * @param touchpoints in the order of their numbers
   * @param naive losses for who does not know the confounders
   */
  public static List<Row> rows(
      List<String> touchpoints, LocalDate fromMonth, Losses losses, Losses naive, Rules rules) {
    Map<Integer, Integer> ranks = ranks(losses, naive, rules);
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < touchpoints.size(); k++) {
      Losses.Loss loss = losses.touchpoints().get(k);
      if (loss.visits() > 0) {
        rows.add(
            RowFactory.create(
                touchpoints.get(k),
                fromMonth,
                loss.visits(),
                loss.frictionVisits(),
                loss.index(),
                loss.riskRatio(),
                loss.lost(),
                loss.interval().low(),
                loss.interval().high(),
                loss.q(),
                losses.attenuation(k, naive),
                EValue.of(loss.riskRatio()),
                evidence(loss, losses.attenuation(k, naive), rules).word(),
                ranks.get(k)));
      }
    }
    return rows;
  }

  private static Map<Integer, Integer> ranks(Losses losses, Losses naive, Rules rules) {
    List<Integer> ranked = new ArrayList<>();
    for (int k = 0; k < losses.touchpoints().size(); k++) {
      Losses.Loss loss = losses.touchpoints().get(k);
      if (evidence(loss, losses.attenuation(k, naive), rules).isRanked()) {
        ranked.add(k);
      }
    }
    ranked.sort(
        Comparator.comparingDouble((Integer k) -> losses.touchpoints().get(k).interval().low())
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    Map<Integer, Integer> ranks = new HashMap<>();
    for (int place = 0; place < ranked.size(); place++) {
      ranks.put(ranked.get(place), place + 1);
    }
    return ranks;
  }

  static Evidence evidence(Losses.Loss loss, double attenuation, Rules rules) {
    if (loss.q() > rules.falseRate || loss.interval().low() < rules.leastLost) {
      return Evidence.NONE;
    }
    if (attenuation > rules.mostlyAudience) {
      return Evidence.AUDIENCE;
    }
    boolean isWeak =
        attenuation > rules.partOfAudience || EValue.of(loss.riskRatio()) < rules.leastEValue;
    return isWeak ? Evidence.ASSOCIATED : Evidence.ADJUSTED;
  }
}
