package io.percorso.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.explode;

import io.percorso.lake.Field;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Whose weak identifiers are, and when: the rows of {@link CustomerIds} of weak identifiers, by
 * {@link OwnerFold}. One join with the customers of strong identifiers, one shuffle by weak
 * identifier, one sort. Memory: that of the fold.
 */
public final class Owners {
  private static final Field AT = Field.timestamp("login_at", "When a customer logged in");

  private Owners() {}

  /**
   * @param sightings rows of {@link IdentitySightings} with a weak other identifier, all of each
   * @param strong rows of {@link CustomerIds}, at least of the strong identifiers among them
   */
  public static Dataset<Row> build(
      Dataset<Row> sightings, Dataset<Row> strong, CustomerIds.Rules rules) {
    MapPartitionsFunction<Row, Row> fold = rows -> new OwnerRows(rows, rules);
    return sightings
        .select(
            IdentitySightings.IDENTIFIER.col(),
            IdentitySightings.OTHER_IDENTIFIER.col(),
            explode(
                    array_distinct(
                        array(
                            IdentitySightings.FIRST_SEEN_AT.col(),
                            IdentitySightings.LAST_SEEN_AT.col())))
                .as(AT.name()))
        .join(
            strong.select(CustomerIds.IDENTIFIER.col(), CustomerIds.CUSTOMER_ID.col()),
            new String[] {CustomerIds.IDENTIFIER.name()})
        .select(IdentitySightings.OTHER_IDENTIFIER.col(), AT.col(), CustomerIds.CUSTOMER_ID.col())
        .repartition(IdentitySightings.OTHER_IDENTIFIER.col())
        .sortWithinPartitions(
            IdentitySightings.OTHER_IDENTIFIER.col(), AT.col(), CustomerIds.CUSTOMER_ID.col())
        .mapPartitions(fold, Encoders.row(CustomerIds.TABLE.schema()));
  }

  /** One partition: sorted logins in, spans out. */
  private static final class OwnerRows implements Iterator<Row> {
    private final Iterator<Row> sorted;
    private final CustomerIds.Rules rules;
    private final Queue<Row> ready = new ArrayDeque<>();
    private Optional<OwnerFold> fold = Optional.empty();
    private String identifier = "";

    private OwnerRows(Iterator<Row> sorted, CustomerIds.Rules rules) {
      this.sorted = sorted;
      this.rules = rules;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && sorted.hasNext()) {
        take(sorted.next());
      }
      if (ready.isEmpty()) {
        endIdentifier();
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
      if (fold.isEmpty() || !row.getString(0).equals(identifier)) {
        endIdentifier();
        String its = row.getString(0);
        identifier = its;
        fold =
            Optional.of(
                new OwnerFold(
                    rules, (from, until, customerId) -> add(its, from, until, customerId)));
      }
      fold.get()
          .take(new OwnerFold.Login(CustomerIds.micros((Instant) row.get(1)), row.getString(2)));
    }

    private void endIdentifier() {
      fold.ifPresent(OwnerFold::end);
      fold = Optional.empty();
    }

    private void add(String its, long from, long until, String customerId) {
      ready.add(
          RowFactory.create(
              its,
              Identifier.of(its).kind().word(),
              CustomerIds.instant(from),
              CustomerIds.instant(until),
              customerId,
              null));
    }
  }
}
