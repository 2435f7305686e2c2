package io.percorso.simulator.badinput;

import static io.percorso.simulator.badinput.BadInput.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/** JSON lines and lines of a log that are broken one by one. */
final class BadLines {
  static final int FRAME_BYTES = 1 << 20;
  private static final int DEPTH = 64;

  private static final String JSON =
      """
      truncated             | BAD_JSON      | GOOD
      truncated-in-string   | BAD_JSON      | GOOD,"text":"half
      truncated-in-escape   | BAD_JSON      | GOOD,"text":"half\\u00
      trailing-comma        | BAD_JSON      | GOOD,}
      duplicate-key         | DUP_KEY       | GOOD,"id":"2"}
      duplicate-nested      | DUP_KEY       | GOOD,"more":{"a":[{"b":1,"b":2}]}}
      duplicate-escaped     | DUP_KEY       | GOOD,"\\u0069d":"2"}
      case-variant          | DUP_KEY       | GOOD,"ID":"2"}
      case-variant-nested   | DUP_KEY       | GOOD,"more":{"size":1,"Size":2}}
      two-objects           | TRAILING_DATA | GOOD}GOOD}
      two-objects-spaced    | TRAILING_DATA | GOOD} GOOD}
      trailing-text         | TRAILING_DATA | GOOD} and more
      trailing-comma-after  | TRAILING_DATA | GOOD},
      trailing-bracket      | TRAILING_DATA | GOOD}]
      array                 | NOT_OBJECT    | [GOOD},GOOD}]
      empty-array           | NOT_OBJECT    | []
      null                  | EMPTY         | null
      empty-object          | EMPTY         | {}
      empty-line            | EMPTY         |
      scalar-number         | BAD_JSON      | 42
      scalar-text           | BAD_JSON      | "text"
      scalar-true           | BAD_JSON      | true
      comment-line          | BAD_JSON      | // a note
      comment-inside        | BAD_JSON      | GOOD /* a note */}
      hash-comment          | BAD_JSON      | # a note
      single-quotes         | BAD_JSON      | {'id':'1','user':'u'}
      bare-keys             | BAD_JSON      | {id:"1",user:"u"}
      plain-text            | BAD_JSON      | java.lang.IllegalStateException: no
      html                  | BAD_JSON      | <html><body>502</body></html>
      raw-control           | BAD_JSON      | GOOD,"text":"a\u0001b"}
      raw-tab               | BAD_JSON      | GOOD,"text":"a\tb"}
      bad-escape            | BAD_JSON      | GOOD,"text":"a\\xb"}
      leading-zero          | BAD_JSON      | GOOD,"ms":007}
      plus-sign             | BAD_JSON      | GOOD,"ms":+7}
      hex-number            | BAD_JSON      | GOOD,"ms":0x7}
      bare-point            | BAD_JSON      | GOOD,"ms":7.}
      number-overflow       | TYPE          | GOOD,"ms":99999999999999999999}
      int-overflow          | TYPE          | GOOD,"x":3000000000}
      fraction-for-long     | TYPE          | GOOD,"ms":1.5}
      text-for-long         | TYPE          | GOOD,"ms":"7"}
      true-for-long         | TYPE          | GOOD,"ms":true}
      negative-duration     | TYPE          | GOOD,"ms":-1}
      nan                   | TYPE          | GOOD,"ms":NaN}
      infinity              | TYPE          | GOOD,"amount":-Infinity}
      beyond-double         | TYPE          | GOOD,"amount":1e400}
      large-amount          | TYPE          | GOOD,"amount":1e300}
      unused-nan            | TYPE          | GOOD,"unused":NaN}
      small-amount          |               | GOOD,"amount":1e-300}
      object-for-text       | TYPE          | GOOD,"text":{"a":1}}
      array-for-text        | TYPE          | GOOD,"text":["a"]}
      object-for-id         | TYPE          | {"id":{"a":1},"user":"u","at":"2026-01-01T00:00:00Z"}
      word-outside-list     | TYPE          | GOOD,"action":"teleport"}
      currency-shape        | TYPE          | GOOD,"currency":"euro"}
      nul-escape            | NUL_CHAR      | GOOD,"text":"a\\u0000b"}
      nul-in-key            | NUL_CHAR      | GOOD,"a\\u0000b":1}
      nul-in-unused         | NUL_CHAR      | GOOD,"unused":["\\u0000"]}
      high-surrogate        | BAD_UNICODE   | GOOD,"text":"\\ud800"}
      low-surrogate         | BAD_UNICODE   | GOOD,"text":"\\udc00 a"}
      swapped-surrogates    | BAD_UNICODE   | GOOD,"text":"\\udc00\\ud800"}
      surrogate-in-key      | BAD_UNICODE   | GOOD,"\\ud800":1}
      surrogate-pair        |               | GOOD,"text":"\\ud83d\\ude00"}
      noncharacter          |               | GOOD,"text":"\\uffff"}
      no-id                 | MISSING_FIELD | {"user":"u","at":"2026-01-01T00:00:00Z"}
      null-id               | MISSING_FIELD | {"id":null,"user":"u","at":"2026-01-01T00:00:00Z"}
      no-user               | MISSING_FIELD | {"id":"1","at":"2026-01-01T00:00:00Z"}
      blank-user            | MISSING_FIELD | {"id":"1","user":"  ","at":"2026-01-01T00:00:00Z"}
      no-time               | MISSING_FIELD | {"id":"1","user":"u"}\
      """;

