package io.percorso.retention;

import io.percorso.lake.Field;
import io.percorso.retention.CustomerEvents.Kind;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of one customer at the end of one day after another. Facts come in order of their
 * day; a snapshot tells of those that came before it. Knows no Spark.
 *
 * <p>Memory: a few numbers for each day with something in it, and the ids of visits that failed.
 */
final class FeatureFold {
  /**
   * A thing that is known from a day on.
   *
   * @param what word of {@link CustomerFacts}, or of a kind of event
   * @param id of the visit, journey or event
   * @param numbers NaN where there is none
   * @param word null where there is none; of a payment, what was paid in
   * @param collection null where there is none
   * @param tier null where there is none
   * @param since null where there is none
   */
  record Fact(
      LocalDate day,
      String what,
      String id,
      double[] numbers,
      String word,
      String collection,
      String tier,
      LocalDate since) {
    /** The earlier of two first days: a record of the help desk is younger than the customer. */
    Optional<LocalDate> earlier(Optional<LocalDate> known) {
      return since == null || known.filter(day -> day.isBefore(since)).isPresent()
          ? known
          : Optional.of(since);
    }
  }

  /** What adds up over days. */
  private enum Count {
    SESSIONS,
    ASSISTED,
    ERRORS,
    ACTIVE_DAYS,
    FRICTION,
    FRICTION_FOR_SURE,
    REPEATED,
    WAITED,
    ABANDONED,
    ESCALATED,
    PURCHASE_DAYS,
    SPENT,
    PAYMENT_FAILURES,
    LETTERS
  }

  /** The last answer to a question. */
  private record Answer(LocalDate day, double score) {}

  /**
   * What a contract was paid with.
   *
   * @param reported in the currency of reports; NaN: not known
   * @param own in the currency it was paid in; NaN: not known
   * @param currency null: not known
   */
  private record Payment(LocalDate day, double reported, double own, String currency) {
    /** How many times the other one this is; NaN: not known. */
    double over(Payment other) {
      boolean isAlike =
          Objects.equals(currency, other.currency)
              && !Double.isNaN(own)
              && !Double.isNaN(other.own);
      double before = isAlike ? other.own : other.reported;
      return before > 0 ? (isAlike ? own : reported) / before : Double.NaN;
    }
  }

  /** An error brings a second sign by itself: the click before it, or the form sent again. */
  private static final int SURE_SIGNS = 3;

  private static final int MONTH = 30;
  private static final int QUARTER = 90;

  private final CustomerFeatures.Rules rules;
  private final NavigableMap<LocalDate, double[]> days = new TreeMap<>();
  private final Map<String, Answer> answers = new HashMap<>();

  /** Visits and journeys: several signals of a visit are one visit, of its first day with one. */
  private final Set<String> seen = new HashSet<>();

  private final Map<String, Integer> signs = new HashMap<>();

  private Optional<LocalDate> firstSeen = Optional.empty();
  private Optional<LocalDate> since = Optional.empty();
  private Optional<LocalDate> lastActive = Optional.empty();
  private Optional<LocalDate> firstPurchase = Optional.empty();
  private Optional<LocalDate> lastPurchase = Optional.empty();
  private Optional<LocalDate> lastRenewal = Optional.empty();
  private Optional<LocalDate> unpaidSince = Optional.empty();
  private Optional<String> collection = Optional.empty();
  private Optional<String> tier = Optional.empty();
  private Optional<Payment> paid = Optional.empty();
  private Optional<Payment> paidBefore = Optional.empty();
  private boolean hasContract;
  private boolean isInNotice;
  private boolean isUnsubscribed;
  private int renewals;
  private int cancelRequests;
  private int purchaseDays;
  private double spent;

  FeatureFold(CustomerFeatures.Rules rules) {
    this.rules = rules;
  }

  void take(Fact fact) {
    if (firstSeen.isEmpty()) {
      firstSeen = Optional.of(fact.day);
    }
    switch (fact.what) {
      case CustomerFacts.ACTIVE -> active(fact);
      case CustomerFacts.FAILED -> add(Count.ERRORS, fact.day, fact.numbers[0]);
      case CustomerFacts.FRICTION -> friction(fact);
      case CustomerFacts.REPEATED -> addOnce(Count.REPEATED, fact);
      case CustomerFacts.WAITED -> addOnce(Count.WAITED, fact);
      case CustomerFacts.ABANDONED -> addOnce(Count.ABANDONED, fact);
      case CustomerFacts.ESCALATED -> addOnce(Count.ESCALATED, fact);
      default -> event(fact, Kind.valueOf(fact.what.toUpperCase(Locale.ROOT)));
    }
  }

