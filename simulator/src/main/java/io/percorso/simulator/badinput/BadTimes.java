package io.percorso.simulator.badinput;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Times that are no times, of no zone, or of a day that cannot be. */
final class BadTimes {
  private static final String ISO =
      """
      epoch-millis       | TS_FORMAT     | "1772359200000"
      epoch-millis-bare  | TS_FORMAT     | 1772359200000
      year-10000         | TS_FORMAT     | "10000-01-01T00:00:00Z"
      year-300000        | TS_FORMAT     | "+300000-01-01T00:00:00Z"
      year-1             | TS_RANGE      | "0001-01-01T00:00:00Z"
      year-1999          | TS_RANGE      | "1999-12-31T23:59:59.999Z"
      year-9999          | CLOCK_SKEW    | "9999-12-31T23:59:59Z"
      negative-year      | TS_FORMAT     | "-2026-01-01T00:00:00Z"
      february-30        | TS_FORMAT     | "2026-02-30T10:00:00Z"
      february-29        | TS_FORMAT     | "2026-02-29T10:00:00Z"
      second-60          | TS_FORMAT     | "2016-12-31T23:59:60Z"
      hour-24            | TS_FORMAT     | "2026-01-01T24:00:00Z"
      month-13           | TS_FORMAT     | "2026-13-01T00:00:00Z"
      month-0            | TS_FORMAT     | "2026-00-01T00:00:00Z"
      no-zone            | TS_FORMAT     | "2026-01-01T10:00:00"
      zone-by-name       | TS_FORMAT     | "2026-01-01T10:00:00 Europe/Rome"
      zone-too-far       | TS_FORMAT     | "2026-01-01T10:00:00+19:00"
      no-seconds         | TS_FORMAT     | "2026-01-01T10:00Z"
      no-time            | TS_FORMAT     | "2026-01-01"
      ten-decimals       | TS_FORMAT     | "2026-01-01T10:00:00.1234567890Z"
      no-decimals        | TS_FORMAT     | "2026-01-01T10:00:00.Z"
      decimal-comma      | TS_FORMAT     | "2026-01-01T10:00:00,5Z"
      slashes            | TS_FORMAT     | "2026/01/01 10:00:00Z"
      day-first          | TS_FORMAT     | "01-01-2026 10:00:00Z"
      other-digits       | TS_FORMAT     | "\u0662\u0660\u0662\u0666-01-01T10:00:00Z"
      padded             | TS_FORMAT     | " 2026-01-01T10:00:00Z"
      trailing           | TS_FORMAT     | "2026-01-01T10:00:00Z "
      words              | TS_FORMAT     | "yesterday"
      one-letter         | TS_FORMAT     | "Z"
      truth              | TS_FORMAT     | true
      object             | TYPE          | {"seconds":1}
      empty              | MISSING_FIELD | ""
      null               | MISSING_FIELD | null\
      """;

  private static final String TICKS =
      """
      millis            | TS_RANGE      | 1772359200000
      micros            | TS_RANGE      | 1772359200000000
      largest           | TS_RANGE      | 9223372036854775807
      smallest          | TS_RANGE      | -9223372036854775808
      beyond            | TS_FORMAT     | 9223372036854775808
      negative          | TS_RANGE      | -1
      zero              | TS_RANGE      | 0
      fraction          | TS_FORMAT     | 1706745600.5
      exponent          |               | 1.7e9
      as-text           |               | "1706745600"
      iso               | TS_FORMAT     | "2026-01-01T10:00:00Z"
      far-ahead         | CLOCK_SKEW    | 4102444800\
      """;

  private BadTimes() {}

