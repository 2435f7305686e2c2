package io.percorso.simulator.badinput;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A record that nothing is wrong with, in the raw form of one source. */
enum GoodRecord {
  /** A JSON object per line. */
  EVENTS("events", "") {
    @Override
    String text(String tag, int number, Instant arrival) {
      return start(tag, number, arrival)
          + ",\"path\":\"/shop/%d\",\"text\":\"nothing special\",\"ms\":%d}"
              .formatted(number % 5, number);
    }

    @Override
    String start(String tag, int number, Instant arrival) {
      return "{\"id\":\"%s-%d\",\"user\":\"u-%s\",\"at\":\"%s\""
          .formatted(tag, number, tag, arrival.minus(Duration.ofHours(2)).plusSeconds(number));
    }
  },
  /** A JSON object per line, its time a count of seconds. */
  TICKS("ticks", "") {
    @Override
    String text(String tag, int number, Instant arrival) {
      return start(tag, number, arrival)
          + ",\"at\":%d}".formatted(arrival.getEpochSecond() - 7_200 + number);
    }

    @Override
    String start(String tag, int number, Instant arrival) {
      return "{\"id\":\"%s-%d\",\"user\":\"u-%s\"".formatted(tag, number, tag);
    }
  },
  /** A row of a shop's clickstream. */
  SHOP("ecom", "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle") {
    @Override
    String text(String tag, int number, Instant arrival) {
      return start(tag, number, arrival) + ",mobile,email,new,active";
    }

    @Override
    String start(String tag, int number, Instant arrival) {
      return "u-%s,home,%s".formatted(tag, SHOP_TIME.format(arrival.minusSeconds(9_999 - number)));
    }
  },
  /** A row of a till, with semicolons. */
  SHEET("sheet", "id;user;at;amount;currency;note;more") {
    @Override
    String text(String tag, int number, Instant arrival) {
      return start(tag, number, arrival)
          + ";%d.5;EUR;\"two\n\"\"lines\"\"\";\"{\"\"item\"\":\"\"cup\"\"}\"".formatted(number);
    }

    @Override
    String start(String tag, int number, Instant arrival) {
      return "%s-%d;u-%s;01.02.2024 10:%02d:00".formatted(tag, number, tag, number % 60);
    }
  },
  /** A line of a web server's log. */
  LOG("access-log", "") {
    @Override
    String text(String tag, int number, Instant arrival) {
      return start(tag, number, arrival)
          + " \"GET /%s/%d HTTP/1.1\" 200 12 \"-\" \"%s\"".formatted(tag, number, tag);
    }

    @Override
    String start(String tag, int number, Instant arrival) {
      return "192.0.2.%d - - [%s]"
          .formatted(number % 250 + 1, LOG_TIME.format(arrival.minusSeconds(9_999 - number)));
    }
  },
  /** A conversation of two messages, to be put into an array. */
  CARE("social-care", "") {
    @Override
    String text(String tag, int number, Instant arrival) {
      return start(tag, number, arrival)
          + "%s,%s]}".formatted(message(tag, number * 2), message(tag, number * 2 + 1));
    }

    @Override
    String start(String tag, int number, Instant arrival) {
      return "{\"dialogHeader\":{\"sessionID\":\"%s-%d\",\"company\":\"invented\"},\"dialogContent\":["
          .formatted(tag, number);
    }
  };

  private static final DateTimeFormatter SHOP_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  final String source;
  final String header;

  GoodRecord(String source, String header) {
    this.source = source;
    this.header = header;
  }

  /**
   * @param tag of the file, so that no two files tell of the same thing
   * @param number of the record within its file
   * @param arrival when the file is going to be found; the record is about two hours older
   */
  abstract String text(String tag, int number, Instant arrival);

  /** Its beginning, which may be ended badly. */
  abstract String start(String tag, int number, Instant arrival);

  /** How many records one text is. */
  int elements() {
    return this == CARE ? 2 : 1;
  }

  static String message(String tag, int number) {
    return "{\"tweet_ID\":\"%s-%d\",\"datetime\":\"2019-05-01T10:00:%02dZ\",\"client\":\"@u_%s\",\"message\":\"it works\"}"
        .formatted(tag, number, number % 60, tag);
  }
}
