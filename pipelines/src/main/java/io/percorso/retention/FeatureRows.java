package io.percorso.retention;

import io.percorso.lake.Field;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One partition: sorted facts in, the rows of {@link CustomerFeatures} out. */
final class FeatureRows implements Iterator<Row> {
  private final Iterator<Row> facts;
  private final List<LocalDate> snapshots;
  private final CustomerFeatures.Rules rules;
  private final Queue<Row> ready = new ArrayDeque<>();
  private Optional<FeatureFold> fold = Optional.empty();
  private String customerId = "";

  /** Index of the next snapshot of the customer. */
  private int next;

  /**
   * @param snapshots at least one; the last is that of the cut-off
   */
  FeatureRows(Iterator<Row> facts, List<LocalDate> snapshots, CustomerFeatures.Rules rules) {
    this.facts = facts;
    this.snapshots = snapshots.stream().sorted().toList();
    this.rules = rules;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && facts.hasNext()) {
      take(facts.next());
    }
    if (ready.isEmpty()) {
      endCustomer();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more rows in this partition");
    }
    return ready.remove();
  }

  private void take(Row row) {
    String customer = row.getAs(CustomerFacts.CUSTOMER_ID.name());
    if (fold.isEmpty() || !customer.equals(customerId)) {
      endCustomer();
      customerId = customer;
      fold = Optional.of(new FeatureFold(rules));
      next = 0;
    }
    FeatureFold.Fact fact = fact(row);
    tellUntil(fact.day());
    fold.get().take(fact);
  }

  /** The snapshots before a day, at whose end nothing of that day is known. */
  private void tellUntil(LocalDate day) {
    while (next < snapshots.size() && snapshots.get(next).isBefore(day)) {
      tell(snapshots.get(next));
      next++;
    }
  }

  private void endCustomer() {
    if (fold.isPresent()) {
      tellUntil(LocalDate.MAX);
      fold = Optional.empty();
    }
  }

  private void tell(LocalDate day) {
    FeatureFold known = fold.orElseThrow();
    if (!known.isTold(day)) {
      return;
    }
    Map<Field, Double> features = known.features(day);
    Object[] row = new Object[CustomerFeatures.TABLE.fields().size()];
    row[0] = customerId;
    row[1] = day;
    row[2] = day.isBefore(snapshots.get(snapshots.size() - 1));
    row[3] = known.contractKind();
    row[4] = known.tier().orElse(null);
    int at = 5;
    for (Field feature : CustomerFeatures.FEATURES) {
      double value = features.get(feature);
      row[at++] = Double.isNaN(value) ? null : value;
    }
    ready.add(RowFactory.create(row));
  }

  /** A row of {@link CustomerFacts}. */
  static FeatureFold.Fact fact(Row row) {
    return new FeatureFold.Fact(
        row.getAs(CustomerFacts.DAY.name()),
        row.getAs(CustomerFacts.FACT.name()),
        row.getAs(CustomerFacts.ID.name()),
        new double[] {
          number(row, CustomerFacts.FIRST), number(row, CustomerFacts.SECOND),
        },
        row.getAs(CustomerFacts.WORD.name()),
        row.getAs(CustomerFacts.COLLECTION.name()),
        row.getAs(CustomerFacts.TIER.name()),
        row.getAs(CustomerFacts.SINCE.name()));
  }

  private static double number(Row row, Field field) {
    Double value = row.getAs(field.name());
    return value == null ? Double.NaN : value;
  }
}