  private void active(Fact fact) {
    add(Count.SESSIONS, fact.day, fact.numbers[0]);
    add(Count.ASSISTED, fact.day, fact.numbers[1]);
    add(Count.ACTIVE_DAYS, fact.day, 1);
    lastActive = Optional.of(fact.day);
  }

  private void friction(Fact fact) {
    addOnce(Count.FRICTION, fact);
    if (signs.merge(fact.id, 1, Integer::sum) == SURE_SIGNS) {
      add(Count.FRICTION_FOR_SURE, fact.day, 1);
    }
  }

  private void event(Fact fact, Kind kind) {
    state(fact, kind);
    switch (kind) {
      case SUBSCRIBED, RENEWED -> paid(fact, kind);
      case PAYMENT_FAILED -> {
        add(Count.PAYMENT_FAILURES, fact.day, 1);
        unpaidSince = unpaidSince.or(() -> Optional.of(fact.day));
      }
      case CANCEL_REQUESTED -> {
        cancelRequests++;
        isInNotice = true;
      }
      case CANCEL_WITHDRAWN -> isInNotice = false;
      case ENDED, LAPSED -> {
        hasContract = false;
        isInNotice = false;
        unpaidSince = Optional.empty();
      }
      case PURCHASED -> purchased(fact);
      case ANSWERED -> answers.put(fact.word, new Answer(fact.day, fact.numbers[1]));
      case WRITTEN_TO -> add(Count.LETTERS, fact.day, 1);
      case UNSUBSCRIBED -> isUnsubscribed = true;
      case STATED -> {}
    }
  }

  private void state(Fact fact, Kind kind) {
    since = fact.earlier(since);
    tier = Optional.ofNullable(fact.tier).or(() -> tier);
    collection = Optional.ofNullable(fact.collection).or(() -> collection);
    if (kind == Kind.STATED) {
      hasContract |= fact.word != null && !fact.word.isBlank() && !isInNotice;
    }
  }

  /** As of purchases: two records of one day are one payment, the larger. */
  private void paid(Fact fact, Kind kind) {
    Optional<LocalDate> today = Optional.of(fact.day);
    hasContract = true;
    if (kind == Kind.SUBSCRIBED) {
      isInNotice = false;
    } else if (!lastRenewal.equals(today)) {
      renewals++;
    }
    lastRenewal = today;
    unpaidSince = Optional.empty();
    Payment now = new Payment(fact.day, fact.numbers[0], fact.numbers[1], fact.word);
    if (Double.isNaN(now.reported) && Double.isNaN(now.own)) {
      return;
    }
    boolean isOfToday = paid.filter(p -> p.day.equals(fact.day)).isPresent();
    if (!isOfToday) {
      paidBefore = paid;
    }
    if (!isOfToday || now.over(paid.orElseThrow()) > 1) {
      paid = Optional.of(now);
    }
  }

  /** Two records of one day are two tales of one purchase more often than two purchases. */
  private void purchased(Fact fact) {
    double amount = Double.isNaN(fact.numbers[0]) ? 0 : fact.numbers[0];
    double[] day = dayOf(fact.day);
    if (day[Count.PURCHASE_DAYS.ordinal()] == 0) {
      day[Count.PURCHASE_DAYS.ordinal()] = 1;
      purchaseDays++;
    }
    double further = Math.max(0, amount - day[Count.SPENT.ordinal()]);
    day[Count.SPENT.ordinal()] += further;
    spent += further;
    firstPurchase = firstPurchase.or(() -> Optional.of(fact.day));
    lastPurchase = Optional.of(fact.day);
    lastActive = Optional.of(fact.day);
  }

  private void addOnce(Count count, Fact fact) {
    if (seen.add(count.name() + fact.id)) {
      add(count, fact.day, 1);
    }
  }

  private void add(Count count, LocalDate day, double number) {
    dayOf(day)[count.ordinal()] += number;
  }

