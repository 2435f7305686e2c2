package io.percorso.retention;

import io.percorso.retention.CustomerEvents.Kind;
import io.percorso.retention.FeatureFold.Fact;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One customer's facts in order in, the row of {@link CustomerLives} out. */
final class LifeFold {
  private final ContractFold contracts;
  private final BuyingFold purchases = new BuyingFold();
  private final SilenceFold silences = new SilenceFold();

  LifeFold(String automatic) {
    contracts = new ContractFold(automatic);
  }

  void take(Fact fact) {
    if (fact.what().equals(CustomerFacts.ACTIVE)) {
      silences.take(fact.day());
      return;
    }
    Kind kind = Kind.valueOf(fact.what().toUpperCase(Locale.ROOT));
    contracts.take(fact, kind);
    if (kind == Kind.PURCHASED) {
      purchases.take(fact.day(), fact.numbers()[0]);
      silences.take(fact.day());
    }
  }

  Row row(String customerId, LocalDate cutoff) {
    boolean hasBought = purchases.first().isPresent();
    LocalDate first = purchases.first().orElse(cutoff);
    return RowFactory.create(
        customerId,
        contracts.kind(),
        contracts.tier().orElse(null),
        contracts.isInNotice(),
        boxed(contracts.age(cutoff)),
        boxed(contracts.paid()),
        boxed(contracts.paidEvery()),
        boxed(contracts.unpaidFor(cutoff)),
        purchases.days(),
        hasBought ? days(first, purchases.last()) : null,
        hasBought ? days(first, cutoff) : null,
        purchases.priced(),
        purchases.spent(),
        spells(cutoff),
        contracts.hadContract() ? new Row[0] : silences(cutoff));
  }

  private Row[] spells(LocalDate cutoff) {
    return contracts.spells(cutoff).stream()
        .map(s -> RowFactory.create(s.kind(), s.tier(), s.entry(), s.exit(), s.cause().word()))
        .toArray(Row[]::new);
  }

  private Row[] silences(LocalDate cutoff) {
    List<Row> rows = new ArrayList<>();
    silences.returned().forEach((days, count) -> rows.add(RowFactory.create(days, count, 0L)));
    if (silences.open(cutoff) > 0) {
      rows.add(RowFactory.create(silences.open(cutoff), 0L, 1L));
    }
    return rows.toArray(new Row[0]);
  }

  private static Integer boxed(OptionalInt of) {
    return of.isPresent() ? of.getAsInt() : null;
  }

  private static Double boxed(OptionalDouble of) {
    return of.isPresent() ? of.getAsDouble() : null;
  }

  private static int days(LocalDate from, LocalDate to) {
    return (int) ChronoUnit.DAYS.between(from, to);
  }
}