  private static final String LOG =
      """
      no-quote              | RAGGED   | GOOD "GET / HTTP/1.1 200 12 "-" "a"
      cut                   | RAGGED   | GOOD "GET
      nothing               | EMPTY    |
      json                  | RAGGED   | {"id":1}
      status-letters        | RAGGED   | GOOD "GET / HTTP/1.1" OK 12 "-" "a"
      two-on-a-line         | RAGGED   | GOOD "GET / HTTP/1.1" 200 12 "-" "a" GOOD "GET / HTTP/1.1" 200 12 "-" "a"
      nul                   | NUL_CHAR | GOOD "GET /\0 HTTP/1.1" 200 12 "-" "a"
      no-method             |          | GOOD "/only" 200 12 "-" "a"
      no-request            |          | GOOD "-" 408 - "-" "-"
      script                |          | GOOD "GET /?q=<script>alert(1)</script> HTTP/1.1" 200 12 "-" "a"
      february-30           | TS_FORMAT | 192.0.2.1 - - [30/Feb/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "a"
      no-zone               | TS_FORMAT | 192.0.2.1 - - [01/Feb/2026:10:00:00] "GET / HTTP/1.1" 200 1 "-" "a"
      month-in-french       | TS_FORMAT | 192.0.2.1 - - [01/F\u00e9v/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "a"
      year-1                | TS_RANGE  | 192.0.2.1 - - [01/Feb/0001:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "a\"\
      """;

  private BadLines() {}

  static void write(Corpus corpus, Instant arrival) {
    for (Map.Entry<String, String[]> one : BadInput.drawn(JSON)) {
      accept(corpus, arrival, GoodRecord.EVENTS, "line-" + one.getKey() + ".json", one.getValue());
    }
    for (Map.Entry<String, String[]> one : BadInput.drawn(LOG)) {
      accept(corpus, arrival, GoodRecord.LOG, "line-" + one.getKey() + ".log", one.getValue());
    }
    BadFile blanks = events("line-blanks.json", arrival).good(2).bad("EMPTY", " \t ");
    blanks.bad("BAD_JSON", "\u001eGOOD}");
    corpus.accepted(blanks.bad("", "\t GOOD ,\t\"more\" : [ ] } \t").good(2).end());
    encodings(corpus, arrival);
    sizes(corpus, arrival);
    hostile(corpus, arrival);
  }

  private static void accept(
      Corpus corpus, Instant arrival, GoodRecord kind, String name, String[] reasonAndText) {
    corpus.accepted(
        new BadFile(kind, name, arrival)
            .good(2)
            .bad(reasonAndText[0], reasonAndText[1])
            .good(2)
            .end());
  }