  private double[] dayOf(LocalDate day) {
    return days.computeIfAbsent(day, d -> new double[Count.values().length]);
  }

  /** What kind of contract there is to lose; none: whoever comes may stay away. */
  String contractKind() {
    if (!hasContract) {
      return CustomerFeatures.NO_CONTRACT;
    }
    return collection.filter(rules.automatic()::equals).isPresent()
        ? CustomerFeatures.AUTOMATIC
        : CustomerFeatures.MANUAL;
  }

  Optional<String> tier() {
    return tier;
  }

  /** Whether there is something to lose at the end of a day, and for long enough. */
  boolean isTold(LocalDate at) {
    boolean isActive = lastActive.filter(d -> daysSince(d, at) < rules.activeWithin()).isPresent();
    return !isInNotice && tenure(at) >= rules.leastTenure() && (hasContract || isActive);
  }

  private double tenure(LocalDate at) {
    LocalDate first = firstSeen.orElse(at);
    LocalDate began = since.filter(s -> s.isBefore(first)).orElse(first);
    return Math.max(0, daysSince(began, at));
  }

  /** The features by name; NaN: there is no such figure. */
  Map<Field, Double> features(LocalDate at) {
    Map<Field, Double> of = new HashMap<>();
    contract(of, at);
    activity(of, at);
    experience(of, at);
    purchases(of, at);
    answered(of, at, "NPS", CustomerFeatures.LAST_NPS, CustomerFeatures.NPS_AGE_DAYS);
    answered(of, at, "CSAT", CustomerFeatures.LAST_CSAT, CustomerFeatures.CSAT_AGE_DAYS);
    answered(of, at, "CES", CustomerFeatures.LAST_CES, CustomerFeatures.CES_AGE_DAYS);
    of.put(CustomerFeatures.LETTERS_30, sum(Count.LETTERS, at, MONTH));
    of.put(CustomerFeatures.IS_UNSUBSCRIBED, isUnsubscribed ? 1.0 : 0.0);
    return of;
  }

  private void contract(Map<Field, Double> of, LocalDate at) {
    of.put(CustomerFeatures.IS_AUTOMATIC, isAutomatic());
    of.put(CustomerFeatures.TENURE_DAYS, tenure(at));
    of.put(CustomerFeatures.RENEWAL_COUNT, (double) renewals);
    of.put(CustomerFeatures.DAYS_SINCE_RENEWAL, age(lastRenewal, at));
    of.put(CustomerFeatures.PAID_AMOUNT, paid.map(Payment::reported).orElse(Double.NaN));
    of.put(CustomerFeatures.PRICE_CHANGE_30, priceChange(at));
    of.put(CustomerFeatures.PAYMENT_FAILURES_30, sum(Count.PAYMENT_FAILURES, at, MONTH));
    of.put(CustomerFeatures.PAYMENT_FAILURES_90, sum(Count.PAYMENT_FAILURES, at, QUARTER));
    of.put(CustomerFeatures.UNPAID_DAYS, age(unpaidSince, at));
    of.put(CustomerFeatures.CANCEL_REQUEST_COUNT, (double) cancelRequests);
  }

  private double isAutomatic() {
    return switch (contractKind()) {
      case CustomerFeatures.AUTOMATIC -> 1;
      case CustomerFeatures.MANUAL -> 0;
      default -> Double.NaN;
    };
  }

  /** None where no two payments are known; 0 where the last one is of long ago. */
  private double priceChange(LocalDate at) {
    double ratio = paidBefore.map(before -> paid.orElseThrow().over(before)).orElse(Double.NaN);
    boolean isLongAgo = paid.filter(p -> daysSince(p.day, at) >= MONTH).isPresent();
    return isLongAgo && !Double.isNaN(ratio) ? 0 : ratio - 1;
  }

