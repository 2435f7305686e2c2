package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.bi.Overview.Day;
import io.percorso.bi.Overview.End;
import io.percorso.bi.Overview.Outcome;
import io.percorso.bi.Overview.Quality;
import io.percorso.bi.Overview.Refusal;
import io.percorso.bi.Overview.RefusedFile;
import io.percorso.bi.Overview.Share;
import io.percorso.bi.Overview.Signal;
import io.percorso.bi.Overview.Source;
import io.percorso.bi.Overview.Totals;
import io.percorso.bi.OverviewTables.Inputs;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class OverviewTablesTest {
  private static final LocalDate DATE = LocalDate.of(2026, 3, 31);

  @Test
  void theOverviewIsReadFromTheStoredTables(SparkSession spark) {
    Overview overview =
        OverviewTables.overview(
            inputs(spark), DATE, "run-1", Overviews.RULES, Dataset::collectAsList);

    assertThat(overview.month()).isEqualTo(LocalDate.of(2026, 3, 1));
    assertThat(overview.totals()).isEqualTo(new Totals(4, 3, 4, 2));
    assertThat(overview.sources())
        .containsExactly(
            new Source("ecom", "web", 3, 2, 1, Instant.parse("2026-03-31T09:00:00Z")),
            new Source("care", "social", 1, 1, 1, Instant.parse("2026-03-29T09:00:00Z")));
    assertThat(overview.days())
        .containsExactly(
            new Day(LocalDate.of(2026, 3, 29), 1),
            new Day(LocalDate.of(2026, 3, 30), 1),
            new Day(LocalDate.of(2026, 3, 31), 2));
    assertThat(overview.paths())
        .containsExactly(
            new Overview.Path("buy", "home > cart", 2, 2, new Share(0.5, 0.2, 0.8), 3.5));
    assertThat(overview.outcomes())
        .containsExactlyInAnyOrder(
            new Outcome("buy", "abandoned", 2, 1), new Outcome("buy", "converted", 1, 1));
    assertThat(overview.abandonedAt()).containsExactly(new End("cart", 2, 1));
    assertThat(overview.signals())
        .containsExactly(new Signal("cart", "loop", 40, 10, 9, new Share(0.25, 0.15, 0.38)));
    assertThat(overview.quality()).containsExactly(new Quality("ecom", 6, 3, 2, 1, 0));
    assertThat(overview.refusals())
        .containsExactly(
            new Refusal("ecom", "duplicate", "DUPLICATE", 2),
            new Refusal("ecom", "rejected", "RAGGED", 1));
    assertThat(overview.refusedFiles())
        .containsExactly(new RefusedFile("ecom", "b.csv.gz", "refused", "FILE_CORRUPT"));
  }

  @Test
  void anEmptyLakeGivesAnEmptyOverview(SparkSession spark) {
    Inputs full = inputs(spark);
    Inputs none =
        new Inputs(
            full.placeMonths().limit(0),
            full.sourceDays().limit(0),
            full.sessions().limit(0),
            full.journeys().limit(0),
            full.paths().limit(0),
            full.signals().limit(0),
            full.inputFiles().limit(0),
            full.rejectedRecords().limit(0));
    Overview overview =
        OverviewTables.overview(none, DATE, "run-1", Overviews.RULES, Dataset::collectAsList);
    assertThat(overview.totals()).isEqualTo(new Totals(0, 0, 0, 0));
    assertThat(overview.days()).isEmpty();
    assertThat(OverviewPage.render(overview, Overviews.RULES)).contains("No record has been");
  }

  @Test
  void aMonthIsShownFromItsTenthDayOn() {
    assertThat(Overviews.RULES.month(LocalDate.of(2026, 3, 9))).isEqualTo("2026-02-01");
    assertThat(Overviews.RULES.month(LocalDate.of(2026, 3, 10))).isEqualTo("2026-03-01");
    assertThat(Overviews.RULES.month(LocalDate.of(2026, 1, 1))).isEqualTo("2025-12-01");
  }

  private static Inputs inputs(SparkSession spark) {
    return new Inputs(
        spark.sql(
            """
            select source, channel, timestamp(at) as last_seen_at, bigint(n) as interaction_count
            from values ('ecom', 'web', '2026-03-31 09:00:00', 2), ('ecom', 'web', '2026-03-30 08:00:00', 1),
              ('care', 'social', '2026-03-29 09:00:00', 1) as t(source, channel, at, n)
            """),
        spark.sql(
            """
            select source, date(day) as day, bigint(n) as interaction_count
            from values ('ecom', '2026-03-31', 2), ('ecom', '2026-03-30', 1), ('care', '2026-03-29', 1)
              as t(source, day, n)
            """),
        spark.sql(
            """
            select * from values ('ecom', 'web', 'a', false), ('ecom', 'web', 'a', false),
              ('ecom', 'web', 'robot', true), ('care', 'social', 'b', false)
              as t(source, channel, customer_id, is_bot)
            """),
        spark.sql(
            """
            select date(m) as started_month, intent, outcome, last_touchpoint, path, customer_id
            from values ('2026-03-01', 'buy', 'abandoned', 'cart', 'home > cart', 'a'),
              ('2026-03-01', 'buy', 'abandoned', 'cart', 'cart', 'a'),
              ('2026-03-01', 'buy', 'converted', 'purchase', 'home > cart', 'b'),
              ('2026-02-01', 'buy', 'abandoned', 'cart', 'home > cart', 'c')
              as t(m, intent, outcome, last_touchpoint, path, customer_id)
            """),
        spark.sql(
            """
            select date(m) as month, intent, path, bigint(n) as journey_count, double(s) as conversion_share,
              double(l) as conversion_low, double(h) as conversion_high, double(t) as median_minutes
            from values ('2026-03-01', 'buy', 'home > cart', 2, 0.5, 0.2, 0.8, 3.5),
              ('2026-02-01', 'buy', 'home > cart', 9, 0.1, 0.0, 0.2, 1.0) as t(m, intent, path, n, s, l, h, t)
            """),
        spark.sql(
            """
            select date(m) as month, touchpoint, signal, 'predictor' as kind, bigint(v) as visit_count,
              bigint(w) as signal_visit_count, double(s) as incidence_share, double(l) as incidence_low,
              double(h) as incidence_high, bigint(c) as customer_count
            from values ('2026-03-01', 'cart', 'loop', 40, 10, 0.25, 0.15, 0.38, 9),
              ('2026-02-01', 'cart', 'loop', 99, 10, 0.1, 0.05, 0.2, 9) as t(m, touchpoint, signal, v, w, s, l, h, c)
            """),
        spark.sql(
            """
            select source, path, verdict, reason, bigint(n) as record_count, bigint(l) as loaded_count,
              bigint(d) as duplicate_count, bigint(r) as rejected_count, 0L as late_count
            from values ('ecom', 'ecom/a.csv', 'accepted', null, 6, 3, 2, 1),
              ('ecom', 'ecom/b.csv.gz', 'refused', 'FILE_CORRUPT', 0, 0, 0, 0) as t(source, path, verdict, reason, n, l, d, r)
            """),
        spark.sql(
            """
            select * from values ('ecom', 'duplicate', 'DUPLICATE'), ('ecom', 'duplicate', 'DUPLICATE'),
              ('ecom', 'rejected', 'RAGGED') as t(source, verdict, reason)
            """));
  }
}
