package io.percorso.jobs;

import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.sort_array;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.identity.CustomerIds;
import io.percorso.identity.IdentityLinks;
import io.percorso.identity.IdentitySightings;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.interactions.Interactions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Digest;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Law 3 of identities: whatever the nights, they end as if all had come in one. */
@ExtendWith({SparkExtension.class, LightNights.class})
class IdentityStepTest {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

  private static final Instant YEAR_BEFORE = Instant.parse("2025-01-01T00:00:00Z");

  /** One in every build; with -Pnights more. */
  private static final int WORLDS = "all".equals(System.getProperty("percorso.nights")) ? 8 : 1;

  private static final List<Table> FACTS =
      List.of(IdentitySightings.TABLE, IdentityLinks.TABLE, CustomerIds.TABLE);
  private static final CustomerIds.Rules RULES = CustomerIds.Rules.from(BaseSettings.inUtc());

  private final SparkSession spark;
  @TempDir private Path folder;
  private int lakes;

  IdentityStepTest(SparkSession spark) {
    this.spark = spark;
  }

  /** A lake, what lies in it, and the nights that it has seen. */
  private final class World {
    private final Lake lake = new Lake(spark, folder.resolve("lake-" + lakes++).toUri().toString());
    private final Map<String, Map<String, Object>> stored = new LinkedHashMap<>();
    private final List<Map<String, Object>> said = new ArrayList<>();
    private int nights;
    private LocalDate previous = LocalDate.MIN;

    void night(LocalDate day, Map<String, Map<String, Object>> arriving) {
      night(day, arriving, List.of());
    }

    /**
     * @param arriving rows by id; one whose id is stored takes its place
     * @param corrections that arrive with them
     */
    void night(
        LocalDate day,
        Map<String, Map<String, Object>> arriving,
        List<Map<String, Object>> corrections) {
      nights++;
      Map<String, Long> versions = new HashMap<>();
      for (Table table : Catalogue.tables()) {
        long version = lake.version(table);
        if (version >= 0) {
          versions.put(table.name(), version);
        }
      }
      Run run =
          new Run(
              lake,
              "night-" + nights,
              nights,
              new Run.Inputs("inputs-" + nights, "rules"),
              versions,
              written -> {});
      List<Map<String, Object>> gone = new ArrayList<>();
      List<Map<String, Object>> came = new ArrayList<>();
      arriving.forEach(
          (id, row) -> {
            Map<String, Object> mine = new HashMap<>(row);
            mine.put(Interactions.RUN_ID.name(), run.id());
            Map<String, Object> old = stored.put(id, mine);
            if (old != null) {
              gone.add(old);
            }
            came.add(mine);
          });
      run.replaceScope(Interactions.TABLE, List.of(), rows(gone), rows(came));
      said.addAll(corrections);
      if (!said.isEmpty()) {
        run.append(
            IdentityCorrections.TABLE,
            List.of(),
            Frames.of(spark, IdentityCorrections.TABLE, corrections));
      }
      Cutoff cutoff = Cutoff.endOf(day, ZoneOffset.UTC);
      try (Kept kept = new Kept()) {
        IdentityStep step = new IdentityStep(lake, run, RULES, TestWorkspace.SILENT, kept);
        if (nights == 1) {
          step.rebuild(cutoff, Instant.EPOCH);
        } else {
          Dataset<Row> visible = lake.read(Interactions.TABLE, cutoff, Interactions.OCCURRED_AT);
          Instant end = Cutoff.endOf(previous, ZoneOffset.UTC).end();
          Dataset<Row> added =
              visible.where(
                  Interactions.RUN_ID
                      .col()
                      .equalTo(run.id())
                      .or(Interactions.OCCURRED_AT.col().geq(end)));
          Dataset<Row> changed =
              step.update(new IdentityStep.Changes(added, rows(gone)), cutoff, Instant.EPOCH);
          assertThat(changed.where(Touched.CHANGED_AT.col().lt(YEAR_BEFORE)).count())
              .as("changes that would have customers told from the beginning of time")
              .isZero();
        }
      }
      previous = day;
    }