  static void write(Corpus corpus, Instant arrival) {
    for (Map.Entry<String, String[]> one : BadInput.drawn(ISO)) {
      String[] cells = one.getValue();
      BadFile file =
          new BadFile(GoodRecord.EVENTS, "time-" + one.getKey() + ".json", arrival).good(1);
      String id = "time-" + one.getKey();
      corpus.accepted(
          file.bad(cells[0], "{\"id\":\"%s\",\"user\":\"u\",\"at\":%s}".formatted(id, cells[1]))
              .good(1)
              .end());
    }
    for (Map.Entry<String, String[]> one : BadInput.drawn(TICKS)) {
      String[] cells = one.getValue();
      BadFile file =
          new BadFile(GoodRecord.TICKS, "time-" + one.getKey() + ".json", arrival).good(1);
      corpus.accepted(file.bad(cells[0], "GOOD,\"at\":" + cells[1] + "}").good(1).end());
    }
    skew(corpus, arrival);
    late(corpus, arrival);
  }

  private static void skew(Corpus corpus, Instant arrival) {
    at(corpus, "ahead-5m", "", arrival.plusSeconds(300), arrival);
    at(corpus, "ahead-5m-1us", "CLOCK_SKEW", arrival.plusSeconds(300).plusNanos(1_000), arrival);
    at(corpus, "ahead-5m-1s", "CLOCK_SKEW", arrival.plusSeconds(301), arrival);
    at(corpus, "ahead-25h", "CLOCK_SKEW", arrival.plus(Duration.ofHours(25)), arrival);
    at(corpus, "ahead-10y", "CLOCK_SKEW", arrival.plus(3_653, DAYS), arrival);
    Instant received = arrival.minus(Duration.ofHours(3));
    own(corpus, "ahead-of-received-5m", "", received.plusSeconds(300), received, arrival);
    own(corpus, "ahead-of-received", "CLOCK_SKEW", received.plusSeconds(301), received, arrival);
    own(corpus, "received-ahead", "CLOCK_SKEW", received, arrival.plus(1, DAYS), arrival);
    own(
        corpus,
        "received-in-9999",
        "CLOCK_SKEW",
        received,
        Instant.parse("9999-01-01T00:00:00Z"),
        arrival);
    own(corpus, "received-in-1970", "CLOCK_SKEW", received, Instant.EPOCH, arrival);
    BadFile sent = new BadFile(GoodRecord.EVENTS, "time-sent-broken.json", arrival).good(1);
    sent.bad("TS_FORMAT", "GOOD,\"sent\":\"now\",\"received\":\"%s\"}".formatted(received));
    sent.bad("TYPE", "GOOD,\"sent\":{},\"received\":\"%s\"}".formatted(received));
    sent.bad("", "GOOD,\"sent\":null,\"received\":\"\"}");
    corpus.accepted(sent.good(1).end());
  }

  private static void late(Corpus corpus, Instant arrival) {
    at(corpus, "late-1d", "", arrival.minus(1, DAYS), arrival);
    at(corpus, "late-30d", "", arrival.minus(30, DAYS), arrival);
    at(corpus, "late-400d", "", arrival.minus(400, DAYS), arrival);
    at(corpus, "late-400d-1s", "LATE", arrival.minus(400, DAYS).minusSeconds(1), arrival);
    at(corpus, "late-10y", "LATE", arrival.minus(3_653, DAYS), arrival);
  }

  private static void at(
      Corpus corpus, String name, String reason, Instant occurred, Instant arrival) {
    corpus.accepted(
        new BadFile(GoodRecord.EVENTS, "time-" + name + ".json", arrival)
            .good(1)
            .bad(
                reason,
                "{\"id\":\"%s\",\"user\":\"u-%s\",\"at\":\"%s\"}".formatted(name, name, occurred))
            .good(1)
            .end());
  }

  private static void own(
      Corpus corpus,
      String name,
      String reason,
      Instant occurred,
      Instant received,
      Instant arrival) {
    corpus.accepted(
        new BadFile(GoodRecord.EVENTS, "time-" + name + ".json", arrival)
            .good(1)
            .bad(
                reason,
                "{\"id\":\"%s\",\"user\":\"u-%s\",\"at\":\"%s\",\"received\":\"%s\"}"
                    .formatted(name, name, occurred, received))
            .good(1)
            .end());
  }
}
