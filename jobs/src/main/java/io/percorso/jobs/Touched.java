package io.percorso.jobs;

import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** The customers whose rows a night makes anew, and the identifiers by which they are found. */
final class Touched {
  private static final String[] CUSTOMER = {CustomerIds.CUSTOMER_ID.name()};

  private static final String[] IDENTIFIER = {CustomerIds.IDENTIFIER.name()};

  private final Dataset<Row> customers;

  private Touched(Dataset<Row> customers) {
    this.customers = customers;
  }

  /**
   * @param records identifiers and times of records that came, went or became visible
   * @param changed identifiers and customers of spans that are believed anew or no more
   * @param due customers with a result that waited for a time now past
   * @param ids rows of {@link CustomerIds} as they are now
   */
  static Touched by(
      Dataset<Row> records, Dataset<Row> changed, Dataset<Row> due, Dataset<Row> ids) {
    Dataset<Row> ofRecords = CustomerInteractions.customers(records, ids).select(customer());
    Dataset<Row> itself =
        changed.select(
            CustomerInteractions.customerOf(CustomerIds.IDENTIFIER.col())
                .as(CustomerIds.CUSTOMER_ID.name()));
    Dataset<Row> customers =
        ofRecords
            .union(changed.select(customer()))
            .union(itself)
            .union(due.select(customer()))
            .distinct()
            .localCheckpoint(true, StorageLevel.MEMORY_AND_DISK())
            .persist(StorageLevel.MEMORY_AND_DISK());
    // Known in size, it is sent to every task instead of shuffling the histories of everybody.
    customers.count();
    return new Touched(customers);
  }

  /** The rows of these customers. */
  Dataset<Row> rowsOf(Dataset<Row> rows) {
    return rows.join(customers, CUSTOMER, "left_semi");
  }

  /**
   * The interactions of these customers. Only identifiers of which some time is theirs are looked
   * up, each with all its spans.
   *
   * @param interactions those that are visible
   * @param ids rows of {@link CustomerIds}
   */
  Dataset<Row> history(Dataset<Row> interactions, Dataset<Row> ids) {
    Column byItself = CustomerInteractions.customerOf(CustomerIds.IDENTIFIER.col());
    Dataset<Row> namesake =
        ids.withColumn(CustomerIds.CUSTOMER_ID.name(), byItself)
            .select(CustomerIds.TABLE.columns());
    Dataset<Row> theirs =
        rowsOf(ids.select(CustomerIds.TABLE.columns()))
            .unionByName(rowsOf(namesake))
            .select(CustomerIds.IDENTIFIER.col())
            .distinct();
    return rowsOf(
        CustomerInteractions.build(interactions, ids.join(theirs, IDENTIFIER, "left_semi")));
  }

  private static Column customer() {
    return CustomerIds.CUSTOMER_ID.col();
  }
}