    private Dataset<Row> rows(List<Map<String, Object>> of) {
      return Frames.of(spark, Interactions.TABLE, of);
    }

    /** The identifiers of each customer who has a strong one. */
    List<String> customers() {
      return lake
          .read(CustomerIds.TABLE)
          .where(CustomerIds.COMPONENT_ID.col().isNotNull())
          .groupBy(CustomerIds.CUSTOMER_ID.col())
          .agg(sort_array(collect_set(CustomerIds.IDENTIFIER.col())))
          .collectAsList()
          .stream()
          .map(row -> String.join(" ", row.<String>getList(1)))
          .sorted()
          .toList();
    }

    /** What a world ends as that sees all of this one in one night. */
    Map<String, Digest> factsOfOneNight() {
      World once = new World();
      once.night(previous, stored, said);
      return once.facts();
    }

    Map<String, Digest> facts() {
      Map<String, Digest> facts = new TreeMap<>();
      FACTS.forEach(t -> facts.put(t.name(), Digest.of(lake.read(t), Digest.factsOf(t))));
      return facts;
    }

    long count(Table table) {
      return lake.read(table).count();
    }
  }

  @Test
  void nightsInAnyOrderEndAsOneThatSeesAll() {
    for (long seed = 1; seed <= WORLDS; seed++) {
      Random random = new Random(seed);
      Map<String, Map<String, Object>> all = new LinkedHashMap<>();
      for (int i = 0; i < 120; i++) {
        all.put("i" + i, interaction(random, "i" + i));
      }
      List<Map<String, Object>> corrections = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        corrections.add(correction(random, i));
      }
      World once = new World();
      once.night(FIRST_DAY.plusDays(100), all, corrections);

      World nightly = new World();
      int nights = 4;
      List<Map<String, Map<String, Object>>> arriving = new ArrayList<>();
      for (int i = 0; i < nights; i++) {
        arriving.add(new LinkedHashMap<>());
      }
      all.forEach(
          (id, row) -> {
            int at = random.nextInt(nights);
            arriving.get(at).put(id, row);
            if (at > 0 && random.nextInt(5) == 0) {
              // An older version of it came before, with other names or at another time.
              arriving.get(random.nextInt(at)).put(id, interaction(random, id));
            }
          });
      List<List<Map<String, Object>>> saying = new ArrayList<>();
      for (int i = 0; i < nights; i++) {
        saying.add(new ArrayList<>());
      }
      corrections.forEach(said -> saying.get(random.nextInt(nights)).add(said));
      int[] days = {40, 60, 60, 100};
      for (int i = 0; i < nights; i++) {
        nightly.night(FIRST_DAY.plusDays(days[i]), arriving.get(i), saying.get(i));
      }

      assertThat(nightly.facts()).as("seed " + seed).isEqualTo(once.facts());
      assertThat(once.lake.read(IdentityLinks.TABLE).where("blocked_reason is not null").count())
          .as("a world in which nothing is blocked shows little")
          .isPositive();
    }
  }

  @Test
  void aMergeMovesTheHistoryAndIsToldAsAnAlias() {
    World world = new World();
    world.night(
        FIRST_DAY,
        Map.of(
            "a", named("a", 0, "login:l", "cookie:k"), "b", named("b", 1, "email:m", "phone:p")));
    world.night(FIRST_DAY, Map.of("c", named("c", 2, "login:l", "email:m")));

    assertThat(Frames.values(world.lake.read(CustomerIds.TABLE), CustomerIds.CUSTOMER_ID))
        .as("a login is surer than an address")
        .hasSize(1);
    List<Row> aliases = world.lake.read(io.percorso.identity.CustomerAliases.TABLE).collectAsList();
    assertThat(aliases).hasSize(1);
    assertThat(aliases.get(0).<String>getAs("cause")).isEqualTo("merge");
    assertThat(
            world
                .lake
                .read(io.percorso.identity.CustomerIdHistory.TABLE)
                .where("run_id = 'night-2'")
                .groupBy("change")
                .count()
                .collectAsList())
        .as("address and telephone were another customer's and are not")
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[began,2]", "[ceased,2]");
  }

  @Test
  void aVetoPartsACustomerAWithdrawalJoinsThemAgainAndAForceJoinsTwo() {
    World world = new World();
    world.night(
        FIRST_DAY,
        Map.of(
            "a", named("a", 0, "login:l", "email:m", "cookie:k"),
            "b", named("b", 1, "login:p", "email:m", "cookie:q"),
            "c", named("c", 2, "login:s", "phone:t")));
    assertThat(world.customers()).containsExactly("email:m login:l login:p", "login:s phone:t");

    world.night(FIRST_DAY, Map.of(), List.of(said("login:l", "login:p", "veto", 1)));
    assertThat(world.customers()).containsExactly("email:m login:l", "login:p", "login:s phone:t");
    assertThat(world.facts()).isEqualTo(world.factsOfOneNight());

    // What is forced to one that nobody saw waits for it; the withdrawal does not.
    world.night(
        FIRST_DAY,
        Map.of(),
        List.of(
            said("login:l", "login:p", "withdraw", 2),
            said("login:s", "email:new", "force", 3),
            said("login:p", "login:s", "force", 4)));
    assertThat(world.customers()).containsExactly("email:m login:l login:p login:s phone:t");

    world.night(FIRST_DAY, Map.of("d", named("d", 3, "email:new", "loyalty:n")));
    assertThat(world.customers())
        .as("who is new is tied to a component that nothing else touches")
        .containsExactly("email:m email:new login:l login:p login:s loyalty:n phone:t");
    assertThat(world.facts()).isEqualTo(world.factsOfOneNight());
  }

  @Test
  void aNightWithoutAnythingNewWritesNothing() {
    World world = new World();
    world.night(FIRST_DAY, Map.of("a", named("a", 0, "login:l", "cookie:k")));
    long version = world.lake.version(CustomerIds.TABLE);
    world.night(FIRST_DAY.plusDays(5), Map.of());

    assertThat(world.lake.version(CustomerIds.TABLE)).isEqualTo(version);
    assertThat(world.count(IdentitySightings.TABLE)).isEqualTo(2);
  }

  private static Map<String, Object> interaction(Random random, String id) {
    String[] kinds = {"customer", "login", "email", "cookie", "cookie", "device"};
    int[] sizes = {4, 6, 6, 3, 3, 2};
    String[] identifiers = new String[1 + random.nextInt(3)];
    for (int i = 0; i < identifiers.length; i++) {
      int kind = random.nextInt(kinds.length);
      identifiers[i] = kinds[kind] + ":" + random.nextInt(sizes[kind]);
    }
    return named(id, random.nextInt(100 * 24), identifiers);
  }

  private static Map<String, Object> correction(Random random, int at) {
    List<String> verdicts = IdentityCorrections.VERDICTS;
    String one = "email:" + random.nextInt(6);
    String other = random.nextBoolean() ? "login:" + random.nextInt(8) : "customer:0";
    return said(other, one, verdicts.get(random.nextInt(verdicts.size())), at);
  }

  /** The surer identifier stands first, as when a file brings it. */
  private static Map<String, Object> said(String one, String other, String verdict, int hour) {
    return Map.of(
        IdentityCorrections.IDENTIFIER.name(),
        one,
        IdentityCorrections.OTHER_IDENTIFIER.name(),
        other,
        IdentityCorrections.VERDICT.name(),
        verdict,
        IdentityCorrections.DECIDED_AT.name(),
        FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofHours(hour)));
  }

  private static Map<String, Object> named(String id, int hour, String... identifiers) {
    Instant at = FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofHours(hour));
    Map<String, Object> row = new HashMap<>();
    row.put(Interactions.INTERACTION_ID.name(), id);
    row.put(Interactions.OCCURRED_AT.name(), at);
    LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
    row.put(Interactions.OCCURRED_DAY.name(), day);
    row.put(Interactions.OCCURRED_MONTH.name(), day.withDayOfMonth(1));
    row.put(
        Interactions.IDENTIFIERS.name(),
        Arrays.stream(identifiers)
            .map(each -> RowFactory.create((Object[]) each.split(":", 2)))
            .toArray(Row[]::new));
    return row;
  }
}
