package io.percorso.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.percorso.identity.Cores;
import io.percorso.identity.CustomerAliases;
import io.percorso.identity.CustomerIdHistory;
import io.percorso.identity.CustomerIds;
import io.percorso.identity.IdentityLinks;
import io.percorso.identity.IdentitySightings;
import io.percorso.identity.Owners;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.interactions.Interactions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Who is who: sightings and links of what is new, the components that they or a correction touch
 * decided anew, and the owners of the weak identifiers that a new login or a changed customer
 * touches.
 */
final class IdentityStep {
  /**
   * What a night begins from.
   *
   * @param added interactions that are visible and were not
   * @param gone interactions that were visible and are not, or not as they were
   */
  record Changes(Dataset<Row> added, Dataset<Row> gone) {}

  private static final String[] CELL = IdentitySightings.keys();
  private static final Column[] CELL_COLUMNS = columns(CELL);
  private static final String[] PAIR = IdentitySightings.pair();
  private static final String[] IDENTIFIER = {CustomerIds.IDENTIFIER.name()};
  private static final String[] OTHER = {IdentityLinks.OTHER_IDENTIFIER.name()};
  private static final String[] COMPONENT = {IdentityLinks.COMPONENT_ID.name()};

  private final Lake lake;
  private final Run run;
  private final CustomerIds.Rules rules;
  private final StepListener listener;
  private final Kept kept;

  /**
   * @param kept of whoever reads what {@link #update} gives
   */
  IdentityStep(Lake lake, Run run, CustomerIds.Rules rules, StepListener listener, Kept kept) {
    this.kept = kept;
    this.lake = lake;
    this.run = run;
    this.rules = rules;
    this.listener = listener;
  }

  /** Everything from the interactions anew. */
  void rebuild(Cutoff cutoff, Instant at) {
    listener.started("identities");
    Dataset<Row> sightings = keep(IdentitySightings.build(visible(cutoff)));
    run.replaceScope(
        IdentitySightings.TABLE,
        List.of(Interactions.TABLE),
        run.before(IdentitySightings.TABLE),
        sightings);
    Dataset<Row> links = keep(IdentityLinks.build(sightings));
    Dataset<Row> pass = keep(Cores.build(links.where(not(isWeak())), corrections(), rules));
    Dataset<Row> decided = Cores.PASS.rowsOf(pass, IdentityLinks.TABLE);
    run.replaceScope(
        IdentityLinks.TABLE,
        List.of(IdentitySightings.TABLE, IdentityCorrections.TABLE),
        run.before(IdentityLinks.TABLE),
        decided.unionByName(links.where(isWeak())));
    Dataset<Row> strong = Cores.PASS.rowsOf(pass, CustomerIds.TABLE);
    Dataset<Row> weak = Owners.build(sightings.where(isWeak()), strong, rules);
    write(run.before(CustomerIds.TABLE), strong.unionByName(weak), at);
  }

  /**
   * What is new and gone since the run before, and what it touches.
   *
   * @return rows with {@link CustomerIds#IDENTIFIER}, {@link CustomerIds#CUSTOMER_ID} and {@link
   *     Touched#CHANGED_AT}: spans that were believed and are no more, or are and were not, and
   *     since when something of them may be in the interactions; with {@link Touched#MOVED_AT},
   *     {@link Touched#WAS_KNOWN} and {@link Touched#IS_CORRECTED}
   */
  Dataset<Row> update(Changes changes, Cutoff cutoff, Instant at) {
    listener.started("identities");
    Dataset<Row> added = keep(IdentitySightings.build(changes.added()));
    Dataset<Row> gone = keep(IdentitySightings.build(changes.gone()));
    sightings(added, gone, cutoff);
    Dataset<Row> before = run.before(IdentityLinks.TABLE);
    Dataset<Row> pairs = keep(pairsOf(added).union(pairsOf(gone)).distinct());
    Dataset<Row> links = keep(links(added, pairsOf(gone).distinct(), before));
    Dataset<Row> corrections = corrections();
    Optional<Dataset<Row>> corrected = corrected(corrections);
    Dataset<Row> seeds = keep(seeds(links, with(before, pairs, PAIR)));
    if (corrected.isPresent()) {
      seeds = tied(seeds, corrected.get(), corrections);
    }
    Dataset<Row> components = keep(components(seeds, before));
    Dataset<Row> scope = keep(with(before, components, COMPONENT));
    Dataset<Row> stays = without(scope, pairs, PAIR);
    Dataset<Row> members =
        keep(seeds.union(scope.select(IdentityLinks.IDENTIFIER.col())).distinct());
    Dataset<Row> strong = links.where(not(isWeak()));
    Dataset<Row> pass =
        keep(Cores.build(stays.unionByName(with(strong, members, IDENTIFIER)), corrections, rules));
    Dataset<Row> decided = Cores.PASS.rowsOf(pass, IdentityLinks.TABLE);
    run.replaceScope(
        IdentityLinks.TABLE,
        List.of(IdentitySightings.TABLE, IdentityCorrections.TABLE),
        with(before, pairs, PAIR).unionByName(stays),
        decided.unionByName(without(links, decided, PAIR)));
    Dataset<Row> strongIds = Cores.PASS.rowsOf(pass, CustomerIds.TABLE);
    Dataset<Row> was = keep(with(run.before(CustomerIds.TABLE), components, COMPONENT));
    Dataset<Row> changed = ids(was, components, strongIds, pairs, at);
    Dataset<Row> theirs =
        corrected
            .map(ids -> with(was.unionByName(strongIds), ids, IDENTIFIER))
            .orElseGet(() -> lake.rows(CustomerIds.TABLE, List.of()));
    return keep(marked(since(changed, scope.unionByName(decided)), theirs));
  }

