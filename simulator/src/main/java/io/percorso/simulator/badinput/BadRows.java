package io.percorso.simulator.badinput;

import static io.percorso.simulator.badinput.BadInput.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.time.Instant;
import java.util.Map;

/** CSV files with broken rows or a broken header. */
final class BadRows {
  private static final String SHOP =
      """
      few-cells         | RAGGED        | GOOD,mobile,email,new
      many-cells        | RAGGED        | GOOD,mobile,email,new,active,more
      one-cell          | RAGGED        | u
      semicolons        | RAGGED        | u;home;2024-01-01 10:00:00;mobile;email;new;active
      json              | QUOTE         | {"user_id":"u"}
      quote-in-bare     | QUOTE         | GOOD,mo"bile,email,new,active
      after-quote       | QUOTE         | GOOD,"mobile"x,email,new,active
      blank-after-quote | QUOTE         | GOOD,"mobile" ,email,new,active
      backslash-quote   | QUOTE         | GOOD,"mo\\"bile",email,new,active
      doubled-quote     |               | GOOD,"mo""bile",email,new,active
      blank-line        | EMPTY         |
      no-user           | MISSING_FIELD | ,home,2024-01-01 10:00:00,mobile,email,new,active
      only-commas       | MISSING_FIELD | ,,,,,,
      nul               | NUL_CHAR      | GOOD,mo\0bile,email,new,active
      day-first         | TS_FORMAT     | u,home,01/02/2024 10:00,mobile,email,new,active
      spreadsheet-day   | TS_FORMAT     | u,home,45323.5,mobile,email,new,active
      header-again      | TS_FORMAT     | user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle
      formula           |               | GOOD,=1+1,@sum(a1),-2,+3
      open-quote        | QUOTE         | GOOD,"mobile,email,new,active\
      """;

  private static final String SHEET =
      """
      open-quote      | QUOTE    | GOOD;1.5;EUR;"two;{}
      two-open-quotes | QUOTE    | GOOD;1.5;EUR;a;"
      vast-exponent   | TYPE     | GOOD;1e400000000;EUR;;
      vast-negative   | TYPE     | GOOD;-1E+2147483647;EUR;;
      tiny-exponent   |          | GOOD;1e-999999999;EUR;;
      nan             | TYPE     | GOOD;NaN;EUR;;
      padded-number   | TYPE     | GOOD; 1.5;EUR;;
      decimal-comma   | TYPE     | GOOD;1,5;EUR;;
      hex             | TYPE     | GOOD;0x15;EUR;;
      fifteen-digits  | TYPE     | GOOD;123456789012345.5;EUR;;
      fourteen-digits |          | GOOD;12345678901234.5;EUR;;
      broken-json     | BAD_JSON | GOOD;1.5;EUR;;{item}
      cut-json        | BAD_JSON | GOOD;1.5;EUR;;"{""item"":"
      double-json     | DUP_KEY  | GOOD;1.5;EUR;;"{""item"":1,""item"":2}"
      trailing-json   | TRAILING_DATA | GOOD;1.5;EUR;;{}{}
      object-in-json  | TYPE     | GOOD;1.5;EUR;;"{""item"":{}}"
      array-in-json   |          | GOOD;1.5;EUR;;[1]
      other-json      |          | GOOD;1.5;EUR;;"{""other"":1}"
      spring-gap      |          | spring;u-spring;31.03.2024 02:30:00;1;EUR;;
      february-30     | TS_FORMAT | f;u;30.02.2024 02:30:00;1;EUR;;
      two-digit-year  | TS_FORMAT | f;u;01.02.24 02:30:00;1;EUR;;\
      """;

  private BadRows() {}

