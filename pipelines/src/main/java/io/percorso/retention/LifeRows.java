package io.percorso.retention;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** One partition: sorted facts in, the rows of {@link CustomerLives} out. */
final class LifeRows implements Iterator<Row> {
  private final Iterator<Row> facts;
  private final LocalDate cutoff;
  private final String automatic;
  private Optional<Row> ahead = Optional.empty();

  LifeRows(Iterator<Row> facts, LocalDate cutoff, String automatic) {
    this.facts = facts;
    this.cutoff = cutoff;
    this.automatic = automatic;
  }

  @Override
  public boolean hasNext() {
    return ahead.isPresent() || facts.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more rows in this partition");
    }
    Row fact = ahead.orElseGet(facts::next);
    String customer = customer(fact);
    LifeFold fold = new LifeFold(automatic);
    fold.take(FeatureRows.fact(fact));
    ahead = Optional.empty();
    while (facts.hasNext() && ahead.isEmpty()) {
      Row further = facts.next();
      if (customer(further).equals(customer)) {
        fold.take(FeatureRows.fact(further));
      } else {
        ahead = Optional.of(further);
      }
    }
    return fold.row(customer, cutoff);
  }

  private static String customer(Row fact) {
    return fact.getAs(CustomerFacts.CUSTOMER_ID.name());
  }
}
