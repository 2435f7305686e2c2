package io.percorso.jobs;

import io.percorso.identity.CustomerAliases;
import io.percorso.identity.CustomerIdHistory;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** Tells what was believed of an identifier, and which customers took each other's place. */
final class ExplainBelief {
  private final Lake lake;
  private final PrintStream out;

  ExplainBelief(Lake lake, PrintStream out) {
    this.lake = lake;
    this.out = out;
  }

  /**
   * @param asked kind and pseudonym
   */
  void tell(String asked) {
    tellAliases(tellSpans(asked));
  }

  /** The customers that the identifier was ever believed to be. */
  private Set<String> tellSpans(String asked) {
    List<Row> believed =
        lake.read(CustomerIdHistory.TABLE)
            .where(CustomerIdHistory.IDENTIFIER.col().equalTo(asked))
            .orderBy(
                CustomerIdHistory.KNOWN_AT.col(),
                CustomerIdHistory.CHANGE.col().desc(),
                CustomerIdHistory.VALID_FROM.col())
            .collectAsList();
    out.printf("%nwhat was believed of it%n");
    Set<String> customers = new TreeSet<>();
    for (Row row : believed) {
      String customer = row.getAs(CustomerIdHistory.CUSTOMER_ID.name());
      customers.add(customer);
      out.printf(
          "  %s  %-6s to be customer %s (run %s)%n",
          at(row, CustomerIdHistory.KNOWN_AT),
          row.<String>getAs(CustomerIdHistory.CHANGE.name()),
          customer,
          row.<String>getAs(CustomerIdHistory.RUN_ID.name()));
    }
    if (believed.isEmpty()) {
      out.println(ExplainIdentity.NONE);
    }
    return customers;
  }

  private void tellAliases(Set<String> customers) {
    Object[] these = customers.toArray();
    List<Row> aliases =
        lake.read(CustomerAliases.TABLE)
            .where(
                CustomerAliases.OLD_CUSTOMER_ID
                    .col()
                    .isin(these)
                    .or(CustomerAliases.NEW_CUSTOMER_ID.col().isin(these)))
            .orderBy(
                CustomerAliases.KNOWN_AT.col(),
                CustomerAliases.OLD_CUSTOMER_ID.col(),
                CustomerAliases.NEW_CUSTOMER_ID.col())
            .collectAsList();
    out.printf("%ncustomer ids that took each other's place%n");
    aliases.forEach(
        row ->
            out.printf(
                "  %s  %s became %s: %s (run %s)%n",
                at(row, CustomerAliases.KNOWN_AT),
                row.<String>getAs(CustomerAliases.OLD_CUSTOMER_ID.name()),
                row.<String>getAs(CustomerAliases.NEW_CUSTOMER_ID.name()),
                row.<String>getAs(CustomerAliases.CAUSE.name()),
                row.<String>getAs(CustomerAliases.RUN_ID.name())));
    if (aliases.isEmpty()) {
      out.println(ExplainIdentity.NONE);
    }
  }

  private static Instant at(Row row, Field field) {
    return row.getAs(field.name());
  }
}