  private static void encodings(Corpus corpus, Instant arrival) {
    BadFile latin = events("encoding-latin.json", arrival).good(1);
    latin.bad("ENCODING", latin.filled("GOOD,\"text\":\"caff\u00e8\"}").getBytes(ISO_8859_1));
    corpus.accepted(latin.good(1).end());
    BadFile overlong = events("encoding-overlong.json", arrival).good(1);
    overlong.bad("ENCODING", latin.filled("GOOD,\"text\":\"\u00c0\u0080\"}").getBytes(ISO_8859_1));
    corpus.accepted(overlong.good(1).end());
    BadFile cesu = events("encoding-raw-surrogate.json", arrival).good(1);
    byte[] surrogate = cesu.filled("GOOD,\"text\":\"\u00ed\u00a0\u0080\"}").getBytes(ISO_8859_1);
    corpus.accepted(cesu.bad("ENCODING", surrogate).good(1).end());
    BadFile cut = events("encoding-cut-character.json", arrival).good(1);
    corpus.accepted(
        cut.bad("ENCODING", cut.filled("GOOD,\"text\":\"\u00e2\u0082\"}").getBytes(ISO_8859_1))
            .good(1)
            .end());
    BadFile log = new BadFile(GoodRecord.LOG, "encoding-latin.log", arrival).good(1);
    log.bad(
        "ENCODING",
        log.filled("GOOD \"GET /caff\u00e8 HTTP/1.1\" 200 1 \"-\" \"a\"").getBytes(ISO_8859_1));
    corpus.accepted(log.good(1).end());
    BadFile nul = events("raw-nul.json", arrival).good(1);
    corpus.accepted(nul.bad("BAD_JSON", "GOOD,\"text\":\"a\0b\"}").good(1).end());
    BadFile wide = events("encoding-wide-line.json", arrival).good(1);
    corpus.accepted(wide.bad("BAD_JSON", wide.filled("GOOD}").getBytes(UTF_16BE)).good(1).end());
    String whole =
        new String(events("encoding-utf-16.json", arrival).good(4).end().content(), UTF_8);
    corpus.refused("events/encoding-utf-16le.json", "ENCODING", whole.getBytes(UTF_16LE));
    corpus.refused("events/encoding-utf-16be.json", "ENCODING", whole.getBytes(UTF_16BE));
    corpus.refused(
        "events/encoding-utf-16le-marked.json", "ENCODING", ("\uFEFF" + whole).getBytes(UTF_16LE));
    corpus.refused(
        "events/encoding-utf-16be-marked.json", "ENCODING", ("\uFEFF" + whole).getBytes(UTF_16BE));
    BadFile marked = events("encoding-marked.json", arrival).good(3).end();
    corpus.accepted(marked, Gzip.joined(utf8("\uFEFF"), marked.content()));
    BadFile joined = events("encoding-marked-inside.json", arrival).good(1);
    corpus.accepted(joined.bad("", "\uFEFFGOOD}").good(1).end());
    BadFile dos = events("line-breaks-dos.json", arrival).separatedBy("\r\n").good(3);
    corpus.accepted(dos.raw("\r\n"));
    corpus.accepted(events("line-break-missing.json", arrival).good(3));
  }

  private static void sizes(Corpus corpus, Instant arrival) {
    corpus.accepted(sized("limit-below.json", FRAME_BYTES - 1, "", arrival));
    corpus.accepted(sized("limit.json", FRAME_BYTES, "", arrival));
    corpus.accepted(sized("limit-above.json", FRAME_BYTES + 1, "LINE_TOO_LONG", arrival));
    BadFile dos = events("limit-dos.json", arrival).separatedBy("\r\n").good(2);
    corpus.accepted(dos.bad("", filledTo(FRAME_BYTES, dos)).good(2).end());
    corpus.accepted(sized("limit-25-mb.json", 25_000_000, "LINE_TOO_LONG", arrival));
    BadFile last = events("limit-last-line.json", arrival).good(1);
    corpus.accepted(last.bad("LINE_TOO_LONG", filledTo(3_000_000, last)));
    corpus.accepted(deep("depth-below.json", DEPTH - 1, "", arrival));
    corpus.accepted(deep("depth-limit.json", DEPTH, "", arrival));
    corpus.accepted(deep("depth-above.json", DEPTH + 1, "DEPTH", arrival));
    corpus.accepted(deep("depth-5000.json", 5_000, "DEPTH", arrival));
    BadFile objects = events("depth-objects.json", arrival).good(1);
    corpus.accepted(
        objects
            .bad("DEPTH", "GOOD,\"a\":" + "{\"a\":".repeat(200) + "1" + "}".repeat(200) + "}")
            .good(1)
            .end());
    BadFile number = events("number-of-5000-digits.json", arrival).good(1);
    corpus.accepted(number.bad("TYPE", "GOOD,\"unused\":" + "7".repeat(5_000) + "}").good(1).end());
    BadFile name = events("name-of-60000-letters.json", arrival).good(1);
    corpus.accepted(name.bad("TYPE", "GOOD,\"" + noise(60_000) + "\":1}").good(1).end());
  }

