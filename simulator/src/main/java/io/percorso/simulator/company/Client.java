package io.percorso.simulator.company;

/** Browsers and apps that customers use, with the user agent that each sends. */
public enum Client {
  CHROME_WINDOWS(
      Kind.DESKTOP,
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/143.0.0.0 Safari/537.36"),
  FIREFOX_LINUX(
      Kind.DESKTOP, "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"),
  SAFARI_MAC(
      Kind.DESKTOP,
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
          + " Version/26.1 Safari/605.1.15"),
  SAFARI_IPHONE(
      Kind.MOBILE,
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/26.1 Mobile/15E148 Safari/604.1"),
  CHROME_ANDROID(
      Kind.MOBILE,
      "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0"
          + " Mobile Safari/537.36"),
  APP_IOS(Kind.APP, "Bottega/4.2 (iPhone; iOS 18.7)"),
  APP_ANDROID(Kind.APP, "Bottega/4.2 (Android 15)"),
  /** A crawler that says what it is. */
  CRAWLER(Kind.BOT, "Mozilla/5.0 (compatible; PriceSpider/2.1; +https://spider.example.org/bot)");

  /** What kind of device it runs on. */
  public enum Kind {
    DESKTOP,
    MOBILE,
    APP,
    BOT
  }

  private final Kind kind;
  private final String userAgent;

  Client(Kind kind, String userAgent) {
    this.kind = kind;
    this.userAgent = userAgent;
  }

  public Kind kind() {
    return kind;
  }

  public String userAgent() {
    return userAgent;
  }

  public boolean isSafari() {
    return this == SAFARI_MAC || this == SAFARI_IPHONE;
  }
}
