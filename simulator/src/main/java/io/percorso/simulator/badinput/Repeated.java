package io.percorso.simulator.badinput;

import java.time.Instant;

/** The same thing told several times. */
final class Repeated {
  private static final int MANY = 20_000;

  private Repeated() {}

  static void write(Corpus corpus, Instant arrival) {
    BadFile same = events("repeat-same-bytes.json", arrival).good(1);
    String once = same.filled("GOOD,\"text\":\"once\"}");
    corpus.accepted(same.bad("", once).bad("DUPLICATE", once).bad("DUPLICATE", once).good(1).end());
    BadFile order = events("repeat-other-order.json", arrival).good(1);
    order.bad("", told("order", 1, arrival, "\"ms\":1,\"x\":2"));
    order.bad("DUPLICATE", told("order", 1, arrival, "\"x\": 2 , \"ms\": 1"));
    corpus.accepted(order.good(1).end());
    BadFile other = events("repeat-other-bytes.json", arrival).good(1);
    other.bad("DUP_CONFLICT", told("other", 2, arrival, "\"text\":\"later\""));
    other.bad("", told("other", 1, arrival, "\"text\":\"sooner\""));
    other.bad("DUP_CONFLICT", told("other", 3, arrival, "\"text\":\"latest\""));
    corpus.accepted(other.good(1).end());
    BadFile version = events("repeat-versions.json", arrival).good(1);
    version.bad("DUP_CONFLICT", told("version", 1, arrival, "\"version\":1"));
    version.bad("", told("version", 1, arrival, "\"version\":3"));
    version.bad("DUP_CONFLICT", told("version", 1, arrival, "\"version\":2"));
    corpus.accepted(version.good(1).end());
    BadFile older = events("repeat-in-two-files-a.json", arrival).good(1);
    corpus.accepted(older.bad("DUP_CONFLICT", told("two", 1, arrival, "\"version\":1")).end());
    BadFile newer = events("repeat-in-two-files-b.json", arrival).good(1);
    corpus.accepted(newer.bad("", told("two", 1, arrival, "\"version\":2")).end());
    BadFile reused = events("repeat-after-days.json", arrival).good(1);
    reused.bad("", told("reused", 1, arrival, "\"text\":\"one\""));
    reused.bad("", told("reused", -5 * 86_400, arrival, "\"text\":\"another\""));
    corpus.accepted(reused.good(1).end());
    BadFile row = new BadFile(GoodRecord.SHOP, "repeat-row.csv", arrival).good(1);
    String again = row.filled("GOOD,mobile,email,new,active");
    corpus.accepted(row.bad("", again).bad("DUPLICATE", again).good(1).end());
    BadFile request = new BadFile(GoodRecord.LOG, "repeat-line.log", arrival).good(1);
    String line = request.filled("GOOD \"GET /again HTTP/1.1\" 200 12 \"-\" \"again\"");
    corpus.accepted(request.bad("", line).bad("", line).good(1).end());
    BadFile content = events("repeat-content-a.json", arrival).good(3).end();
    corpus.accepted(content);
    corpus.expectFile(
        corpus.deliver("events/repeat-content-b.json", content.content()),
        "same_content",
        "DUPLICATE");
    BadFile many = events("repeat-many.json", arrival).good(1);
    many.bad("", told("many", 0, arrival, "\"version\":" + MANY));
    for (int i = 1; i < MANY; i++) {
      many.bad("DUP_CONFLICT", told("many", i % 3_600, arrival, "\"version\":" + i));
    }
    corpus.accepted(many.good(1).end());
  }

  private static String told(String id, int second, Instant arrival, String more) {
    return "{\"id\":\"%s\",\"user\":\"u-%s\",\"at\":\"%s\",%s}"
        .formatted(id, id, arrival.minusSeconds(7_200 - second), more);
  }

  private static BadFile events(String name, Instant arrival) {
    return new BadFile(GoodRecord.EVENTS, name, arrival);
  }
}