  static void write(Corpus corpus, Instant arrival) {
    for (Map.Entry<String, String[]> one : BadInput.drawn(SHOP)) {
      accept(corpus, arrival, GoodRecord.SHOP, one);
    }
    for (Map.Entry<String, String[]> one : BadInput.drawn(SHEET)) {
      accept(corpus, arrival, GoodRecord.SHEET, one);
    }
    BadFile latin = shop("encoding-latin.csv", arrival).good(2);
    byte[] row = latin.filled("GOOD,caff\u00e8,email,new,active").getBytes(ISO_8859_1);
    corpus.accepted(latin.bad("ENCODING", row).good(2).end());
    String digits = BadLines.noise(1_000).replaceAll("[a-z]", "7");
    BadFile number = new BadFile(GoodRecord.SHEET, "row-million-digits.csv", arrival).good(1);
    number.bad("TYPE", "GOOD;" + digits.repeat(900) + ";EUR;;");
    corpus.accepted(number.good(1).end());
    corpus.accepted(shop("dos.csv", arrival).separatedBy("\r\n").good(3).raw("\r\n"));
    corpus.accepted(shop("no-line-break.csv", arrival).good(3));
    corpus.accepted(shop("header-only.csv", arrival));
    BadFile marked = shop("marked.csv", arrival).good(2).end();
    corpus.accepted(marked, Gzip.joined(utf8("\uFEFF"), marked.content()));
    sizes(corpus, arrival);
    headers(corpus, arrival);
  }

  private static void accept(
      Corpus corpus, Instant arrival, GoodRecord kind, Map.Entry<String, String[]> one) {
    corpus.accepted(
        new BadFile(kind, "row-" + one.getKey() + ".csv", arrival)
            .good(2)
            .bad(one.getValue()[0], one.getValue()[1])
            .good(3)
            .end());
  }

  private static void sizes(Corpus corpus, Instant arrival) {
    int limit = BadLines.FRAME_BYTES;
    BadFile below = shop("limit.csv", arrival).good(1);
    corpus.accepted(below.bad("", padded(below, limit)).good(1).end());
    BadFile above = shop("limit-above.csv", arrival).good(1);
    corpus.accepted(above.bad("LINE_TOO_LONG", padded(above, limit + 1)).good(1).end());
    BadFile far = shop("limit-far.csv", arrival).good(1);
    corpus.accepted(far.bad("LINE_TOO_LONG", padded(far, 5 * limit)).good(1).end());
    BadFile quoted = shop("limit-quoted.csv", arrival).good(1);
    quoted.bad("QUOTE", "GOOD,\"" + BadLines.noise(limit / 2));
    quoted.bad("QUOTE", BadLines.noise(limit / 2 + 1_000) + "\",email,new,active");
    corpus.accepted(quoted.good(1).end());
    BadFile flat = shop("limit-quoted-flat.csv", arrival).good(1);
    flat.bad("LINE_TOO_LONG", "GOOD,\"" + BadLines.noise(2 * limit) + "\",email,new,active");
    corpus.accepted(flat.good(1).end());
  }

  private static byte[] padded(BadFile file, int size) {
    String start = file.filled("GOOD,");
    String rest = ",email,new,active";
    return utf8(start + BadLines.noise(size - start.length() - rest.length()) + rest);
  }

  private static void headers(Corpus corpus, Instant arrival) {
    String good = new String(shop("header.csv", arrival).good(2).end().content(), ISO_8859_1);
    String rows = good.substring(good.indexOf('\n'));
    refused(corpus, "lacks", "MISSING_FIELD", "user_id,event" + rows);
    refused(corpus, "missing", "MISSING_FIELD", rows.substring(1));
    refused(corpus, "blank", "MISSING_FIELD", rows);
    refused(corpus, "twice", "DUP_KEY", "user_id,event,timestamp,event,a,b,c" + rows);
    refused(corpus, "open-quote", "QUOTE", "user_id,event,timestamp,\"d,a,b,c" + rows);
    refused(corpus, "semicolons", "MISSING_FIELD", "user_id;event;timestamp" + rows);
    String wide = "user_id,event,timestamp," + BadLines.noise(2 * BadLines.FRAME_BYTES) + ",b,c,d";
    refused(corpus, "too-long", "LINE_TOO_LONG", wide + rows);
    corpus.refused(
        "ecom/header-latin.csv",
        "ENCODING",
        ("user_id,event,timestamp,qualit\u00e0,b,c,d" + rows).getBytes(ISO_8859_1));
    corpus.refused("ecom/header-utf-16.csv", "ENCODING", good.getBytes(UTF_16LE));
  }

  private static void refused(Corpus corpus, String name, String reason, String content) {
    corpus.refused("ecom/header-" + name + ".csv", reason, utf8(content));
  }

  private static BadFile shop(String name, Instant arrival) {
    return new BadFile(GoodRecord.SHOP, name, arrival);
  }
}
