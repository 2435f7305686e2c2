package io.percorso.simulator.company;

/** Pages of the shop and screens of its app, with what is planted there. */
public enum Touchpoint {
  HOME("/", "home", Kind.PLAIN, 0, 0),
  /** Fails for people who use Safari in Turkish, for nobody else. */
  SEARCH("/search", "search", Kind.CAUSE_OF_FEW, 0.35, 1.5),
  PRODUCT("/product/", "product", Kind.CAUSE, 0.12, 1.6),
  CATALOG("/category/", "catalog", Kind.PLAIN, 0, 0),
  /** Errors that nobody minds. */
  REVIEWS("/reviews/", "reviews", Kind.BENIGN, 0.45, 0),
  CART("/cart", "cart", Kind.PLAIN, 0, 0),
  /** Mended in the app, and only there, by the release. */
  ADDRESS("/checkout/address", "address", Kind.CAUSE_UNTIL_RELEASE, 0.20, 0.9),
  WISHLIST("/wishlist", "wishlist", Kind.PLAIN, 0, 0),
  /** People who want little come here, and it fails more often for them; it drives nobody away. */
  OFFERS("/offers", "offers", Kind.CONFOUNDED, 0, 0),
  COMPARE("/compare", "compare", Kind.PLAIN, 0, 0),
  PAYMENT("/checkout/payment", "payment", Kind.CAUSE, 0.05, 2.2),
  COUPON("/checkout/coupon", "coupon", Kind.PLAIN, 0, 0),
  /** Fails on small screens, where people leave more often for another reason. */
  DELIVERY("/checkout/delivery", "delivery", Kind.SIMPSON, 0, 0),
  ACCOUNT("/account", "account", Kind.PLAIN, 0, 0),
  SIGN_IN("/checkout/sign-in", "sign-in", Kind.CAUSE, 0.30, 0.5),
  TRACKING("/orders/track", "order-tracking", Kind.PLAIN, 0, 0),
  /** So few visits that its rate says nothing. */
  GIFT("/checkout/gift", "gift", Kind.TINY, 0.30, 0),
  SECURE("/checkout/3ds", "secure-payment", Kind.CAUSE, 0.015, 2.5),
  HELP("/help", "help", Kind.PLAIN, 0, 0),
  CONTACT("/contact", "contact", Kind.PLAIN, 0, 0),
  RETURNS("/returns", "returns", Kind.CAUSE, 0.10, 1.1),
  STORES("/stores", "stores", Kind.PLAIN, 0, 0),
  INVOICES("/invoices", "invoices", Kind.PLAIN, 0, 0),
  CLUB("/club", "club", Kind.PLAIN, 0, 0),
  CANCELLATION("/club/cancel", "cancellation", Kind.PLAIN, 0, 0),
  CONFIRMATION("/order/confirmation", "order_confirmation", Kind.PLAIN, 0, 0);

  /** What stands in a visitor's way. */
  public enum Kind {
    PLAIN,
    CAUSE,
    CAUSE_UNTIL_RELEASE,
    CAUSE_OF_FEW,
    BENIGN,
    CONFOUNDED,
    SIMPSON,
    TINY;

    /** True where friction makes people leave. */
    public boolean isTrueCause() {
      return this == CAUSE || this == CAUSE_UNTIL_RELEASE || this == CAUSE_OF_FEW;
    }
  }

  private final String path;
  private final String screen;
  private final Kind kind;
  private final double share;
  private final double effect;

  Touchpoint(String path, String screen, Kind kind, double share, double effect) {
    this.path = path;
    this.screen = screen;
    this.kind = kind;
    this.share = share;
    this.effect = effect;
  }

  /** Path on the web; one that ends in a slash is followed by the number of a product. */
  String path() {
    return path;
  }

  String screen() {
    return screen;
  }

  public Kind kind() {
    return kind;
  }

  /** Share of visits with friction, before perturbation. */
  double share() {
    return share;
  }

  /** Log-odds that friction adds to leaving, before perturbation. */
  double effect() {
    return effect;
  }

  /** Name in the truth: that of the screen. */
  String word() {
    return screen;
  }
}
