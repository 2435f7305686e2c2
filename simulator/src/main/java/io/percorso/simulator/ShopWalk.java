package io.percorso.simulator;

import static io.percorso.simulator.Draws.chance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How a customer moves through the invented shop: a Markov chain over its pages, with the troubles
 * that the demo is about.
 *
 * <p>Planted: payments fail more often on mobile; from a certain day on the shipping form has a
 * bug; a search often needs refining; a product is often left within seconds; customers go back and
 * forth between cart and shipping.
 */
final class ShopWalk {
  /** A page or an event of the shop, named as its log names it. */
  enum Page {
    HOME,
    CATALOG,
    SEARCH,
    FILTER_RESULTS,
    PRODUCT_VIEW,
    COMPARE,
    WISHLIST_ADD,
    ADD_TO_CART,
    CART,
    SHIPPING_DETAILS,
    PAYMENT_DETAILS,
    PAYMENT_ERROR,
    CHECKOUT_BUG,
    PURCHASE,
    PROMO_PAGE,
    ACCOUNT_PAGE,
    REVIEW_PAGE,
    SUPPORT_CHAT,
    ERROR_PAGE;

    final byte[] bytes = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
  }

  /** What besides the page decides the next one. */
  record Circumstances(boolean onMobile, boolean shippingHasBug) {}

  /** The next page and the seconds until it. */
  record Move(Page to, int afterSeconds) {}

  /** page, mean seconds on it: next page and weight in per cent; the rest leaves. */
  private static final String CHAIN =
      """
      HOME 18: CATALOG 38, SEARCH 24, PROMO_PAGE 9, PRODUCT_VIEW 9, ACCOUNT_PAGE 6
      CATALOG 28: PRODUCT_VIEW 46, FILTER_RESULTS 20, CATALOG 12, SEARCH 10, HOME 2
      SEARCH 22: PRODUCT_VIEW 44, SEARCH 24, FILTER_RESULTS 14, CATALOG 8
      FILTER_RESULTS 20: PRODUCT_VIEW 62, CATALOG 14, FILTER_RESULTS 12, SEARCH 4
      PRODUCT_VIEW 48: ADD_TO_CART 21, CATALOG 24, PRODUCT_VIEW 15, WISHLIST_ADD 7, SEARCH 9, COMPARE 4, REVIEW_PAGE 5
      COMPARE 40: PRODUCT_VIEW 64, ADD_TO_CART 18, CATALOG 8
      WISHLIST_ADD 12: PRODUCT_VIEW 46, CATALOG 32, ACCOUNT_PAGE 6
      ADD_TO_CART 14: CART 58, PRODUCT_VIEW 18, CATALOG 16
      CART 35: SHIPPING_DETAILS 56, PRODUCT_VIEW 12, CATALOG 8, HOME 3
      SHIPPING_DETAILS 62: PAYMENT_DETAILS 68, CART 14, HOME 2
      PAYMENT_DETAILS 55: PURCHASE 78, CART 5, SHIPPING_DETAILS 4
      PAYMENT_ERROR 16: PAYMENT_DETAILS 46, CART 8, SUPPORT_CHAT 12
      CHECKOUT_BUG 9: SHIPPING_DETAILS 38, ERROR_PAGE 14, SUPPORT_CHAT 8
      PURCHASE 20: ACCOUNT_PAGE 12, HOME 8
      PROMO_PAGE 25: PRODUCT_VIEW 42, CATALOG 28
      ACCOUNT_PAGE 40: HOME 24, CATALOG 20, SUPPORT_CHAT 9
      REVIEW_PAGE 55: PRODUCT_VIEW 60, ADD_TO_CART 8
      SUPPORT_CHAT 240: CART 18, HOME 10, ACCOUNT_PAGE 8
      ERROR_PAGE 8: HOME 34, CATALOG 10
      """;

  private static final double PAYMENT_FAILS_ON_MOBILE = 0.26;
  private static final double PAYMENT_FAILS_ELSEWHERE = 0.07;
  private static final double SHIPPING_BUG = 0.19;
  private static final double ANY_PAGE_FAILS = 0.008;
  private static final double QUICK_LEAVE = 0.14;
  private static final int LONGEST_STAY_SECONDS = 1500;

  private record Row(double meanSeconds, Page[] next, int[] upTo) {}

  private static final Map<Page, Row> ROWS = rows();

  private ShopWalk() {}

  /** The next move from a page; none when the customer leaves. */
  static java.util.Optional<Move> next(
      Page at, Circumstances circumstances, SplittableRandom random) {
    double fails = circumstances.onMobile() ? PAYMENT_FAILS_ON_MOBILE : PAYMENT_FAILS_ELSEWHERE;
    if (at == Page.PAYMENT_DETAILS && chance(random, fails)) {
      return move(Page.PAYMENT_ERROR, at, random);
    }
    if (at == Page.SHIPPING_DETAILS
        && circumstances.shippingHasBug()
        && chance(random, SHIPPING_BUG)) {
      return move(Page.CHECKOUT_BUG, at, random);
    }
    if (at != Page.ERROR_PAGE && chance(random, ANY_PAGE_FAILS)) {
      return move(Page.ERROR_PAGE, at, random);
    }
    if (at == Page.PRODUCT_VIEW && chance(random, QUICK_LEAVE)) {
      return java.util.Optional.of(new Move(Page.CATALOG, 2 + random.nextInt(3)));
    }
    Row row = ROWS.get(at);
    int drawn = random.nextInt(100);
    for (int i = 0; i < row.next.length; i++) {
      if (drawn < row.upTo[i]) {
        return move(row.next[i], at, random);
      }
    }
    return java.util.Optional.empty();
  }

  private static java.util.Optional<Move> move(Page to, Page from, SplittableRandom random) {
    int stay = Draws.seconds(random, ROWS.get(from).meanSeconds);
    return java.util.Optional.of(new Move(to, Math.min(stay, LONGEST_STAY_SECONDS)));
  }

  private static Map<Page, Row> rows() {
    Map<Page, Row> rows = new HashMap<>();
    CHAIN.lines().forEach(line -> readRow(line, rows));
    return rows;
  }

  private static void readRow(String line, Map<Page, Row> rows) {
    int colon = line.indexOf(':');
    String[] head = line.substring(0, colon).split(" ", -1);
    List<Page> next = new ArrayList<>();
    List<Integer> upTo = new ArrayList<>();
    int sum = 0;
    for (String part : line.substring(colon + 1).split(",", -1)) {
      String[] pair = part.trim().split(" ", -1);
      sum += Integer.parseInt(pair[1]);
      next.add(Page.valueOf(pair[0]));
      upTo.add(sum);
    }
    rows.put(
        Page.valueOf(head[0]),
        new Row(
            Double.parseDouble(head[1]),
            next.toArray(new Page[0]),
            upTo.stream().mapToInt(Integer::intValue).toArray()));
  }
}
