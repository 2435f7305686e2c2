package io.percorso.retention;

import io.percorso.retention.CustomerEvents.Kind;
import io.percorso.retention.FeatureFold.Fact;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The contracts of one customer, one after the other, and since when each could be watched. Facts
 * come in order of their day. Knows no Spark.
 *
 * <ul>
 *   <li>A contract that is seen to begin is watched from its beginning. One that shows later (it is
 *       paid for, a payment is refused, a record states it) is watched from that day on, and its
 *       life is counted from the first day as a customer that a record states; where none does it
 *       is not told.
 *   <li>It is over when the customer asks for its end and does not take that back (voluntary: on
 *       the day of asking), or has it ended (voluntary), or the company ends it (lapsed:
 *       involuntary).
 *   <li>A record that states a contract opens the first one only: of later ones it may be out of
 *       date. A contract that begins after it was merely stated began then.
 *   <li>A payment after the end is a new contract; anything else after the end is not.
 * </ul>
 */
final class ContractFold {
  /** Why a contract is over. */
  enum Cause {
    VOLUNTARY,
    INVOLUNTARY,

    /** It is not. */
    NONE;

    /** The word that is stored. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Entry of a contract that is watched from its beginning: the day before its first. */
  static final int BEGINNING = -1;

  /**
   * A contract as it can be watched in a group of contracts.
   *
   * @param kind automatic, manual, or {@link SurvivalCurves#ALL}
   * @param tier or {@link SurvivalCurves#ALL}
   * @param entry day of its life after which it is watched, {@link #BEGINNING}; below exit
   * @param exit day of its life on which it is over, or until which it was watched
   */
  record Spell(String kind, String tier, int entry, int exit, Cause cause) {}

  private static final class Contract {
    private LocalDate seen;
    private boolean isWhole;
    private boolean isPaid;
    private Optional<String> collection = Optional.empty();
    private LocalDate collectionSeen = LocalDate.MAX;
    private Optional<LocalDate> notice = Optional.empty();
    private Optional<LocalDate> end = Optional.empty();
    private Cause cause = Cause.NONE;
    private final List<LocalDate> payments = new ArrayList<>();
    private OptionalDouble paid = OptionalDouble.empty();

    Contract(LocalDate seen, boolean isWhole) {
      this.seen = seen;
      this.isWhole = isWhole;
    }
  }

  private final String automatic;
  private final List<Contract> contracts = new ArrayList<>();
  private Optional<LocalDate> since = Optional.empty();
  private Optional<String> collection = Optional.empty();
  private Optional<String> tier = Optional.empty();
  private Optional<String> firstTier = Optional.empty();
  private LocalDate tierSeen = LocalDate.MAX;

  /**
   * @param automatic what sources say of contracts that renew themselves
   */
  ContractFold(String automatic) {
    this.automatic = automatic;
  }

  void take(Fact fact, Kind kind) {
    since = fact.earlier(since);
    switch (kind) {
      case STATED -> stated(fact);
      case SUBSCRIBED -> {
        subscribed(fact.day());
        paid(fact);
      }
      case RENEWED -> {
        if (running().isEmpty()) {
          contracts.add(new Contract(fact.day(), !contracts.isEmpty()));
        }
        paid(fact);
      }
      case PAYMENT_FAILED -> shown(fact.day());
      case CANCEL_REQUESTED ->
          shown(fact.day()).filter(c -> c.notice.isEmpty()).ifPresent(c -> c.notice = day(fact));
      case CANCEL_WITHDRAWN -> shown(fact.day()).ifPresent(c -> c.notice = Optional.empty());
      case ENDED -> shown(fact.day()).ifPresent(c -> end(c, fact.day(), Cause.VOLUNTARY));
      case LAPSED -> shown(fact.day()).ifPresent(c -> end(c, fact.day(), Cause.INVOLUNTARY));
      case PURCHASED, ANSWERED, WRITTEN_TO, UNSUBSCRIBED -> {
        return;
      }
    }
    collected(fact);
  }

  private void stated(Fact fact) {
    tier = Optional.ofNullable(fact.tier()).or(() -> tier);
    if (firstTier.isEmpty() && tier.isPresent()) {
      firstTier = tier;
      tierSeen = fact.day();
    }
    if (fact.word() != null && !fact.word().isBlank() && contracts.isEmpty()) {
      contracts.add(new Contract(fact.day(), false));
    }
  }

  private void subscribed(LocalDate day) {
    Optional<Contract> running = running();
    if (running.isPresent() && running.get().isPaid) {
      running.get().notice = Optional.empty();
      return;
    }
    running.ifPresent(contracts::remove);
    contracts.add(new Contract(day, true));
  }

  private void paid(Fact fact) {
    Contract contract = running().orElseThrow();
    contract.isPaid = true;
    if (!contract.payments.contains(fact.day())) {
      contract.payments.add(fact.day());
    }
    // Money that is given back is no price.
    if (fact.numbers()[0] >= 0) {
      contract.paid = OptionalDouble.of(fact.numbers()[0]);
    }
  }

