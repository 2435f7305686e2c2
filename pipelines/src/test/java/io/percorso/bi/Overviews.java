package io.percorso.bi;

import io.percorso.bi.Overview.Day;
import io.percorso.bi.Overview.End;
import io.percorso.bi.Overview.Outcome;
import io.percorso.bi.Overview.Path;
import io.percorso.bi.Overview.Quality;
import io.percorso.bi.Overview.Refusal;
import io.percorso.bi.Overview.RefusedFile;
import io.percorso.bi.Overview.Rules;
import io.percorso.bi.Overview.Share;
import io.percorso.bi.Overview.Signal;
import io.percorso.bi.Overview.Source;
import io.percorso.bi.Overview.Totals;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Overviews for tests: a plausible one, and parts to change. */
final class Overviews {
  static final Rules RULES = new Rules(10, 30, 0.5, 10, 92, 12, 10, 7, 20, "browse");

  private Overviews() {}

  static Overview plausible() {
    return with(
        List.of(
            new End("cart", 212, 190),
            new End("product_view", 148, 131),
            new End("payment_error", 96, 90),
            new End("shipping_details", 61, 58),
            new End("catalog", 40, 37),
            new End("checkout_bug", 22, 21),
            new End("wishlist_add", 6, 6),
            new End("compare", 5, 5)),
        List.of(
            signal("product_view", "quick_back", 3141, 440, 260),
            signal("product_view", "loop", 3141, 520, 280),
            signal("catalog", "loop", 2256, 300, 220),
            signal("search", "no_results", 1207, 219, 160),
            signal("search", "quick_back", 1207, 20, 19),
            signal("payment_details", "error_click", 233, 38, 34),
            signal("payment_error", "js_error", 39, 39, 35),
            signal("checkout_bug", "js_error", 24, 24, 22),
            signal("cart", "loop", 628, 130, 102),
            signal("shipping_details", "loop", 355, 60, 52),
            signal("shipping_details", "form_retry", 355, 9, 8),
            signal("support_chat", "repeat_contact", 60, 14, 13)),
        List.of(
            new Quality("ecom", 14_018, 13_612, 381, 25, 0),
            new Quality("access-log", 4_239, 4_233, 0, 6, 0),
            new Quality("snowplow-web", 1_039, 1_016, 20, 3, 0),
            new Quality("social-care", 401, 401, 0, 0, 0)));
  }

  static Overview with(List<End> ends, List<Signal> signals, List<Quality> quality) {
    List<Day> days = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      days.add(new Day(LocalDate.of(2026, 3, 2).plusDays(i), 520 + (i * 37 % 11) * 28L));
    }
    return new Overview(
        LocalDate.of(2026, 3, 31),
        LocalDate.of(2026, 3, 1),
        "2026-04-01T02-00-00Z-7f3a",
        new Totals(19_262, 2_914, 1_498, 731),
        List.of(
            source("ecom", "web", 13_612, 1_530, 400),
            source("access-log", "web", 4_233, 700, 180),
            source("snowplow-web", "web", 1_016, 150, 110),
            source("social-care", "social", 401, 120, 41)),
        days,
        List.of(
            path("buy", "home > catalog > product_view", 120, 110, new Share(0.0, 0.0, 0.022), 4),
            path(
                "buy",
                "home > search > product_view > add_to_cart > cart > shipping_details >"
                    + " payment_details > purchase",
                84,
                80,
                new Share(1, 0.969, 1),
                17.4),
            path("browse", "home", 71, 66, new Share(0.2, 0.13, 0.29), 0.4),
            path("buy", "catalog > product_view > cart", 44, 40, new Share(0.45, 0.34, 0.57), 1530),
            path("support", "support_chat", 24, 22, new Share(0.5, 0.34, 0.66), 12),
            path("support", "message", 9, 9, new Share(0.5, 0.26, 0.74), 200)),
        List.of(
            new Outcome("buy", "converted", 158, 140),
            new Outcome("buy", "abandoned", 431, 310),
            new Outcome("buy", "open", 120, 112),
            new Outcome("browse", "abandoned", 580, 330),
            new Outcome("browse", "open", 22, 22),
            new Outcome("support", "resolved", 71, 62),
            new Outcome("support", "abandoned", 30, 28),
            new Outcome("support", "open", 6, 6),
            new Outcome("complain", "resolved", 5, 4)),
        ends,
        signals,
        quality,
        List.of(
            new Refusal("ecom", "duplicate", "DUPLICATE", 381),
            new Refusal("ecom", "rejected", "RAGGED", 25),
            new Refusal("snowplow-web", "duplicate", "DUPLICATE", 20),
            new Refusal("access-log", "rejected", "TYPE", 6),
            new Refusal("snowplow-web", "rejected", "MISSING_FIELD", 3)),
        List.of(
            new RefusedFile("ecom", "events-2026-03-12-resent.csv.gz", "refused", "FILE_CORRUPT"),
            new RefusedFile("access-log", "access-2026-03-09-b.log", "refused", "EMPTY_FILE")));
  }

  static Signal signal(String touchpoint, String name, long visits, long with, long customers) {
    double z = 1.645;
    double share = (double) with / visits;
    double spread = 1 + z * z / visits;
    double middle = (share + z * z / (2 * visits)) / spread;
    double half =
        z * Math.sqrt(share * (1 - share) / visits + z * z / (4.0 * visits * visits)) / spread;
    double low = Math.min(share, Math.max(0, middle - half));
    double high = Math.max(share, Math.min(1, middle + half));
    return new Signal(touchpoint, name, visits, with, customers, new Share(share, low, high));
  }

  private static Source source(
      String name, String channel, long count, long sessions, long people) {
    return new Source(
        name, channel, count, sessions, people, Instant.parse("2026-03-31T22:58:00Z"));
  }

  private static Path path(
      String intent, String path, long journeys, long customers, Share share, double minutes) {
    return new Path(intent, path, journeys, customers, share, minutes);
  }
}
