package io.percorso.segments;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;

import io.percorso.lake.Field;
import io.percorso.retention.CustomerFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * By what customers are told to behave alike: how long they are there, how much they use, buy, get
 * letters and talk to people. Nothing of leaving (requests, payments refused, answers), and nothing
 * of friction, which {@link SegmentMatrix} is to compare between segments.
 */
enum Trait {
  TENURE(CustomerFeatures.TENURE_DAYS, "longer as a customer", "shorter as a customer"),
  ACTIVE_DAYS(CustomerFeatures.ACTIVE_DAYS_90, "more active days", "fewer active days"),
  SILENCE(CustomerFeatures.DAYS_SINCE_ACTIVE, "longer silent", "active more lately"),
  ASSISTED(
      CustomerFeatures.ASSISTED_SESSIONS_90,
      "more sessions with people",
      "fewer sessions with people"),
  PURCHASES(CustomerFeatures.PURCHASE_DAYS_90, "more purchases", "fewer purchases"),
  SPEND(CustomerFeatures.SPEND_90, "higher spend", "lower spend"),
  LETTERS(CustomerFeatures.LETTERS_30, "more letters", "fewer letters");

  /** Standard deviations from everybody's mean beyond which a trait is called much more or less. */
  private static final double MUCH = 1;

  /** Below, a trait does not distinguish. */
  private static final double LITTLE = 0.1;

  private static final int TOLD = 3;

  private final Field figure;
  private final String more;
  private final String less;

  Trait(Field figure, String more, String less) {
    this.figure = figure;
    this.more = more;
    this.less = less;
  }

  Field figure() {
    return figure;
  }

  /** Never null and never below 0: who was never active has been silent for as long as known. */
  private Column value() {
    Column known =
        this == SILENCE ? coalesce(figure.col(), CustomerFeatures.TENURE_DAYS.col()) : figure.col();
    return greatest(coalesce(known, lit(0.0)), lit(0.0));
  }

  static Column[] columns() {
    return Arrays.stream(values()).map(t -> t.value().as(t.figure.name())).toArray(Column[]::new);
  }

  static String names() {
    return String.join(" ", Arrays.stream(values()).map(t -> t.figure.name()).toList());
  }

  /**
   * The three traits, at most, by which a centre differs most from everybody, in words.
   *
   * @param centre in standard deviations from everybody's mean
   */
  static String described(double[] centre) {
    List<Trait> traits = new ArrayList<>(List.of(values()));
    traits.sort(Comparator.comparingDouble(t -> -Math.abs(centre[t.ordinal()])));
    List<String> words =
        traits.stream()
            .limit(TOLD)
            .filter(t -> Math.abs(centre[t.ordinal()]) >= LITTLE)
            .map(t -> t.said(centre[t.ordinal()]))
            .toList();
    return words.isEmpty() ? "like everybody" : String.join(", ", words);
  }

  private String said(double deviations) {
    String words = deviations > 0 ? more : less;
    return Math.abs(deviations) >= MUCH ? "much " + words : words;
  }
}
