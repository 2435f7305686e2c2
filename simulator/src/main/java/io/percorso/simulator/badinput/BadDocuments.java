package io.percorso.simulator.badinput;

import static io.percorso.simulator.badinput.BadInput.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;

/** JSON documents: an array of conversations, some of which are broken. */
final class BadDocuments {
  private static final String ELEMENTS =
      """
      no-messages        | EMPTY         | GOOD]}
      no-content         | EMPTY         | {"dialogHeader":{}}
      null-content       | EMPTY         | {"dialogContent":null}
      content-is-object  | MISSING_FIELD | {"dialogContent":{}}
      content-is-text    | NOT_OBJECT    | {"dialogContent":"none"}
      duplicate-key      | DUP_KEY       | {"dialogContent":[],"dialogContent":[]}
      number             | BAD_JSON      | 42
      text               | BAD_JSON      | "a, ] } text"
      null               | EMPTY         | null
      empty-object       | EMPTY         | {}
      array              | NOT_OBJECT    | [[],[{}]]
      single-quotes      | BAD_JSON      | {'dialogContent':[]}
      not-a-number       | TYPE          | GOOD{"tweet_ID":NaN}]}
      comment            | BAD_JSON      | {/* none */}
      message-is-text    | NOT_OBJECT    | GOOD"hello"]}
      message-without-id | MISSING_FIELD | GOOD{"datetime":"2019-01-01T00:00:00Z","client":"@a"}]}
      message-bad-time   | TS_FORMAT     | GOOD{"tweet_ID":"1","datetime":"noon","client":"@a"}]}
      message-early      | TS_RANGE      | GOOD{"tweet_ID":"1","datetime":"1969-01-01T00:00:00Z","client":"@a"}]}
      message-of-nobody  | MISSING_FIELD | GOOD{"tweet_ID":"1","datetime":"2019-01-01T00:00:00Z"}]}
      message-is-object  | TYPE          | GOOD{"tweet_ID":"1","datetime":"2019-01-01T00:00:00Z","client":"@a","message":{}}]}\
      """;

  private BadDocuments() {}

  static void write(Corpus corpus, Instant arrival) {
    for (Map.Entry<String, String[]> one : BadInput.drawn(ELEMENTS)) {
      corpus.accepted(
          care("doc-" + one.getKey() + ".json", arrival)
              .good(2)
              .bad(one.getValue()[0], one.getValue()[1])
              .good(2)
              .end());
    }
    elements(corpus, arrival);
    corpus.accepted(care("doc-never-closed.json", arrival).good(2).expect("BAD_JSON"));
    corpus.accepted(care("doc-cut.json", arrival).good(2).bad("BAD_JSON", "GOOD{\"tweet_ID\":\"1"));
    corpus.accepted(care("doc-open-text.json", arrival).good(2).bad("BAD_JSON", "{\"a\":\"open}]"));
    corpus.accepted(
        care("doc-trailing-comma.json", arrival).good(2).raw(",").expect("BAD_JSON").end());
    corpus.accepted(
        care("doc-trailing-text.json", arrival)
            .good(2)
            .end()
            .raw("and more")
            .expect("TRAILING_DATA"));
    corpus.accepted(
        care("doc-two-arrays.json", arrival).good(2).end().raw("[]").expect("TRAILING_DATA"));
    BadFile apart = care("doc-without-comma.json", arrival).good(2);
    corpus.accepted(apart.separatedBy(" ").bad("BAD_JSON", "{}").raw(",{}").end());
    corpus.accepted(care("doc-empty-array.json", arrival).end());
    BadFile marked = care("doc-marked.json", arrival).good(2).end();
    corpus.accepted(marked, Gzip.joined(utf8("\uFEFF"), marked.content()));
    BadFile wide = care("doc-utf-16.json", arrival).good(2).end();
    corpus.refused(
        "social-care/doc-utf-16.json",
        "ENCODING",
        new String(wide.content(), UTF_8).getBytes(UTF_16LE));
    BadFile latin = care("doc-latin.json", arrival).good(1);
    byte[] message =
        latin.filled("GOOD{\"tweet_ID\":\"1\",\"message\":\"caff\u00e8\"}]}").getBytes(ISO_8859_1);
    corpus.accepted(latin.bad("ENCODING", message).good(1).end());
    objects(corpus, arrival);
    sizes(corpus, arrival);
  }

  /** Only the broken one of a conversation's messages is refused. */
  private static void elements(Corpus corpus, Instant arrival) {
    BadFile file = care("doc-element.json", arrival).good(1);
    String first = GoodRecord.message("element", 1);
    String last = GoodRecord.message("element", 2);
    file.frame(
        utf8(
            file.filled(
                "GOOD" + first + ",7," + last + ",{\"tweet_ID\":\"3\",\"client\":\"@a\"}]}")),
        "",
        "NOT_OBJECT",
        "",
        "MISSING_FIELD");
    corpus.accepted(file.good(1).end());
    StringBuilder many = new StringBuilder();
    String[] reasons = new String[20_000];
    for (int i = 0; i < reasons.length; i++) {
      many.append(i == 0 ? "" : ",").append("{\"tweet_ID\":").append(i);
      many.append(",\"datetime\":\"2019-05\"}");
      reasons[i] = "MISSING_FIELD";
    }
    BadFile hostile = care("hostile-elements.json", arrival).good(1);
    hostile.frame(utf8(hostile.filled("GOOD" + many + "]}")), reasons);
    corpus.accepted(hostile.good(1).end());
  }

  private static void objects(Corpus corpus, Instant arrival) {
    String first = "{\"dialogContent\":[" + GoodRecord.message("objects", 1) + "]}";
    String second = "{\"dialogContent\":[" + GoodRecord.message("objects", 2) + "]}";
    BadFile one = care("doc-objects.json", arrival).expect("").expect("");
    corpus.accepted(one, utf8(first + "\n" + second + "\n"));
    BadFile comma = care("doc-objects-with-comma.json", arrival).expect("").expect("BAD_JSON");
    corpus.accepted(comma, utf8(first.replace("objects", "comma") + ",\n" + second + "\n"));
    for (String bracket : new String[] {"]", "}", ",", "[}", "[,", "[{},]", "{}]"}) {
      BadFile lone = care("doc-lone-%x.json".formatted(bracket.hashCode()), arrival);
      int objects = bracket.contains("{}") ? 1 : 0;
      for (int i = 0; i < objects; i++) {
        lone.expect("EMPTY");
      }
      lone.expect("BAD_JSON");
      corpus.accepted(lone, utf8(bracket));
    }
    BadFile text = care("doc-plain-text.json", arrival).expect("BAD_JSON");
    corpus.accepted(text, utf8("nothing here\n"));
  }

  private static void sizes(Corpus corpus, Instant arrival) {
    BadFile file = care("doc-limit-above.json", arrival).good(2);
    file.bad("LINE_TOO_LONG", longer("]}\\\"{["));
    corpus.accepted(file.good(2).end());
    BadFile open = care("doc-limit-open.json", arrival).good(2);
    corpus.accepted(open.bad("LINE_TOO_LONG", "{\"a\":\"" + BadLines.noise(3 << 20)));
    BadFile deep = care("doc-deep.json", arrival).good(1);
    deep.bad("DEPTH", "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
    corpus.accepted(deep.good(1).end());
  }

  private static String longer(String inside) {
    return "{\"a\":\"" + inside + BadLines.noise(2 << 20) + inside + "\",\"b\":[{}]}";
  }

  private static BadFile care(String name, Instant arrival) {
    return new BadFile(GoodRecord.CARE, name, arrival);
  }
}