  private void sightings(Dataset<Row> added, Dataset<Row> gone, Cutoff cutoff) {
    Set<LocalDate> lost = months(gone);
    Set<LocalDate> touched = new TreeSet<>(lost);
    touched.addAll(months(added));
    Field month = IdentitySightings.SEEN_MONTH;
    Dataset<Row> stored =
        run.before(IdentitySightings.TABLE).where(month.col().isin(touched.toArray()));
    Dataset<Row> cells = added.select(CELL_COLUMNS).union(gone.select(CELL_COLUMNS)).distinct();
    Dataset<Row> before = with(stored, cells, CELL);
    Dataset<Row> after = IdentitySightings.together(before, added);
    if (!lost.isEmpty()) {
      Dataset<Row> again =
          IdentitySightings.build(
              visible(cutoff).where(Interactions.OCCURRED_MONTH.col().isin(lost.toArray())));
      after = without(after, gone, CELL).unionByName(with(again, gone, CELL));
    }
    run.replaceScope(IdentitySightings.TABLE, List.of(Interactions.TABLE), before, after);
  }

  /** The touched pairs' links as they are now; what was decided of them stays for the moment. */
  private Dataset<Row> links(Dataset<Row> added, Dataset<Row> gonePairs, Dataset<Row> before) {
    Dataset<Row> fresh = without(added, gonePairs, PAIR);
    Dataset<Row> grown =
        IdentityLinks.together(
            with(before, pairsOf(fresh).distinct(), PAIR), IdentityLinks.build(fresh));
    Dataset<Row> counted =
        IdentityLinks.build(with(lake.read(IdentitySightings.TABLE), gonePairs, PAIR))
            .drop(IdentityLinks.BLOCKED_REASON.name(), IdentityLinks.COMPONENT_ID.name())
            .join(
                with(before, gonePairs, PAIR)
                    .select(
                        IdentityLinks.IDENTIFIER.col(),
                        IdentityLinks.OTHER_IDENTIFIER.col(),
                        IdentityLinks.BLOCKED_REASON.col(),
                        IdentityLinks.COMPONENT_ID.col()),
                PAIR,
                "left");
    return grown.unionByName(counted);
  }

  /** Strong identifiers of links that came, went, or are older or younger than they were. */
  private static Dataset<Row> seeds(Dataset<Row> links, Dataset<Row> before) {
    Dataset<Row> is = decisive(links);
    Dataset<Row> was = decisive(before);
    return ends(is.except(was).union(was.except(is)));
  }

  private static Dataset<Row> decisive(Dataset<Row> links) {
    return links
        .where(not(isWeak()))
        .select(
            IdentityLinks.IDENTIFIER.col(),
            IdentityLinks.OTHER_IDENTIFIER.col(),
            IdentityLinks.FIRST_SEEN_AT.col());
  }

  /** The components that these identifiers were in: each knows it of its link with itself. */
  private static Dataset<Row> components(Dataset<Row> seeds, Dataset<Row> before) {
    Column isSelf = IdentityLinks.IDENTIFIER.col().equalTo(IdentityLinks.OTHER_IDENTIFIER.col());
    return with(before.where(isSelf), seeds, IDENTIFIER)
        .select(IdentityLinks.COMPONENT_ID.col())
        .distinct();
  }

