package io.percorso.friction;

import io.percorso.friction.hazard.Visit;
import io.percorso.friction.hazard.Visits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Journeys of two visits, home and checkout, of which checkout fails now and then. */
public final class FailingCheckout {
  static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
  static final LocalDate RELEASE = LocalDate.of(2026, 2, 15);
  private static FittedFriction fitted;

  private FailingCheckout() {}

  /** Of 2,000 journeys one in five fails at checkout, none on the web after the release. */
  public static Dataset<Row> visits(SparkSession spark) {
    return spark
        .range(2_000)
        .selectExpr(
            "id",
            "pmod(xxhash64(id), 1000) / 1000.0 as lot",
            "date_add(date '2026-01-01', int(id % 90)) as visit_day",
            "if(id % 2 = 0, 'web', 'app') as channel")
        .selectExpr(
            "*",
            "pmod(xxhash64(id, 7), 100) < 20 and not (channel = 'web' and visit_day >= date"
                + " '2026-02-15') as fails")
        .selectExpr(
            "*",
            "lot < if(fails, 0.6, 0.2) as gone",
            "explode(array('home', 'checkout')) as touchpoint")
        .selectExpr(
            "concat(id, touchpoint) as visit_id",
            "string(id) as journey_id",
            "string(id) as customer_id",
            "xxhash64(id) as customer_hash",
            "touchpoint",
            "if(touchpoint = 'home', 'checkout', null) as next_touchpoint",
            "channel",
            "'buy' as intent",
            "timestamp(visit_day) as occurred_at",
            "visit_day",
            "trunc(visit_day, 'month') as visit_month",
            "string(null) as device",
            "false as has_campaign",
            "if(touchpoint = 'home', 1, 2) as position",
            "bigint(0) as elapsed_seconds",
            "0 as earlier_reached",
            "0 as earlier_abandoned",
            "0.0D as earlier_friction",
            "if(fails and touchpoint = 'checkout', array(named_struct('signal', 'api_error',"
                + " 'strength', 1.0D)), null) as signals",
            "if(gone and touchpoint = 'checkout', 'abandoned', 'continued') as end",
            "0.5D as minutes",
            "not gone as is_converted",
            "if(gone, null, decimal(10)) as worth",
            "gone and id % 4 = 0 as is_recaptured",
            "false as is_placebo");
  }

  /** The model of them, fitted once. */
  static synchronized FittedFriction fitted(SparkSession spark) {
    if (fitted == null) {
      Dataset<Row> rows = visits(spark).cache();
      VisitLabels labels = VisitLabels.of(VisitLabels.words(rows).collectAsList(), 100);
      List<Visit> visits = new ArrayList<>();
      rows.sort("visit_id").collectAsList().forEach(row -> visits.add(labels.visit(row)));
      fitted =
          new FittedFriction(
              Visits.of(visits),
              labels,
              JANUARY,
              new FittedFriction.Counts(
                  customers(labels, rows),
                  new VisitMoves(VisitMoves.counts(rows, labels).collectAsList())),
              List.of(
                  new PlannedRelease("mended", "checkout", Optional.of("web"), RELEASE),
                  new PlannedRelease("nothing", "home", Optional.empty(), RELEASE),
                  new PlannedRelease("elsewhere", "shop", Optional.empty(), RELEASE)),
              EvidenceTest.RULES);
      rows.unpersist();
    }
    return fitted;
  }

  static Map<List<String>, Long> customers(VisitLabels labels, Dataset<Row> rows) {
    return VisitLabels.customers(labels.customers(rows).collectAsList());
  }

  /** What the table says of the checkout's loss. */
  static double lostAtCheckout(SparkSession spark) {
    return TouchpointFriction.rows(fitted(spark)).stream()
        .filter(row -> row.getString(0).equals("checkout"))
        .findFirst()
        .orElseThrow()
        .getDouble(TouchpointFriction.TABLE.indexOf(TouchpointFriction.LOST_JOURNEYS));
  }
}
