package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.Wilson;
import io.percorso.retention.ContractFold.Cause;
import io.percorso.retention.LifeCounts.Stretch;
import io.percorso.statistics.AalenJohansen;
import io.percorso.statistics.Interval;
import io.percorso.statistics.KaplanMeier;
import io.percorso.statistics.RiskSets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per kind of contract, tier, cause and day of a contract's life on which one was over: the
 * share that stays until then, and the share that is over for the cause.
 *
 * <p>Staying is told by Kaplan and Meier, causes by Aalen and Johansen ({@link AalenJohansen}): a
 * customer who lapsed can no longer ask for the end. A contract that began before the data is
 * watched from the day on which it first shows, at the age that it has then; what makes a contract
 * begin and end, and since when it is watched: {@link ContractFold}. Silence is no end: a contract
 * of which nothing is heard is in force.
 *
 * <p>Told is the longest stretch of days of life on which {@code retention.least-watched} contracts
 * are watched at each; where it does not begin with the contract, shares are of those who reached
 * {@link #FROM_DAY}. A group with fewer, or with no end within it, has no rows.
 */
public final class SurvivalCurves {
  /** Every kind, every tier. */
  public static final String ALL = "all";

  /** Whatever the cause. */
  public static final String ANY = "any";

  public static final Field CONTRACT_KIND =
      Field.word(
          "contract_kind",
          "automatic, manual, or all: these, and those of which nothing says how they are paid");
  public static final Field TIER = Field.text("tier", "First that a record stated; all: every one");
  public static final Field CAUSE =
      Field.word(
          "cause",
          "any; voluntary: the customer asked for the end and did not take it back; involuntary:"
              + " the company ended it");
  public static final Field DAY =
      Field.integer("day", "Day of the contract's life; 0 is that on which it began");
  public static final Field FROM_DAY =
      Field.integer("from_day", "Shares are of contracts that reached this day of their life");
  public static final Field WATCHED_COUNT =
      Field.bigint("watched_count", "Contracts that were watched on the day");
  public static final Field EVENT_COUNT =
      Field.bigint("event_count", "Those over on the day for the cause");
  public static final Field STAYED_SHARE =
      Field.real("stayed_share", "Still in force after the day; the same for each cause");
  public static final Field LEFT_SHARE =
      Field.real("left_share", "Over by then for the cause; of any it is 1 - stayed_share");
  public static final Field LEFT_LOW =
      Field.real("left_low", "Lower end of the 90 % interval of left_share; null at 0 and 1");
  public static final Field LEFT_HIGH =
      Field.real("left_high", "Upper end of the 90 % interval of left_share; null at 0 and 1");

  public static final Table TABLE =
      Table.named(
              "gold.survival",
              "One row per kind of contract, tier, cause and day of a contract's life",
              CONTRACT_KIND,
              TIER,
              CAUSE,
              DAY,
              FROM_DAY,
              WATCHED_COUNT,
              EVENT_COUNT,
              STAYED_SHARE,
              LEFT_SHARE,
              LEFT_LOW,
              LEFT_HIGH)
          .grain(CONTRACT_KIND, TIER, CAUSE, DAY)
          .expect(
              fail("no more end than are watched", EVENT_COUNT.col().leq(WATCHED_COUNT.col())),
              fail(
                  "a share lies between 0 and 1",
                  STAYED_SHARE.col().between(0, 1).and(LEFT_SHARE.col().between(0, 1.0000001))));

  /**
   * Business numbers, from conf/base.yaml, section retention.
   *
   * @param leastWatched contracts without which a day of life is not told
   * @param mostTiers that are told apart, those of most contracts
   */
  public record Rules(long leastWatched, int mostTiers) {
    public Rules {
      if (leastWatched < 1 || mostTiers < 0) {
        throw new IllegalArgumentException(
            "retention.least-watched is %d, at least 1, and most-tiers %d, at least 0"
                .formatted(leastWatched, mostTiers));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(
          settings.integer("retention.least-watched"),
          (int) settings.integer("retention.most-tiers"));
    }
  }

  /** Contracts of which a curve is told. */
  public record Group(String kind, String tier) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      return Comparator.comparing(Group::kind).thenComparing(Group::tier).compare(this, other);
    }
  }

  private static final String SPELL = "spell";
  private static final Field MOMENT = Field.integer("moment", "Day of life");
  private static final Field ENTERED = Field.bigint("entered", "Contracts watched from then on");
  private static final Field LOST = Field.bigint("lost", "Contracts in force when last seen");
  private static final Field VOLUNTARY = Field.bigint("voluntary", "Contracts over, voluntary");
  private static final Field INVOLUNTARY = Field.bigint("involuntary", "Contracts over otherwise");
  static final int CAUSES = 2;

  private SurvivalCurves() {}

  /**
   * Tiers that are told apart: those of the most contracts, by name among equals.
   *
   * @param lives rows of {@link CustomerLives}
   */
  public static Dataset<Row> tiers(Dataset<Row> lives, Rules rules) {
    Column size = count(lit(1));
    return spells(lives)
        .where(spell(CustomerLives.SPELL_KIND).equalTo(ALL))
        .groupBy(spell(CustomerLives.SPELL_TIER).as(TIER.name()))
        .agg(size.as(WATCHED_COUNT.name()))
        .where(TIER.col().notEqual(ALL))
        .orderBy(WATCHED_COUNT.col().desc(), TIER.col())
        .limit(rules.mostTiers)
        .select(TIER.col());
  }

  /**
   * How many contracts came into sight, were lost from it and ended on each day of life. As many
   * rows as there are groups and days, whatever the number of customers.
   *
   * @param lives rows of {@link CustomerLives}
   * @param tiers that are told apart
   */
  public static Dataset<Row> counts(Dataset<Row> lives, List<String> tiers) {
    List<String> told = new ArrayList<>(tiers);
    told.add(ALL);
    Dataset<Row> spells = spells(lives).where(spell(CustomerLives.SPELL_TIER).isin(told.toArray()));
    Column cause = spell(CustomerLives.CAUSE);
    return moments(spells, CustomerLives.ENTRY, lit(1L), lit(0L), lit(0L), lit(0L))
        .union(
            moments(
                spells,
                CustomerLives.EXIT,
                lit(0L),
                one(cause, Cause.NONE),
                one(cause, Cause.VOLUNTARY),
                one(cause, Cause.INVOLUNTARY)))
        .groupBy(CONTRACT_KIND.col(), TIER.col(), MOMENT.col())
        .agg(
            sum(ENTERED.col()).as(ENTERED.name()),
            sum(LOST.col()).as(LOST.name()),
            sum(VOLUNTARY.col()).as(VOLUNTARY.name()),
            sum(INVOLUNTARY.col()).as(INVOLUNTARY.name()));
  }

  private static Dataset<Row> spells(Dataset<Row> lives) {
    return lives.select(explode(CustomerLives.SPELLS.col()).as(SPELL));
  }

  private static Column spell(Field part) {
    return part.of(SPELL);
  }

  private static Column one(Column cause, Cause of) {
    return when(cause.equalTo(of.word()), lit(1L)).otherwise(lit(0L));
  }

  private static Dataset<Row> moments(
      Dataset<Row> spells,
      Field at,
      Column entered,
      Column lost,
      Column voluntary,
      Column involuntary) {
    return spells.select(
        spell(CustomerLives.SPELL_KIND).as(CONTRACT_KIND.name()),
        spell(CustomerLives.SPELL_TIER).as(TIER.name()),
        spell(at).as(MOMENT.name()),
        entered.as(ENTERED.name()),
        lost.as(LOST.name()),
        voluntary.as(VOLUNTARY.name()),
        involuntary.as(INVOLUNTARY.name()));
  }

  /**
   * @param counts rows of {@link #counts}, in any order
   */
  public static SortedMap<Group, LifeCounts> groups(List<Row> counts) {
    SortedMap<Group, LifeCounts> groups = new TreeMap<>();
    for (Row row : counts) {
      Group group = new Group(row.getAs(CONTRACT_KIND.name()), row.getAs(TIER.name()));
      groups
          .computeIfAbsent(group, g -> new LifeCounts(CAUSES))
          .add(
              row.<Integer>getAs(MOMENT.name()),
              row.<Long>getAs(ENTERED.name()),
              row.<Long>getAs(LOST.name()),
              row.<Long>getAs(VOLUNTARY.name()),
              row.<Long>getAs(INVOLUNTARY.name()));
    }
    return groups;
  }

  /** The table's rows. */
  public static List<Row> rows(Map<Group, LifeCounts> groups, Rules rules) {
    List<Row> rows = new ArrayList<>();
    groups.forEach(
        (group, counts) ->
            counts.told(rules.leastWatched).ifPresent(told -> addRows(rows, group, told)));
    return rows;
  }

  private static void addRows(List<Row> rows, Group group, Stretch told) {
    RiskSets sets = told.counts().riskSets();
    List<KaplanMeier.Point> staying = KaplanMeier.curve(sets);
    List<AalenJohansen.Point> causes = AalenJohansen.curves(sets);
    for (int i = 0; i < staying.size(); i++) {
      KaplanMeier.Point at = staying.get(i);
      AalenJohansen.Point by = causes.get(i);
      Head head = new Head(group, (int) at.time(), told.from(), at.watched(), at.share());
      rows.add(head.row(ANY, at.events(), 1 - at.share(), interval(1 - at.share(), at.error())));
      for (int cause = 0; cause < CAUSES; cause++) {
        double share = by.shares()[cause];
        String word = Cause.values()[cause].word();
        rows.add(head.row(word, by.events()[cause], share, interval(share, by.errors()[cause])));
      }
    }
  }

  /** What the rows of a day have in common. */
  private record Head(Group group, int day, int from, long watched, double stayed) {
    Row row(String cause, long events, double left, Optional<Interval> interval) {
      return RowFactory.create(
          group.kind,
          group.tier,
          cause,
          day,
          from,
          watched,
          events,
          stayed,
          left,
          interval.map(Interval::low).orElse(null),
          interval.map(Interval::high).orElse(null));
    }
  }

  /** Of ln(-ln(1 - left)), which never leaves 0 to 1; nothing where all or none have left. */
  static Optional<Interval> interval(double left, double error) {
    double stayed = 1 - left;
    if (!(left > 0 && stayed > 0)) {
      return Optional.empty();
    }
    double spread = Wilson.Z90 * error / stayed / -Math.log(stayed);
    return Optional.of(
        new Interval(
            1 - Math.pow(stayed, Math.exp(-spread)), 1 - Math.pow(stayed, Math.exp(spread))));
  }
}
