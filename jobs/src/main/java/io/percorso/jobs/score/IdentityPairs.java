package io.percorso.jobs.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code identity.precision}, {@code identity.recall} and {@code identity.joinable}: whether pairs
 * of people's records are one customer's in the lake exactly when they are one person's.
 *
 * <p>Precision: of the pairs of records that the lake gives to one customer, the share of one
 * person. Joinable: of the pairs of one person, the share that some chain of identifiers named
 * together in that person's records joins; the others nothing could. Recall: of the joinable ones,
 * the share that the lake gives to one customer. Takes groups of records, those of one person
 * together.
 */
public final class IdentityPairs {
  public static final String PRECISION = "identity.precision";
  public static final String RECALL = "identity.recall";
  public static final String JOINABLE = "identity.joinable";

  private static final double LEAST_PRECISION = 0.999;
  private static final double LEAST_RECALL = 0.97;

  private record Group(List<String> identifiers, String customerId, long records) {}

  private final Map<String, Long> recordsOfCustomer = new HashMap<>();
  private final List<Group> groups = new ArrayList<>();
  private double pairsOfPersonAndCustomer;
  private double pairsOfPerson;
  private double joinablePairs;
  private double joinedPairs;
  private long records;
  private long person = -1;

  /**
   * @param identifiers kinds and pseudonyms that each of these records names
   * @param customerId whose the lake says they are
   * @param count how many records are like this
   */
  public void take(long ofPerson, List<String> identifiers, String customerId, long count) {
    if (ofPerson != person) {
      endPerson();
      person = ofPerson;
    }
    groups.add(new Group(List.copyOf(identifiers), customerId, count));
    recordsOfCustomer.merge(customerId, count, Long::sum);
    records += count;
  }

  private void endPerson() {
    Map<String, String> parents = new HashMap<>();
    for (Group group : groups) {
      String first = root(parents, group.identifiers.get(0));
      for (String other : group.identifiers) {
        parents.put(root(parents, other), first);
      }
    }
    Map<String, Long> byCustomer = new HashMap<>();
    Map<String, Long> byComponent = new HashMap<>();
    Map<List<String>, Long> byBoth = new HashMap<>();
    long all = 0;
    for (Group group : groups) {
      String component = root(parents, group.identifiers.get(0));
      byCustomer.merge(group.customerId, group.records, Long::sum);
      byComponent.merge(component, group.records, Long::sum);
      byBoth.merge(List.of(component, group.customerId), group.records, Long::sum);
      all += group.records;
    }
    pairsOfPersonAndCustomer += pairs(byCustomer);
    joinablePairs += pairs(byComponent);
    joinedPairs += pairs(byBoth);
    pairsOfPerson += pairs(all);
    groups.clear();
  }

  private static String root(Map<String, String> parents, String identifier) {
    parents.putIfAbsent(identifier, identifier);
    String root = identifier;
    while (!parents.get(root).equals(root)) {
      root = parents.get(root);
    }
    return root;
  }

  private static double pairs(Map<?, Long> counts) {
    return counts.values().stream().mapToDouble(IdentityPairs::pairs).sum();
  }

  private static double pairs(long count) {
    return count * (count - 1.0) / 2;
  }

  /** After the last record. */
  public List<Score> scores() {
    endPerson();
    double pairsOfCustomer = pairs(recordsOfCustomer);
    return List.of(
        Score.atLeast(
            PRECISION,
            pairsOfPersonAndCustomer / pairsOfCustomer,
            records,
            LEAST_PRECISION,
            "%,.0f of %,.0f pairs of records of one customer are one person's"
                .formatted(pairsOfPersonAndCustomer, pairsOfCustomer)),
        Score.atLeast(
            RECALL,
            joinedPairs / joinablePairs,
            records,
            LEAST_RECALL,
            "%,.0f of %,.0f pairs of records of one person that identifiers join are one customer's"
                .formatted(joinedPairs, joinablePairs)),
        new Score(
            JOINABLE,
            Score.number(joinablePairs / pairsOfPerson),
            records,
            "",
            Score.Verdict.SHOWN,
            "of all pairs of records of one person, the share that identifiers join"));
  }
}