  /** The contract in force, or the first one, which shows by this. */
  private Optional<Contract> shown(LocalDate day) {
    if (contracts.isEmpty()) {
      contracts.add(new Contract(day, false));
    }
    return running();
  }

  private static void end(Contract contract, LocalDate day, Cause cause) {
    contract.end = Optional.of(day);
    contract.cause = cause;
  }

  private void collected(Fact fact) {
    collection = Optional.ofNullable(fact.collection()).or(() -> collection);
    if (contracts.isEmpty()) {
      return;
    }
    Contract last = contracts.get(contracts.size() - 1);
    if (last.collection.isEmpty() && collection.isPresent()) {
      last.collection = collection;
      last.collectionSeen = fact.day();
    }
  }

  private Optional<Contract> running() {
    return contracts.isEmpty()
        ? Optional.empty()
        : Optional.of(contracts.get(contracts.size() - 1)).filter(c -> c.end.isEmpty());
  }

  private static Optional<LocalDate> day(Fact fact) {
    return Optional.of(fact.day());
  }

  boolean hadContract() {
    return !contracts.isEmpty();
  }

  Optional<String> tier() {
    return tier;
  }

  /** As {@link CustomerFeatures#CONTRACT_KIND}: one of which nothing is said is paid by hand. */
  String kind() {
    return running()
        .map(c -> c.collection.or(() -> collection).map(this::kind).orElse(CustomerFeatures.MANUAL))
        .orElse(CustomerFeatures.NO_CONTRACT);
  }

  private String kind(String said) {
    return said.equals(automatic) ? CustomerFeatures.AUTOMATIC : CustomerFeatures.MANUAL;
  }

  boolean isInNotice() {
    return running().filter(c -> c.notice.isPresent()).isPresent();
  }

  /** Last paid for the contract in force. */
  OptionalDouble paid() {
    return running().map(c -> c.paid).orElse(OptionalDouble.empty());
  }

  /** Days from one payment of the contract in force to the next: the middle one of those seen. */
  OptionalDouble paidEvery() {
    List<LocalDate> payments = running().map(c -> c.payments).orElse(List.of());
    if (payments.size() < 2) {
      return OptionalDouble.empty();
    }
    double[] gaps = new double[payments.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = days(payments.get(i), payments.get(i + 1));
    }
    Arrays.sort(gaps);
    return OptionalDouble.of((gaps[(gaps.length - 1) / 2] + gaps[gaps.length / 2]) / 2);
  }

  /** Days since the last payment of the contract in force. */
  OptionalInt unpaidFor(LocalDate cutoff) {
    List<LocalDate> payments = running().map(c -> c.payments).orElse(List.of());
    return payments.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(days(payments.get(payments.size() - 1), cutoff));
  }

  /** Age of the contract in force; nothing where nobody says since when it is. */
  OptionalInt age(LocalDate cutoff) {
    return running()
        .flatMap(this::began)
        .map(began -> OptionalInt.of(days(began, cutoff)))
        .orElse(OptionalInt.empty());
  }

  private Optional<LocalDate> began(Contract contract) {
    return contract.isWhole
        ? Optional.of(contract.seen)
        : since.filter(day -> !day.isAfter(contract.seen));
  }

  /**
   * All contracts in every group in which they can be watched: from the day on on which it is known
   * that they are of it, lest those who left before count as having stayed.
   */
  List<Spell> spells(LocalDate cutoff) {
    List<Spell> spells = new ArrayList<>();
    for (Contract contract : contracts) {
      began(contract).ifPresent(began -> add(spells, contract, began, cutoff));
    }
    return spells;
  }

  private void add(List<Spell> spells, Contract of, LocalDate began, LocalDate cutoff) {
    LocalDate last = of.notice.or(() -> of.end).orElse(cutoff);
    Cause cause = of.notice.isPresent() ? Cause.VOLUNTARY : of.cause;
    int entry = of.isWhole ? BEGINNING : days(began, of.seen);
    int exit = days(began, last);
    for (String kind : either(of.collection.map(this::kind))) {
      for (String group : either(firstTier)) {
        int known = entry;
        if (!kind.equals(SurvivalCurves.ALL) && of.collectionSeen.isAfter(of.seen)) {
          known = Math.max(known, days(began, of.collectionSeen));
        }
        if (!group.equals(SurvivalCurves.ALL) && tierSeen.isAfter(of.seen)) {
          known = Math.max(known, days(began, tierSeen));
        }
        if (known < exit) {
          spells.add(new Spell(kind, group, known, exit, cause));
        }
      }
    }
  }

  private static List<String> either(Optional<String> group) {
    return group
        .filter(g -> !g.equals(SurvivalCurves.ALL))
        .map(g -> List.of(SurvivalCurves.ALL, g))
        .orElse(List.of(SurvivalCurves.ALL));
  }

  private static int days(LocalDate from, LocalDate to) {
    return (int) ChronoUnit.DAYS.between(from, to);
  }
}