  /**
   * Writes whose the identifiers are of these components, and of the weak identifiers that a login
   * or a customer's change touches.
   */
  private Dataset<Row> ids(
      Dataset<Row> was,
      Dataset<Row> components,
      Dataset<Row> strong,
      Dataset<Row> pairs,
      Instant at) {
    Dataset<Row> before = run.before(CustomerIds.TABLE);
    Dataset<Row> moved = keep(changed(was, strong).select(CustomerIds.IDENTIFIER.col()).distinct());
    Dataset<Row> weakLinks = run.before(IdentityLinks.TABLE).where(isWeak());
    Dataset<Row> weak =
        keep(
            pairs
                .where(isWeak())
                .unionByName(pairsOf(with(weakLinks, moved, IDENTIFIER)))
                .select(IdentityLinks.OTHER_IDENTIFIER.col())
                .distinct());
    Dataset<Row> known = without(before, components, COMPONENT);
    Dataset<Row> owned =
        Owners.build(
            with(lake.read(IdentitySightings.TABLE).where(isWeak()), weak, OTHER),
            known.where(not(IdentitySightings.isWeak(CustomerIds.IDENTIFIER))).unionByName(strong),
            rules);
    Dataset<Row> weakIds =
        weak.select(IdentityLinks.OTHER_IDENTIFIER.col().as(CustomerIds.IDENTIFIER.name()));
    return write(was.unionByName(with(before, weakIds, IDENTIFIER)), strong.unionByName(owned), at);
  }

  /**
   * Changed spans with their beginning: a strong identifier is one customer's since ever, and what
   * it bears on begins where it was seen.
   *
   * @param links of the changed components, as they were and as they are
   */
  private static Dataset<Row> since(Dataset<Row> changed, Dataset<Row> links) {
    Column isSelf = IdentityLinks.IDENTIFIER.col().equalTo(IdentityLinks.OTHER_IDENTIFIER.col());
    Dataset<Row> first =
        links
            .where(isSelf)
            .groupBy(IdentityLinks.IDENTIFIER.col())
            .agg(min(IdentityLinks.FIRST_SEEN_AT.col()).as(IdentityLinks.FIRST_SEEN_AT.name()));
    return changed
        .join(first, IDENTIFIER, "left")
        .select(
            CustomerIds.IDENTIFIER.col(),
            CustomerIds.CUSTOMER_ID.col(),
            greatest(CustomerIds.VALID_FROM.col(), IdentityLinks.FIRST_SEEN_AT.col())
                .as(Touched.CHANGED_AT.name()),
            greatest(Touched.MOVED_AT.col(), IdentityLinks.FIRST_SEEN_AT.col())
                .as(Touched.MOVED_AT.name()),
            Touched.WAS_KNOWN.col());
  }

  /**
   * Changed spans with whether a correction moved them: all of an identifier that comes from or
   * goes to a customer of corrected identifiers.
   *
   * @param theirs rows of {@link CustomerIds} of corrected identifiers, as they were and as they
   *     are
   */
  private static Dataset<Row> marked(Dataset<Row> changed, Dataset<Row> theirs) {
    String[] customer = {CustomerIds.CUSTOMER_ID.name()};
    Dataset<Row> corrected =
        with(changed, theirs, customer)
            .select(CustomerIds.IDENTIFIER.col())
            .distinct()
            .withColumn(Touched.IS_CORRECTED.name(), lit(true));
    return changed
        .join(corrected, IDENTIFIER, "left")
        .withColumn(Touched.IS_CORRECTED.name(), coalesce(Touched.IS_CORRECTED.col(), lit(false)));
  }

  private Dataset<Row> write(Dataset<Row> before, Dataset<Row> after, Instant at) {
    Dataset<Row> was = keep(before);
    Dataset<Row> is = keep(after);
    run.replaceScope(CustomerIds.TABLE, List.of(IdentityLinks.TABLE), was, is);
    run.append(
        CustomerIdHistory.TABLE,
        List.of(CustomerIds.TABLE),
        CustomerIdHistory.build(was, is, at, run.id()));
    // The first that is ever believed replaces nothing.
    run.append(
        CustomerAliases.TABLE,
        List.of(CustomerIds.TABLE),
        was.isEmpty()
            ? lake.rows(CustomerAliases.TABLE, List.of())
            : CustomerAliases.build(was, is, at, run.id()));
    return keep(changed(was, is));
  }