  /** Lines that would cost more than their length if each letter were looked at often. */
  private static void hostile(Corpus corpus, Instant arrival) {
    String noise = noise(900_000);
    BadFile log = new BadFile(GoodRecord.LOG, "hostile-address.log", arrival).good(1);
    log.bad("RAGGED", "GOOD \"GET /" + noise + "\" never 200");
    log.bad("RAGGED", "GOOD \"GET " + noise + " " + noise.substring(0, 90_000));
    log.bad("RAGGED", "[".repeat(500_000));
    log.bad("RAGGED", "a ".repeat(400_000));
    corpus.accepted(log.good(1).end());
    BadFile texts = events("hostile-texts.json", arrival).good(1);
    texts.bad("", "GOOD,\"text\":\"see " + numbered("http:", 20_000) + "//\"}");
    texts.bad("", "GOOD,\"text\":\"see http://a/" + numbered("http://b", 20_000) + "\"}");
    texts.bad("", "GOOD,\"text\":\"see http://a/?" + numbered("&", 60_000) + "\"}");
    texts.bad("", "GOOD,\"text\":\"" + numbered("@a", 40_000) + "\"}");
    texts.bad("", "GOOD,\"text\":\"" + numbered(" +1 2", 40_000) + "\"}");
    texts.bad("", "GOOD,\"text\":\"" + numbered(" u-longer-name", 30_000) + "\"}");
    texts.bad("", "GOOD,\"path\":\"" + numbered("/", 100_000) + "\"}");
    corpus.accepted(texts.good(1).end());
    BadFile own = events("hostile-own-name.json", arrival).good(1);
    own.bad(
        "",
        "{\"id\":\"own-name\",\"user\":\"abcde\",\"at\":\"%s\",\"text\":\"%s\"}"
            .formatted(arrival.minusSeconds(60), numbered(" abcde ", 70_000)));
    BadFile keys = events("hostile-keys.json", arrival).good(1);
    keys.bad("", "GOOD,\"more\":{" + numbered(",\"k", "\":0", 70_000).substring(1) + "}}");
    corpus.accepted(own.good(1).end());
    corpus.accepted(keys.good(1).end());
  }

  private static BadFile events(String name, Instant arrival) {
    return new BadFile(GoodRecord.EVENTS, name, arrival);
  }

  private static BadFile sized(String name, int size, String reason, Instant arrival) {
    BadFile file = events(name, arrival).good(2);
    return file.bad(reason, filledTo(size, file)).good(2).end();
  }

  private static byte[] filledTo(int size, BadFile file) {
    String start = file.filled("GOOD,\"text\":\"");
    return utf8(start + noise(size - start.length() - 2) + "\"}");
  }

  private static BadFile deep(String name, int depth, String reason, Instant arrival) {
    String inner = "[".repeat(depth - 1) + "]".repeat(depth - 1);
    return events(name, arrival).good(2).bad(reason, "GOOD,\"a\":" + inner + "}").good(2).end();
  }

  private static String numbered(String text, int times) {
    return numbered(text, "", times);
  }

  private static String numbered(String before, String after, int times) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < times; i++) {
      all.append(before).append(Integer.toString(i, 36)).append(after);
    }
    return all.toString();
  }

  /** Letters that do not compress well, so that packing changes no verdict. */
  static String noise(int length) {
    SplittableRandom random = new SplittableRandom(length);
    StringBuilder letters = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    return letters.toString();
  }
}
