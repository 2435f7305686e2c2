package io.percorso.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import io.percorso.interactions.IdentifierKind;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.lake.Field;
import io.percorso.lake.SharedPass;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The strong links of some components, decided, and the customers of their identifiers, in one
 * pass: rows of {@link IdentityLinks} and of {@link CustomerIds}, taken apart with {@link #PASS}.
 * One shuffle by component and one sort.
 */
public final class Cores {
  /** How the rows of both tables lie in what {@link #build} gives. */
  public static final SharedPass PASS =
      SharedPass.of(List.of(IdentityLinks.TABLE, CustomerIds.TABLE));

  /** Parts of the pass. */
  private static final int LINKS = 0;

  private static final int IDS = 1;

  /** In which order rows of a component are told. */
  private static final Field TURN =
      Field.integer("turn", "0 an identifier, 1 a veto, 2 a forced link, 3 another link");

  private static final Field PAIR_RANK = Field.integer("pair_rank", "Link.rank");
  private static final int SELF = 0;
  private static final int VETO = 1;
  private static final int FORCE = 2;
  private static final int SEEN = 3;

  private Cores() {}

  /**
   * @param links rows of {@link IdentityLinks} between strong identifiers, all of each component
   *     that they touch; what was decided of them is decided anew
   * @param corrections rows of {@link IdentityCorrections} in force; those about an identifier that
   *     these links do not have change nothing
   */
  public static Dataset<Row> build(
      Dataset<Row> links, Dataset<Row> corrections, CustomerIds.Rules rules) {
    return build(links, corrections, rules, () -> {});
  }

  /**
   * @param roundEnded as of {@link Components#build}
   */
  static Dataset<Row> build(
      Dataset<Row> links, Dataset<Row> corrections, CustomerIds.Rules rules, Runnable roundEnded) {
    Dataset<Row> told = told(links, corrections);
    Dataset<Row> members =
        Components.build(told.where(TURN.col().notEqual(VETO)), rules.localLinks(), roundEnded);
    SharedPass pass = PASS;
    MapPartitionsFunction<Row, Row> fold = rows -> new CoreRows(rows, rules, pass);
    return told.drop(IdentityLinks.COMPONENT_ID.name(), IdentityLinks.BLOCKED_REASON.name())
        .join(members, new String[] {IdentityLinks.IDENTIFIER.name()})
        .withColumn(PAIR_RANK.name(), rank())
        .select(
            IdentityLinks.COMPONENT_ID.col(),
            TURN.col(),
            PAIR_RANK.col(),
            IdentityLinks.FIRST_SEEN_AT.col(),
            IdentityLinks.IDENTIFIER.col(),
            IdentityLinks.OTHER_IDENTIFIER.col(),
            IdentityLinks.LAST_SEEN_AT.col(),
            IdentityLinks.SIGHTING_COUNT.col())
        .repartition(IdentityLinks.COMPONENT_ID.col())
        .sortWithinPartitions(
            IdentityLinks.COMPONENT_ID.col(),
            TURN.col(),
            PAIR_RANK.col(),
            IdentityLinks.FIRST_SEEN_AT.col(),
            IdentityLinks.IDENTIFIER.col(),
            IdentityLinks.OTHER_IDENTIFIER.col())
        .mapPartitions(fold, Encoders.row(PASS.schema()));
  }

  private static Dataset<Row> told(Dataset<Row> links, Dataset<Row> corrections) {
    Column isSelf = IdentityLinks.IDENTIFIER.col().equalTo(IdentityLinks.OTHER_IDENTIFIER.col());
    Column isVeto = IdentityCorrections.VERDICT.col().equalTo(IdentityCorrections.VETO);
    Dataset<Row> said =
        between(links.where(isSelf), corrections)
            .withColumn(TURN.name(), when(isVeto, VETO).otherwise(FORCE))
            .withColumn(IdentityLinks.FIRST_SEEN_AT.name(), IdentityCorrections.DECIDED_AT.col())
            .withColumn(IdentityLinks.LAST_SEEN_AT.name(), IdentityCorrections.DECIDED_AT.col())
            .withColumn(IdentityLinks.SIGHTING_COUNT.name(), lit(0L))
            .withColumn(IdentityLinks.BLOCKED_REASON.name(), lit(null).cast("string"))
            .withColumn(IdentityLinks.COMPONENT_ID.name(), lit(null).cast("string"));
    Column[] columns =
        Arrays.copyOf(IdentityLinks.TABLE.columns(), IdentityLinks.TABLE.columns().length + 1);
    columns[columns.length - 1] = TURN.col();
    return links
        .withColumn(TURN.name(), when(isSelf, SELF).otherwise(SEEN))
        .select(columns)
        .unionByName(said.select(columns));
  }

  /** The corrections both of whose identifiers were seen: only those can join two components. */
  private static Dataset<Row> between(Dataset<Row> selves, Dataset<Row> corrections) {
    String one = IdentityLinks.IDENTIFIER.name();
    String other = IdentityLinks.OTHER_IDENTIFIER.name();
    Dataset<Row> seen = selves.select(IdentityLinks.IDENTIFIER.col());
    return corrections
        .join(seen, new String[] {one}, "left_semi")
        .join(seen.withColumnRenamed(one, other), new String[] {other}, "left_semi");
  }

  private static Column rank() {
    Column one = ordinal(IdentityLinks.IDENTIFIER);
    Column other = ordinal(IdentityLinks.OTHER_IDENTIFIER);
    int kinds = IdentifierKind.values().length;
    return least(one, other).multiply(kinds).plus(greatest(one, other)).cast("int");
  }

  private static Column ordinal(Field identifier) {
    Column[] words =
        IdentifierKind.words().stream()
            .map(org.apache.spark.sql.functions::lit)
            .toArray(Column[]::new);
    return array_position(array(words), substring_index(identifier.col(), ":", 1));
  }

  /** One partition: sorted links in, rows of both tables out. */
  private static final class CoreRows implements Iterator<Row> {
    private final Iterator<Row> sorted;
    private final CustomerIds.Rules rules;
    private final SharedPass pass;
    private final Queue<Row> ready = new ArrayDeque<>();
    private Iterator<Row> members = List.<Row>of().iterator();
    private Optional<CoreFold> fold = Optional.empty();
    private String component = "";

    private CoreRows(Iterator<Row> sorted, CustomerIds.Rules rules, SharedPass pass) {
      this.sorted = sorted;
      this.rules = rules;
      this.pass = pass;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !members.hasNext() && sorted.hasNext()) {
        take(sorted.next());
      }
      if (ready.isEmpty() && !members.hasNext()) {
        endComponent();
      }
      return !ready.isEmpty() || members.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more rows in this partition");
      }
      return members.hasNext() ? members.next() : ready.remove();
    }

    private void take(Row row) {
      String its = row.getAs(IdentityLinks.COMPONENT_ID.name());
      if (fold.isEmpty() || !its.equals(component)) {
        endComponent();
        component = its;
        fold = Optional.of(new CoreFold(rules));
      }
      int turn = row.getAs(TURN.name());
      String one = row.getAs(IdentityLinks.IDENTIFIER.name());
      String other = row.getAs(IdentityLinks.OTHER_IDENTIFIER.name());
      Instant firstSeenAt = row.getAs(IdentityLinks.FIRST_SEEN_AT.name());
      if (turn == VETO) {
        fold.get().veto(Identifier.of(one), Identifier.of(other));
        return;
      }
      Optional<CoreFold.Blocked> blocked =
          fold.get()
              .take(
                  new Link(
                      Identifier.of(one), Identifier.of(other), CustomerIds.micros(firstSeenAt)));
      if (turn != FORCE) {
        ready.add(
            pass.row(
                LINKS,
                one,
                other,
                firstSeenAt,
                row.getAs(IdentityLinks.LAST_SEEN_AT.name()),
                row.getAs(IdentityLinks.SIGHTING_COUNT.name()),
                blocked.map(b -> b.name().toLowerCase(Locale.ROOT)).orElse(null),
                component));
      }
    }

    private void endComponent() {
      String its = component;
      members =
          fold.map(ended -> ended.members().map(member -> row(member, its)).iterator())
              .orElse(List.<Row>of().iterator());
      fold = Optional.empty();
    }

    private Row row(CoreFold.Member member, String its) {
      Identifier identifier = member.identifier();
      return pass.row(
          IDS,
          identifier.toString(),
          identifier.kind().word(),
          CustomerIds.instant(CustomerIds.EVER),
          CustomerIds.instant(CustomerIds.NEVER),
          CustomerHash.of(member.leader()),
          its);
    }
  }
}