  private void activity(Map<Field, Double> of, LocalDate at) {
    double month = sum(Count.SESSIONS, at, MONTH);
    double quarter = sum(Count.SESSIONS, at, QUARTER);
    of.put(CustomerFeatures.SESSIONS_7, sum(Count.SESSIONS, at, 7));
    of.put(CustomerFeatures.SESSIONS_14, sum(Count.SESSIONS, at, 14));
    of.put(CustomerFeatures.SESSIONS_30, month);
    of.put(CustomerFeatures.SESSIONS_60, sum(Count.SESSIONS, at, 60));
    of.put(CustomerFeatures.SESSIONS_90, quarter);
    of.put(CustomerFeatures.SESSION_TREND, (month + 1) / (quarter / 3 + 1) - 1);
    of.put(CustomerFeatures.ACTIVE_DAYS_30, sum(Count.ACTIVE_DAYS, at, MONTH));
    of.put(CustomerFeatures.ACTIVE_DAYS_90, sum(Count.ACTIVE_DAYS, at, QUARTER));
    of.put(CustomerFeatures.DAYS_SINCE_ACTIVE, age(lastActive, at));
    double assisted = sum(Count.ASSISTED, at, QUARTER);
    of.put(CustomerFeatures.ASSISTED_SESSIONS_30, sum(Count.ASSISTED, at, MONTH));
    of.put(CustomerFeatures.ASSISTED_SESSIONS_90, assisted);
    of.put(CustomerFeatures.ASSISTED_SHARE_90, quarter > 0 ? assisted / quarter : Double.NaN);
    of.put(CustomerFeatures.ERRORS_30, sum(Count.ERRORS, at, MONTH));
  }

  private void experience(Map<Field, Double> of, LocalDate at) {
    of.put(CustomerFeatures.FRICTION_VISITS_30, sum(Count.FRICTION, at, MONTH));
    of.put(CustomerFeatures.FRICTION_VISITS_90, sum(Count.FRICTION, at, QUARTER));
    of.put(CustomerFeatures.FAILED_VISITS_30, sum(Count.FRICTION_FOR_SURE, at, MONTH));
    of.put(CustomerFeatures.FAILED_VISITS_90, sum(Count.FRICTION_FOR_SURE, at, QUARTER));
    of.put(CustomerFeatures.REPEAT_CONTACTS_30, sum(Count.REPEATED, at, MONTH));
    of.put(CustomerFeatures.REPEAT_CONTACTS_90, sum(Count.REPEATED, at, QUARTER));
    of.put(CustomerFeatures.LONG_WAITS_90, sum(Count.WAITED, at, QUARTER));
    of.put(CustomerFeatures.ABANDONED_JOURNEYS_30, sum(Count.ABANDONED, at, MONTH));
    of.put(CustomerFeatures.ABANDONED_JOURNEYS_90, sum(Count.ABANDONED, at, QUARTER));
    of.put(CustomerFeatures.ESCALATED_JOURNEYS_90, sum(Count.ESCALATED, at, QUARTER));
  }

  private void purchases(Map<Field, Double> of, LocalDate at) {
    of.put(CustomerFeatures.PURCHASE_DAYS_30, sum(Count.PURCHASE_DAYS, at, MONTH));
    of.put(CustomerFeatures.PURCHASE_DAYS_90, sum(Count.PURCHASE_DAYS, at, QUARTER));
    of.put(CustomerFeatures.PURCHASE_DAYS, (double) purchaseDays);
    of.put(CustomerFeatures.DAYS_SINCE_PURCHASE, age(lastPurchase, at));
    of.put(CustomerFeatures.DAYS_SINCE_FIRST_PURCHASE, age(firstPurchase, at));
    of.put(CustomerFeatures.SPEND_90, sum(Count.SPENT, at, QUARTER));
    of.put(CustomerFeatures.SPEND, spent);
  }

  private void answered(
      Map<Field, Double> of, LocalDate at, String question, Field score, Field ageDays) {
    Optional<Answer> answer = Optional.ofNullable(answers.get(question));
    of.put(score, answer.map(Answer::score).orElse(Double.NaN));
    of.put(ageDays, age(answer.map(Answer::day), at));
  }

  /** Over the day itself and those before it, so many in all. */
  private double sum(Count count, LocalDate at, int window) {
    double sum = 0;
    for (double[] day : days.subMap(at.minusDays(window - 1L), true, at, true).values()) {
      sum += day[count.ordinal()];
    }
    return sum;
  }

  private static double age(Optional<LocalDate> day, LocalDate at) {
    return day.map(d -> daysSince(d, at)).orElse(Double.NaN);
  }

  private static double daysSince(LocalDate day, LocalDate at) {
    return ChronoUnit.DAYS.between(day, at);
  }
}
