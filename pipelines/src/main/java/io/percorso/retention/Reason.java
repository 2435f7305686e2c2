package io.percorso.retention;

import io.percorso.lake.Field;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Why a model thinks that a customer may leave, in words for people: features that tell of the same
 * thing are one reason, whose contribution is the sum of theirs. Reasons of the model, not causes
 * in the world: a customer who comes less often may have left in spirit already.
 */
public enum Reason {
  FRICTION(
      "Something failed on %s visits in the last 90 days",
      "Qualcosa non ha funzionato in %s visite negli ultimi 90 giorni",
      "say sorry and mend what failed",
      CustomerFeatures.FRICTION_VISITS_90,
      CustomerFeatures.FRICTION_VISITS_30,
      CustomerFeatures.FAILED_VISITS_90,
      CustomerFeatures.FAILED_VISITS_30,
      CustomerFeatures.ERRORS_30),
  REPEATED_CONTACTS(
      "Had to ask again about the same matter %s times in the last 90 days",
      "Ha dovuto chiedere di nuovo per lo stesso problema %s volte negli ultimi 90 giorni",
      "let one person solve the open matter",
      CustomerFeatures.REPEAT_CONTACTS_90,
      CustomerFeatures.REPEAT_CONTACTS_30,
      CustomerFeatures.ESCALATED_JOURNEYS_90),
  WAITING(
      "Waited longer than promised %s times in the last 90 days",
      "Ha atteso più del promesso %s volte negli ultimi 90 giorni",
      "call back instead of letting them queue",
      CustomerFeatures.LONG_WAITS_90),
  UNFINISHED(
      "Gave up %s attempts in the last 90 days",
      "Ha rinunciato a %s tentativi negli ultimi 90 giorni",
      "offer help with what was begun",
      CustomerFeatures.ABANDONED_JOURNEYS_90,
      CustomerFeatures.ABANDONED_JOURNEYS_30),
  PAYMENT_FAILED(
      "%s payments were refused in the last 90 days",
      "%s pagamenti sono stati rifiutati negli ultimi 90 giorni",
      "help with the means of payment",
      CustomerFeatures.PAYMENT_FAILURES_90,
      CustomerFeatures.PAYMENT_FAILURES_30,
      CustomerFeatures.UNPAID_DAYS),
  PRICE(
      "The price changed by a factor of 1 + %s in the last 30 days",
      "Il prezzo è cambiato di un fattore 1 + %s negli ultimi 30 giorni",
      "explain the price, or offer a smaller plan",
      CustomerFeatures.PRICE_CHANGE_30,
      CustomerFeatures.PAID_AMOUNT),
  LOW_USE(
      "Was last seen %s days ago",
      "È stato visto l'ultima volta %s giorni fa",
      "give a reason to come back",
      CustomerFeatures.DAYS_SINCE_ACTIVE,
      CustomerFeatures.SESSIONS_7,
      CustomerFeatures.SESSIONS_14,
      CustomerFeatures.SESSIONS_30,
      CustomerFeatures.SESSIONS_60,
      CustomerFeatures.SESSIONS_90,
      CustomerFeatures.SESSION_TREND,
      CustomerFeatures.ACTIVE_DAYS_30,
      CustomerFeatures.ACTIVE_DAYS_90),
  FEWER_PURCHASES(
      "Bought on %s days in the last 90",
      "Ha comprato in %s giorni degli ultimi 90",
      "offer what fits their last purchases",
      CustomerFeatures.PURCHASE_DAYS_90,
      CustomerFeatures.PURCHASE_DAYS_30,
      CustomerFeatures.PURCHASE_DAYS,
      CustomerFeatures.DAYS_SINCE_PURCHASE,
      CustomerFeatures.DAYS_SINCE_FIRST_PURCHASE,
      CustomerFeatures.SPEND_90,
      CustomerFeatures.SPEND),
  SHORT_TENURE(
      "Has been a customer for %s days",
      "È cliente da %s giorni",
      "welcome them: the first months decide",
      CustomerFeatures.TENURE_DAYS,
      CustomerFeatures.RENEWAL_COUNT),
  RENEWAL_DUE(
      "The contract was last paid %s days ago",
      "Il contratto è stato pagato l'ultima volta %s giorni fa",
      "remind them of the renewal",
      CustomerFeatures.DAYS_SINCE_RENEWAL),
  WANTED_TO_LEAVE_BEFORE(
      "Asked to leave %s times before",
      "Ha già chiesto di andarsene %s volte",
      "ask what made them stay",
      CustomerFeatures.CANCEL_REQUEST_COUNT),
  DISSATISFIED(
      "Answered %s of 10 when asked whether they recommend us",
      "Ha risposto %s su 10 alla domanda se ci raccomanderebbe",
      "call and listen",
      CustomerFeatures.LAST_NPS,
      CustomerFeatures.NPS_AGE_DAYS,
      CustomerFeatures.LAST_CSAT,
      CustomerFeatures.CSAT_AGE_DAYS,
      CustomerFeatures.LAST_CES,
      CustomerFeatures.CES_AGE_DAYS),
  MUCH_HELP(
      "Needed people in a share of %s of the sessions of 90 days",
      "Ha avuto bisogno di assistenza in una quota di %s delle sessioni di 90 giorni",
      "make help needless: show how it works",
      CustomerFeatures.ASSISTED_SHARE_90,
      CustomerFeatures.ASSISTED_SESSIONS_30,
      CustomerFeatures.ASSISTED_SESSIONS_90),
  LETTERS(
      "Was written to %s times in the last 30 days",
      "Ha ricevuto %s comunicazioni negli ultimi 30 giorni",
      "write less",
      CustomerFeatures.LETTERS_30,
      CustomerFeatures.IS_UNSUBSCRIBED),
  /**
   * What the customer is, not what happened: the kind of contract has a column of its own, and
   * would else be the first reason of all who pay by hand.
   */
  CONTRACT(
      "The contract renews itself (1) or is paid each time (0): %s",
      "Il contratto si rinnova da solo (1) o si paga ogni volta (0): %s",
      "offer automatic renewal",
      CustomerFeatures.IS_AUTOMATIC);

