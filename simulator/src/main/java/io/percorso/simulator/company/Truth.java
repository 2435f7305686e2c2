package io.percorso.simulator.company;

import java.util.StringJoiner;

/** The tables of the truth: one CSV file each, which the pipeline never reads. */
enum Truth {
  /** One row per record written. */
  RECORD(
      "source",
      "file",
      "frame",
      "element",
      "act",
      "person",
      "journey",
      "visit",
      "session",
      "is_bot",
      "flags",
      "expected"),
  /** One row per customer. */
  PERSON(
      "person",
      "household",
      "segment",
      "language",
      "contract",
      "since",
      "intent_trait",
      "price_sensitivity",
      "patience",
      "unobserved",
      "value",
      "customer_no",
      "email",
      "phone",
      "is_test"),
  /** One row per identifier of a customer. */
  IDENTITY("person", "kind", "value", "is_shared"),
  /** One row per attempt of a customer at an intent. */
  JOURNEY(
      "journey",
      "person",
      "intent",
      "started_at",
      "ended_at",
      "outcome",
      "recapture_of",
      "planned_visits",
      "visits",
      "margin_cents"),
  /** One row per visit of a page or screen. */
  VISIT(
      "visit",
      "journey",
      "person",
      "step",
      "touchpoint",
      "channel",
      "at",
      "friction",
      "h0",
      "h1",
      "is_exit"),
  /** One row per attempt and touchpoint whose friction took something from it. */
  LOSS("journey", "person", "touchpoint", "started_at", "true_lost", "true_amount_cents"),
  /** One row per customer and snapshot day. */
  CHURN(
      "person",
      "snapshot_day",
      "p_full",
      "p_obs",
      "dominant_cause",
      "churned",
      "contract",
      "friction_count",
      "repeat_count",
      "had_payment_failure",
      "had_price_rise",
      "days_silent",
      "tenure_months",
      "satisfaction",
      "is_auto_renewed"),
  /** One row per customer of the retention campaign's draw. */
  UPLIFT("person", "is_treated", "effect"),
  /** One row per text that a customer wrote. */
  TOPIC("act", "person", "topic", "feeling", "language"),
  /** One row per bot. */
  BOT("bot", "kind", "sessions", "acts"),
  /** One row per touchpoint. */
  TOUCHPOINT(
      "touchpoint",
      "kind",
      "friction_share",
      "effect",
      "visits",
      "friction_visits",
      "true_lost",
      "true_amount_cents",
      "rank"),
  /** One row per fact about the world. */
  WORLD("key", "value");

  private final String[] columns;

  Truth(String... columns) {
    this.columns = columns;
  }

  String fileName() {
    return name().toLowerCase(java.util.Locale.ROOT) + ".csv";
  }

  String header() {
    return String.join(",", columns);
  }

  String row(Object... values) {
    if (values.length != columns.length) {
      throw new IllegalArgumentException(
          "%s has %d columns, not %d".formatted(this, columns.length, values.length));
    }
    StringJoiner row = new StringJoiner(",");
    for (Object value : values) {
      row.add(cell(value));
    }
    return row.toString();
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      return Double.toString(Math.rint(number * 1e9) / 1e9);
    }
    String text = value.toString();
    return text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0
        ? text
        : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
