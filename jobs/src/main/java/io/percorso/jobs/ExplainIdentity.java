package io.percorso.jobs;

import io.percorso.identity.CustomerIds;
import io.percorso.identity.Explanation;
import io.percorso.identity.IdentityLinks;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.interactions.KeyRing;
import io.percorso.interactions.KeyRingEntries;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.UserError;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Tells why an identifier is the customer that it is, from the newest tables: kinds and pseudonyms,
 * never a value that names a person.
 */
final class ExplainIdentity {
  /** How a line without anything below its heading is told. */
  static final String NONE = "  none";

  private final Setup setup;
  private final Lake lake;
  private final PrintStream out;

  ExplainIdentity(Setup setup, Lake lake, PrintStream out) {
    this.setup = setup;
    this.lake = lake;
    this.out = out;
  }

  void tell(NamedIdentifier named) {
    if (lake.version(IdentityLinks.TABLE) < 0) {
      throw UserError.usage(
          "nobody is known in %s yet: load files first, with ./percorso run nightly --workspace %s"
              .formatted(setup.workspace().root(), setup.workspace().root()));
    }
    String asked = named.pseudonym(keys());
    if (named.kind().isStrong()) {
      tellStrong(named, asked);
    } else {
      tellWeak(named, asked);
    }
    new ExplainBelief(lake, out).tell(asked);
  }

  private KeyRing keys() {
    KeyRing keys = KeyRing.open(setup.workspace().keys());
    KeyRingEntries.requireSame(
        lake.read(KeyRingEntries.TABLE).collectAsList().stream()
            .map(KeyRingEntries::entry)
            .toList(),
        keys);
    return keys;
  }

  private void tellStrong(NamedIdentifier named, String asked) {
    List<Row> own = idsOf(CustomerIds.IDENTIFIER.col().equalTo(asked));
    if (own.isEmpty()) {
      throw unknown(named);
    }
    String customer = own.get(0).getAs(CustomerIds.CUSTOMER_ID.name());
    String component = own.get(0).getAs(CustomerIds.COMPONENT_ID.name());
    List<Explanation.Seen> links = linksOf(component);
    out.printf("customer %s%n", customer);
    out.printf("%nidentifiers that links reach from %s%n", asked);
    Map<String, Instant> seen =
        links.stream()
            .filter(link -> link.identifier().equals(link.otherIdentifier()))
            .collect(
                Collectors.toMap(
                    Explanation.Seen::identifier,
                    Explanation.Seen::firstSeenAt,
                    (a, b) -> a,
                    TreeMap::new));
    for (Row row : idsOf(CustomerIds.COMPONENT_ID.col().equalTo(component))) {
      String identifier = row.getAs(CustomerIds.IDENTIFIER.name());
      String its = row.getAs(CustomerIds.CUSTOMER_ID.name());
      out.printf(
          "  %-34s first seen %-27s customer %s%s%n",
          identifier, seen.get(identifier), its, its.equals(customer) ? "" : " (another)");
    }
    tellDevices(customer);
    tellSteps(links);
    tellCorrections(seen.keySet());
  }

  private void tellWeak(NamedIdentifier named, String asked) {
    List<Row> spans = idsOf(CustomerIds.IDENTIFIER.col().equalTo(asked));
    List<Row> logins =
        lake.read(IdentityLinks.TABLE)
            .where(IdentityLinks.OTHER_IDENTIFIER.col().equalTo(asked))
            .orderBy(IdentityLinks.FIRST_SEEN_AT.col(), IdentityLinks.IDENTIFIER.col())
            .collectAsList();
    if (spans.isEmpty() && logins.isEmpty()) {
      throw unknown(named);
    }
    out.printf("%s belongs to whoever logs in there; outside these times it is nobody's%n", asked);
    spans.forEach(
        row ->
            out.printf(
                "  %s to %s  customer %s%n",
                at(row, CustomerIds.VALID_FROM),
                at(row, CustomerIds.VALID_UNTIL),
                row.<String>getAs(CustomerIds.CUSTOMER_ID.name())));
    out.printf("%nlogins%n");
    logins.forEach(
        row ->
            out.printf(
                "  %-34s first %s, last %s, %d times%n",
                row.<String>getAs(IdentityLinks.IDENTIFIER.name()),
                at(row, IdentityLinks.FIRST_SEEN_AT),
                at(row, IdentityLinks.LAST_SEEN_AT),
                row.<Long>getAs(IdentityLinks.SIGHTING_COUNT.name())));
  }

  private List<Row> idsOf(Column which) {
    return lake.read(CustomerIds.TABLE)
        .where(which)
        .orderBy(
            CustomerIds.CUSTOMER_ID.col(),
            CustomerIds.IDENTIFIER.col(),
            CustomerIds.VALID_FROM.col())
        .collectAsList();
  }

