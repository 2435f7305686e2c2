package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.bi.FrictionBoard.Cause;
import io.percorso.bi.FrictionBoard.Cell;
import io.percorso.bi.FrictionBoard.Estimate;
import io.percorso.bi.FrictionBoard.Model;
import io.percorso.bi.FrictionBoard.Neighbour;
import io.percorso.bi.FrictionBoard.Place;
import io.percorso.statistics.Interval;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrictionPageTest {
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 31);
  private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
  private static final Overview.Rules RULES =
      new Overview.Rules(10, 30, .5, 10, 92, 12, 10, 7, 20, "browse");

  private static Optional<Estimate> estimate(double value, double low, double high) {
    return Optional.of(new Estimate(value, new Interval(low, high)));
  }

  private static Place place(
      String touchpoint, long customers, Optional<Estimate> lost, String evidence, Integer rank) {
    return new Place(
        touchpoint,
        9_000,
        customers,
        3_000,
        estimate(.33, .32, .34),
        estimate(4, 3.5, 4.5),
        Optional.of(4.1),
        lost,
        estimate(2_900, 2_500, 3_300),
        Optional.of(1.4),
        false,
        evidence,
        evidence.equals("none")
            ? "chance alone may bring such a loss"
            : "it stands among customers alike",
        Optional.ofNullable(rank),
        Optional.empty());
  }

  private static Model model(String status, String reason) {
    boolean isFitted = status.equals("fitted");
    return new Model(
        JANUARY,
        status,
        Optional.ofNullable(reason),
        27_000,
        21_000,
        isFitted ? estimate(163, 135, 191) : Optional.empty(),
        isFitted ? estimate(4_400, 3_600, 5_200) : Optional.empty(),
        isFitted ? Optional.of(1.01) : Optional.empty(),
        isFitted ? Optional.of(.9) : Optional.empty(),
        isFitted ? Optional.of(.93) : Optional.empty());
  }

  private static FrictionBoard board(Model model, Place... places) {
    return new FrictionBoard(
        MARCH,
        "nightly-2026-03-31-31",
        "EUR",
        Optional.of(model),
        List.of(places),
        List.of(
            new Cause(
                1,
                "product",
                "rage_click",
                842,
                600,
                estimate(35, 28, 46).orElseThrow(),
                Optional.empty(),
                "adjusted")),
        List.of(
            new Cell("product", "rage_click", 842, 600, 35, "adjusted"),
            new Cell("product", "js_error", 40, 9, 2, "none"),
            new Cell("product", "api_error", 40, 35, 2, "none")),
        List.of(),
        List.of(),
        List.of(
            new FrictionBoard.Slice(
                "product",
                "channel",
                "app",
                400,
                90,
                new Estimate(20, new Interval(15, 25)),
                new Estimate(12, new Interval(6, 18)),
                true)),
        List.of(
            new Neighbour("product", true, "home", 5_000, 1_800, 900),
            new Neighbour("product", true, "secret", 1_000, 200, 12),
            new Neighbour("product", true, "START", 3_000, 1_000, 3),
            new Neighbour("product", false, "ABANDONED", 3_000, 1_500, 800)));
  }

  private static FrictionPage.View view(FrictionBoard board) {
    return FrictionPage.view(board, RULES);
  }

  private static final Place PRODUCT =
      place("product", 2_000, estimate(109, 95, 124), "adjusted", 1);
  private static final Place PAYMENT = place("payment", 800, estimate(16, 6, 26), "adjusted", 2);
  private static final Place PROMOTION =
      place("promotion", 900, estimate(20, 15, 25), "associated", null);
  private static final Place CART = place("cart", 800, estimate(1, -9, 11), "none", null);

  @Test
  void whatHurtsMostIsSaidWithHowSureItIsAndWhatItIsWorth() {
    String page = FrictionPage.render(view(board(model("fitted", null), PRODUCT, PAYMENT, CART)));

    assertThat(page)
        .contains(
            "Since January 2026 friction that shows cost 163 journeys (135 to 191), worth EUR 4,400"
                + " (3,600 to 5,200), of 21,000 given up.")
        .contains("hurts most: at least 95 journeys, most of all by rage click.")
        .contains("<strong>109</strong> <span class=\"note\">95 to 124</span>")
        .contains("touchpoint-product.html")
        .doesNotContain("<script")
        .doesNotContain("NaN");
  }

  @Test
  void anIntervalWiderThanTheFigureGivesItsLowerEndAlone() {
    String page = FrictionPage.render(view(board(model("fitted", null), PRODUCT, PAYMENT)));

    assertThat(page)
        .contains(
            "<strong>at least 6.0</strong> <span class=\"few\">not enough data to say how many");
  }

  @Test
  void whereALossIsNotProvenTheReasonStands() {
    String page = FrictionPage.render(view(board(model("fitted", null), PRODUCT, CART)));

    assertThat(page.substring(page.indexOf("id=\"others\"")))
        .contains("cart", "chance alone may bring such a loss");
  }

  @Test
  void whatMayBeTheAudienceHasNoRankAndSaysWhatItMayLose() {
    String page = FrictionPage.render(view(board(model("fitted", null), PROMOTION, CART)));

    assertThat(page)
        .contains("No touchpoint is proven to be a cause; <strong>promotion</strong> is the")
        .contains("20 <span class=\"note\">15 to 25</span>");
    assertThat(page.substring(0, page.indexOf("id=\"others\"")))
        .doesNotContain("touchpoint-promotion");
  }

  @Test
  void aSliceInWhichFrictionDoesMoreSaysHowMuch() {
    String page = FrictionPage.render(view(board(model("fitted", null), PRODUCT)), PRODUCT);

    assertThat(page.substring(page.indexOf("id=\"slices\"")))
        .contains("channel: app", "worse: 12 (6.0 to 18)");
  }

  @Test
  void beforeThereIsAModelTheScoreIsCalledWhatItIs() {
    Place scored =
        new Place(
            "cart",
            90,
            60,
            20,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            "",
            "",
            Optional.empty(),
            Optional.of(1.5));
    FrictionPage.View view = view(board(model("cold_start", "90 journeys have ended"), scored));

    assertThat(FrictionPage.render(view))
        .contains("What friction costs cannot be told yet", "Nobody has validated that score")
        .contains("<td class=\"n\" data-label=\"Score\">1.5</td>");
    assertThat(FrictionPage.render(view, scored)).contains("60 customers");
  }

  @Test
  void anEarlierNightsFiguresAreCalledSo() {
    Model kept =
        new Model(
            JANUARY,
            "kept",
            Optional.of("nothing could be fitted: a value among the rows is no number"),
            27_000,
            21_000,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(FrictionPage.render(view(board(kept, PRODUCT))))
        .contains("These are figures of an earlier night", "a value among the rows is no number");
  }

  @Test
  void fewCustomersAreHiddenWithTheNextSmallest() {
    Place tiny = place("secret-shop", 4, estimate(1, 0, 2), "none", null);
    FrictionPage.View view = view(board(model("fitted", null), PRODUCT, PAYMENT, tiny));

    assertThat(FrictionPage.render(view)).doesNotContain("secret-shop").doesNotContain(">payment<");
    assertThat(FrictionPage.placesCsv(view)).doesNotContain("secret-shop");
    // A signal of nine customers and neighbours of three, each with the next smallest.
    assertThat(FrictionPage.render(view, PRODUCT))
        .doesNotContain("js error")
        .doesNotContain("api error")
        .contains("rage click")
        .doesNotContain("secret")
        .doesNotContain("(the journey begins)")
        .contains("Signals of few customers are hidden");
  }

  @Test
  void sharesOfNeighboursAreOfAllVisitsWithFrictionOrWithout() {
    String page = FrictionPage.render(view(board(model("fitted", null), PRODUCT)), PRODUCT);

    // 1,800 of 3,000 with friction, 3,200 of 6,000 without.
    assertThat(page.substring(page.indexOf("id=\"before\"")))
        .contains("<td class=\"n\">5,000</td><td class=\"n\">60 %</td><td class=\"n\">53 %</td>");
  }

  @Test
  void namesAreEscapedAndMakeSafeFiles() {
    Place odd = place("/a/<b>", 2_000, estimate(109, 95, 124), "adjusted", 1);
    assertThat(FrictionPage.render(view(board(model("fitted", null), odd))))
        .contains("/a/&lt;b&gt;")
        .doesNotContain("<b>");
    assertThat(FrictionPage.fileName("/a/<b>")).matches("touchpoint-[a-z0-9-]+\\.html");
    assertThat(FrictionPage.fileName("/a/<b>")).isNotEqualTo(FrictionPage.fileName("/a/(b)"));
    assertThat(FrictionPage.fileName("cart")).isEqualTo("touchpoint-cart.html");
  }

  @Test
  void theCsvHasEveryFigure() {
    assertThat(FrictionPage.placesCsv(view(board(model("fitted", null), PRODUCT))).lines())
        .hasSize(2)
        .element(1)
        .isEqualTo(
            "1,product,adjusted,it stands among customers"
                + " alike,9000,2000,3000,4.0000,3.5000,4.5000,"
                + "4.1000,1.4000,109.0000,95.0000,124.0000,2900.0000,2500.0000,3300.0000,false,");
    assertThat(FrictionPage.causesCsv(view(board(model("fitted", null), PRODUCT))).lines())
        .element(1)
        .isEqualTo("1,product,rage_click,adjusted,842,35.0000,28.0000,46.0000,,,");
  }
}