  private static final Map<String, Reason> BY_FEATURE = byFeature();

  private final String english;
  private final String italian;
  private final String action;
  private final List<Field> features;

  /**
   * @param english with a place for the first feature's value
   * @param features the first is the one that is told
   */
  Reason(String english, String italian, String action, Field... features) {
    this.english = english;
    this.italian = italian;
    this.action = action;
    this.features = List.of(features);
  }

  private static Map<String, Reason> byFeature() {
    Map<String, Reason> reasons = new java.util.HashMap<>();
    for (Reason reason : values()) {
      reason.features.forEach(feature -> reasons.put(feature.name(), reason));
    }
    return Map.copyOf(reasons);
  }

  /** The word that is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is told of a customer; what it adds counts all the same. */
  boolean isTold() {
    return this != CONTRACT;
  }

  /** What could be done. */
  public String action() {
    return action;
  }

  /** The feature whose value is told. */
  public Field feature() {
    return features.get(0);
  }

  List<Field> features() {
    return features;
  }

  /**
   * The sentence in English.
   *
   * @param value of {@link #feature}; NaN: there is none
   */
  public String english(double value) {
    return sentence(english, value, "not known: ");
  }

  /** The sentence in Italian. */
  public String italian(double value) {
    return sentence(italian, value, "non noto: ");
  }

  private static String sentence(String sentence, double value, String unknown) {
    return Double.isNaN(value)
        ? unknown + sentence.formatted("…")
        : sentence.formatted(number(value));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The reason that a feature belongs to. */
  static Optional<Reason> of(String feature) {
    return Optional.ofNullable(BY_FEATURE.get(feature));
  }

  /**
   * What each reason adds to a score, in log odds: together what the features add.
   *
   * @param names of the features, in the order of the contributions
   */
  static Map<Reason, Double> sums(List<String> names, double[] contributions) {
    Map<Reason, Double> sums = new EnumMap<>(Reason.class);
    for (int i = 0; i < contributions.length; i++) {
      String name = names.get(i);
      Reason reason =
          of(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "feature '" + name + "' belongs to no reason: give it one"));
      sums.merge(reason, contributions[i], Double::sum);
    }
    return sums;
  }
}