  private List<Explanation.Seen> linksOf(String component) {
    Dataset<Row> links =
        lake.read(IdentityLinks.TABLE).where(IdentityLinks.COMPONENT_ID.col().equalTo(component));
    long limit = setup.settings().integer("identity.explain-links");
    long count = links.count();
    if (count > limit) {
      throw UserError.usage(
          "%,d links reach from this identifier to others, more than identity.explain-links: %d. Raise it with --set identity.explain-links=%d, or look at them with: ./percorso sql \"select * from silver.identity_links where component_id = '%s'\" --at head"
              .formatted(count, limit, count, component));
    }
    return links.collectAsList().stream()
        .map(
            row ->
                new Explanation.Seen(
                    row.getAs(IdentityLinks.IDENTIFIER.name()),
                    row.getAs(IdentityLinks.OTHER_IDENTIFIER.name()),
                    row.getAs(IdentityLinks.FIRST_SEEN_AT.name())))
        .toList();
  }

  /** Weak identifiers are many: a visit makes one. */
  private void tellDevices(String customer) {
    List<Row> counts =
        lake.read(CustomerIds.TABLE)
            .where(
                CustomerIds.CUSTOMER_ID
                    .col()
                    .equalTo(customer)
                    .and(CustomerIds.COMPONENT_ID.col().isNull()))
            .groupBy(CustomerIds.KIND.col())
            .agg(functions.countDistinct(CustomerIds.IDENTIFIER.col()))
            .orderBy(CustomerIds.KIND.col())
            .collectAsList();
    if (!counts.isEmpty()) {
      out.printf(
          "  and what this customer logged in on: %s%n",
          counts.stream()
              .map(row -> row.getLong(1) + " " + row.getString(0))
              .collect(Collectors.joining(", ")));
    }
  }

  private void tellSteps(List<Explanation.Seen> links) {
    List<Explanation.Said> inForce =
        IdentityCorrections.inForce(lake.read(IdentityCorrections.TABLE)).collectAsList().stream()
            .map(
                row ->
                    new Explanation.Said(
                        row.getAs(IdentityCorrections.IDENTIFIER.name()),
                        row.getAs(IdentityCorrections.OTHER_IDENTIFIER.name()),
                        row.getAs(IdentityCorrections.VERDICT.name()),
                        row.getAs(IdentityCorrections.DECIDED_AT.name())))
            .toList();
    List<Explanation.Step> steps =
        Explanation.steps(links, inForce, CustomerIds.Rules.from(setup.settings()));
    out.printf("%nlinks in the order in which they were taken%n");
    steps.stream().filter(step -> !step.effect().isBlocked()).forEach(this::tell);
    if (steps.stream().allMatch(step -> step.effect().isBlocked())) {
      out.println(NONE);
    }
    out.printf("%nlinks that were blocked%n");
    steps.stream().filter(step -> step.effect().isBlocked()).forEach(this::tell);
    if (steps.stream().noneMatch(step -> step.effect().isBlocked())) {
      out.println(NONE);
    }
  }

  private void tell(Explanation.Step step) {
    boolean isForce = step.origin() == Explanation.Origin.FORCE;
    out.printf(
        "  %-34s %-34s %s %-27s %s%n",
        step.identifier(),
        step.otherIdentifier(),
        isForce ? "forced at " : "first seen",
        step.at(),
        step.effect().word());
  }

  /** All decisions about the identifiers, the last of each pair told from those before it. */
  private void tellCorrections(Set<String> identifiers) {
    Dataset<Row> stored = lake.read(IdentityCorrections.TABLE);
    Object[] these = identifiers.toArray();
    Column bears =
        IdentityCorrections.IDENTIFIER
            .col()
            .isin(these)
            .or(IdentityCorrections.OTHER_IDENTIFIER.col().isin(these));
    List<Row> rows =
        stored
            .where(bears)
            .orderBy(
                IdentityCorrections.DECIDED_AT.col().desc(),
                IdentityCorrections.IDENTIFIER.col(),
                IdentityCorrections.OTHER_IDENTIFIER.col())
            .collectAsList();
    out.printf("%ncorrections, the last first%n");
    Set<String> pairs = new TreeSet<>();
    for (Row row : rows) {
      String one = row.getAs(IdentityCorrections.IDENTIFIER.name());
      String other = row.getAs(IdentityCorrections.OTHER_IDENTIFIER.name());
      boolean isLast = pairs.add(one + " " + other);
      out.printf(
          "  %-34s %-34s %s at %s%s%s%s%n",
          one,
          other,
          row.<String>getAs(IdentityCorrections.VERDICT.name()),
          at(row, IdentityCorrections.DECIDED_AT),
          isLast ? "" : ", not in force: a later one counts",
          text(" by ", row.getAs(IdentityCorrections.DECIDED_BY.name())),
          text(": ", row.getAs(IdentityCorrections.REASON.name())));
    }
    if (rows.isEmpty()) {
      out.println(NONE);
    }
  }

  private static String text(String before, String text) {
    return text == null ? "" : before + text;
  }

  private static Instant at(Row row, Field field) {
    return row.getAs(field.name());
  }

  private static UserError unknown(NamedIdentifier named) {
    return UserError.usage(
        "%s is not known: no record up to the cut-off names it%s. Check its spelling, and that it is as the mapping of its source gives it (conf/sources: a login has its system in front, such as login:zendesk:815), that its file was loaded (./percorso sql \"select source, path, verdict from ops.input_files\" --at head), and --workspace"
            .formatted(named, named.kind().isStrong() ? "" : " beside a person"));
  }
}
