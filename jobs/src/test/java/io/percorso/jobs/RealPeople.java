package io.percorso.jobs;

import io.percorso.identity.CustomerIds;
import io.percorso.interactions.KeyRing;
import io.percorso.lake.Lake;
import io.percorso.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Records of people with typing errors, each delivered as what a register notes: its own number as
 * a login, and the person's number, where typing left it whole, as a card. Who a record is of is
 * known from its number, and not told.
 */
final class RealPeople {
  /** Sets whose numbers have nothing to do with each other. */
  private static final Map<String, List<String>> SETS =
      Map.of("1", List.of("dataset1.csv"), "4", List.of("dataset4a.csv", "dataset4b.csv"));

  /**
   * One record.
   *
   * @param person who it is of
   * @param number the person's, typing errors and all
   */
  private record Entry(String id, String person, String number) {}

  /**
   * Pairs of records that are, or are taken for, one person's.
   *
   * @param together taken for one person's
   * @param right of those
   * @param all that are one person's
   * @param largest records of one customer, at most
   */
  record Pairs(long together, long right, long all, long largest) {
    double precision() {
      return (double) right / together;
    }

    double recall() {
      return (double) right / all;
    }
  }

  private final List<Entry> entries;

  private RealPeople(List<Entry> entries) {
    this.entries = entries;
  }

  /** Writes all records as one file of the generic CSV shape. */
  static RealPeople land(Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, List<String>> set : SETS.entrySet()) {
      for (String file : set.getValue()) {
        for (String line :
            Files.readAllLines(RealData.path("people/" + file)).stream().skip(1).toList()) {
          String[] cells = line.split(", *", -1);
          entries.add(
              new Entry(
                  set.getKey() + "-" + cells[0],
                  set.getKey() + "-" + cells[0].split("-", -1)[1],
                  set.getKey() + "-" + cells[cells.length - 1].strip()));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("id,at,channel,place,direction,login,loyalty");
    entries.forEach(
        each ->
            lines.add(
                "%s,2024-01-01T00:00:00Z,crm,register,outbound,%s,%s"
                    .formatted(each.id, each.id, each.number)));
    Files.createDirectories(folder);
    Files.write(folder.resolve("people.csv"), lines);
    return new RealPeople(entries);
  }

  /** What the lake holds for one person's. */
  Pairs pairs(Lake lake, Path keys) {
    KeyRing.Tokens tokens = KeyRing.open(keys).tokens();
    Map<String, String> customers = new HashMap<>();
    for (Row row : lake.read(CustomerIds.TABLE).collectAsList()) {
      customers.put(
          row.getAs(CustomerIds.IDENTIFIER.name()), row.getAs(CustomerIds.CUSTOMER_ID.name()));
    }
    Function<Entry, String> customer =
        each -> customers.get("login:" + tokens.of("login", each.id));
    Map<String, Long> together =
        entries.stream().collect(Collectors.groupingBy(customer, Collectors.counting()));
    return new Pairs(
        pairs(together),
        pairs(
            entries.stream()
                .collect(
                    Collectors.groupingBy(
                        each -> customer.apply(each) + " " + each.person, Collectors.counting()))),
        pairs(
            entries.stream().collect(Collectors.groupingBy(Entry::person, Collectors.counting()))),
        together.values().stream().mapToLong(n -> n).max().orElse(0));
  }

  private static long pairs(Map<String, Long> sizes) {
    return sizes.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
  }
}