  private static Dataset<Row> changed(Dataset<Row> was, Dataset<Row> is) {
    Dataset<Row> before = believed(was);
    Dataset<Row> after = believed(is);
    // One that only ends at another time was and is: nothing moved before the earlier of its ends.
    Column moved =
        when(count(lit(1)).gt(1), min(CustomerIds.VALID_UNTIL.col()))
            .otherwise(min(CustomerIds.VALID_FROM.col()));
    return before
        .except(after)
        .withColumn(Touched.WAS_KNOWN.name(), lit(true))
        .union(after.except(before).withColumn(Touched.WAS_KNOWN.name(), lit(false)))
        .groupBy(
            CustomerIds.IDENTIFIER.col(),
            CustomerIds.CUSTOMER_ID.col(),
            CustomerIds.VALID_FROM.col())
        .agg(
            moved.as(Touched.MOVED_AT.name()),
            max(Touched.WAS_KNOWN.col()).as(Touched.WAS_KNOWN.name()));
  }

  private static Dataset<Row> believed(Dataset<Row> ids) {
    return ids.select(
        CustomerIds.IDENTIFIER.col(),
        CustomerIds.VALID_FROM.col(),
        CustomerIds.VALID_UNTIL.col(),
        CustomerIds.CUSTOMER_ID.col());
  }

  /** The corrections in force. */
  private Dataset<Row> corrections() {
    return hasCorrections()
        ? keep(IdentityCorrections.inForce(lake.read(IdentityCorrections.TABLE)))
        : lake.rows(IdentityCorrections.TABLE, List.of());
  }

  private boolean hasCorrections() {
    return lake.version(IdentityCorrections.TABLE) >= 0;
  }

  /** Identifiers of corrections that are in force and were not, or were and are not. */
  private Optional<Dataset<Row>> corrected(Dataset<Row> corrections) {
    if (!hasCorrections()) {
      return Optional.empty();
    }
    Dataset<Row> is = said(corrections);
    Dataset<Row> was = said(IdentityCorrections.inForce(run.before(IdentityCorrections.TABLE)));
    return Optional.of(keep(ends(is.except(was).union(was.except(is)))));
  }

  /**
   * These identifiers, the corrected ones, and those that a force in force ties to any of them:
   * where one of such a pair is seen for the first or last time, the other's component is another
   * one too.
   */
  private Dataset<Row> tied(Dataset<Row> seeds, Dataset<Row> corrected, Dataset<Row> corrections) {
    Dataset<Row> touched = keep(seeds.union(corrected).distinct());
    Dataset<Row> ties =
        pairsOf(
            corrections.where(
                IdentityCorrections.VERDICT.col().equalTo(IdentityCorrections.FORCE)));
    Dataset<Row> back =
        ties.select(
            IdentityLinks.OTHER_IDENTIFIER.col().as(IdentityLinks.IDENTIFIER.name()),
            IdentityLinks.IDENTIFIER.col().as(IdentityLinks.OTHER_IDENTIFIER.name()));
    return keep(touched.union(ends(with(ties.union(back), touched, IDENTIFIER))).distinct());
  }

  /** What of corrections decides: their moment too, by which forces are ordered. */
  private static Dataset<Row> said(Dataset<Row> corrections) {
    return corrections.select(
        IdentityCorrections.IDENTIFIER.col(),
        IdentityCorrections.OTHER_IDENTIFIER.col(),
        IdentityCorrections.VERDICT.col(),
        IdentityCorrections.DECIDED_AT.col());
  }

  /** Both identifiers of each pair. */
  private static Dataset<Row> ends(Dataset<Row> pairs) {
    return pairs
        .select(
            explode(array(IdentityLinks.IDENTIFIER.col(), IdentityLinks.OTHER_IDENTIFIER.col()))
                .as(IdentityLinks.IDENTIFIER.name()))
        .distinct();
  }

  private Dataset<Row> visible(Cutoff cutoff) {
    return lake.read(Interactions.TABLE, cutoff, Interactions.OCCURRED_AT);
  }

  private static Set<LocalDate> months(Dataset<Row> sightings) {
    Set<LocalDate> months = new TreeSet<>();
    sightings
        .select(IdentitySightings.SEEN_MONTH.col())
        .distinct()
        .collectAsList()
        .forEach(row -> months.add(row.getAs(0)));
    return months;
  }

  private static Dataset<Row> pairsOf(Dataset<Row> rows) {
    return rows.select(IdentityLinks.IDENTIFIER.col(), IdentityLinks.OTHER_IDENTIFIER.col());
  }

  private static Column isWeak() {
    return IdentitySightings.isWeak(IdentityLinks.OTHER_IDENTIFIER);
  }

  private static Dataset<Row> with(Dataset<Row> rows, Dataset<Row> keys, String[] names) {
    return rows.join(keys.select(columns(names)), names, "left_semi");
  }

  private static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> keys, String[] names) {
    return rows.join(keys.select(columns(names)), names, "left_anti");
  }

  private static Column[] columns(String[] names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }

  private Dataset<Row> keep(Dataset<Row> rows) {
    return kept.keep(rows);
  }
}
