package io.percorso.retention;

import static org.apache.spark.sql.functions.collect_list;

import io.percorso.lake.Field;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One row per customer: all days of activity. Not stored; made once for all that looks at it. */
public final class Activity {
  public static final Field CUSTOMER_ID = CustomerDays.CUSTOMER_ID;

  /** Days, in no order. */
  static final String DAYS = "days";

  /** Customers of whom only a device is known. */
  private static final String ANONYMOUS = "anon-";

  private Activity() {}

  /**
   * @param days rows of {@link CustomerDays}
   */
  public static Dataset<Row> build(Dataset<Row> days) {
    return days.groupBy(CUSTOMER_ID.col())
        .agg(collect_list(CustomerDays.ACTIVITY_DAY.col()).as(DAYS));
  }

  static List<LocalDate> days(Row customer) {
    return customer.getList(customer.fieldIndex(DAYS));
  }

  static boolean isKnown(Row customer) {
    return !customer.<String>getAs(CUSTOMER_ID.name()).startsWith(ANONYMOUS);
  }
}
