package io.percorso.jobs;

import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.RejectedRecords;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Sessions;
import io.percorso.lake.Digest;
import io.percorso.lake.Table;
import io.percorso.testing.Grid;
import io.percorso.testing.RealData;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The files that nobody on this project made, landed as delivered into one workspace. */
@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealLogsTest {
  private static final LocalDate DAY = LocalDate.of(2024, 6, 30);
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\\.[A-Za-z]{2,}");

  /**
   * Names of writers that are no ordinary words and no brands: those with a digit or an underscore.
   */
  private static final Pattern DISTINCTIVE = Pattern.compile("(?=.*[0-9_]).{6,}");

  /** Bytes: six given ones come by chance once in a hundred thousand gigabytes. */
  private static final int LONGER_THAN_CHANCE = 6;

  private static final Pattern HANDLE = Pattern.compile("(?<![A-Za-z0-9_.])@[A-Za-z0-9_]{2,15}");

  private TestWorkspace workspace;
  private RealPeople people;

  @BeforeAll
  void loadAll(@TempDir Path folder) throws IOException {
    workspace = new TestWorkspace(folder.resolve("real"));
    workspace.land("ecom", RealData.path("ecom/ecom.csv.gz"));
    workspace.land("access-log", RealData.path("access-log/apache_logs.gz"));
    workspace.land("snowplow-web", RealData.path("snowplow-web/snowplow_web_events.csv"));
    workspace.land("snowplow-mobile", RealData.path("snowplow-mobile/snowplow_mobile_events.csv"));
    workspace.land("social-care", RealData.path("social-care/dev.json"));
    workspace.land("sendgrid", RealData.path("email-events/sendgrid.ndjson"));
    workspace.land("whatsapp", RealData.path("formats/whatsapp_cloud.ndjson"));
    workspace.land("segment-pages", RealData.path("formats/segment_pages.csv"));
    workspace.land("zendesk-tickets", RealData.path("tickets/ticket_data.csv"));
    workspace.land("zendesk-comments", RealData.path("tickets/ticket_comment_data.csv"));
    workspace.land(
        "zendesk-ticket-history", RealData.path("tickets/ticket_field_history_data.csv"));
    workspace.land("zendesk-chats", RealData.path("tickets/ticket_chat_event_data.csv"));
    workspace.land("zendesk-users", RealData.path("tickets/user_data.csv"));
    people = RealPeople.land(workspace.folders.landing().resolve("generic-csv"));
    workspace.night(DAY);
  }

  @Test
  void everyRecordOfEveryFileHasItsVerdict() {
    List<Row> files =
        workspace.lake.read(InputFiles.TABLE).orderBy(InputFiles.PATH.col()).collectAsList();
    Grid.of(
            """
            source                 | record_count | loaded_count | duplicate_count | rejected_count | late_count
            access-log             | 10000        | 9999         | 0               | 1              | 0
            ecom                   | 31106        | 31076        | 30              | 0              | 0
            generic-csv            | 11000        | 11000        | 0               | 0              | 0
            segment-pages          | 1            | 1            | 0               | 0              | 0
            sendgrid               | 10           | 9            | 1               | 0              | 0
            snowplow-mobile        | 130          | 129          | 1               | 0              | 0
            snowplow-web           | 160          | 157          | 3               | 0              | 0
            social-care            | 686          | 681          | 5               | 0              | 0
            whatsapp               | 3            | 2            | 0               | 1              | 0
            zendesk-chats          | 12           | 12           | 0               | 0              | 0
            zendesk-comments       | 20           | 20           | 0               | 0              | 0
            zendesk-ticket-history | 20           | 20           | 0               | 0              | 0
            zendesk-tickets        | 10           | 10           | 0               | 0              | 0
            zendesk-users          | 10           | 8            | 0               | 2              | 0
            """)
        .assertShows(files, row -> column -> row.getAs(column));
  }

  @Test
  void theMalformedLineOfTheAccessLogIsNamedByItsNumber() {
    Row refused =
        workspace
            .lake
            .read(RejectedRecords.TABLE)
            .where(RejectedRecords.SOURCE.col().equalTo("access-log"))
            .collectAsList()
            .get(0);
    assertThat(refused.<Long>getAs(RejectedRecords.FRAME_NUMBER.name())).isEqualTo(8899);
  }

  @Test
  void eachSourceWithInboundInteractionsGivesSessions() {
    Dataset<Row> sessions = workspace.lake.read(Sessions.TABLE);
    assertThat(sessions.select(Sessions.SOURCE.col()).distinct().count()).isEqualTo(10);
    assertThat(workspace.lake.read(Journeys.TABLE).count()).isPositive();
  }

  /**
   * Programs in the access log have sessions and no journeys; one tester of the mobile tracker
   * comes back after more than a day 33 times within few sessions; every comment on a case is a
   * session of its own; all users of the help desk were given one address when the export was made
   * anonymous.
   */
  @Test
  void eachSourceHasItsIdentifiersCustomersSessionsAndJourneys() {
    Dataset<Row> interactions = workspace.lake.read(Interactions.TABLE);
    Dataset<Row> customers =
        CustomerInteractions.customers(interactions, workspace.lake.read(CustomerIds.TABLE));
    Dataset<Row> sessions = workspace.lake.read(Sessions.TABLE);
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    count(
        counts,
        "identifiers",
        interactions.select(
            Interactions.SOURCE.col(), explode(Interactions.IDENTIFIERS.col()).as("identifier")));
    Column isAnonymous = CustomerIds.CUSTOMER_ID.col().startsWith("anon-");
    Dataset<Row> ids = customers.select(Interactions.SOURCE.col(), CustomerIds.CUSTOMER_ID.col());
    count(counts, "known", ids.where(not(isAnonymous)));
    count(counts, "anonymous", ids.where(isAnonymous));
    count(counts, "sessions", sessions.select(Sessions.SOURCE.col(), Sessions.SESSION_ID.col()));
    count(
        counts,
        "journeys",
        workspace
            .lake
            .read(JourneySteps.TABLE)
            .join(sessions.select(Sessions.SOURCE.col(), Sessions.SESSION_ID.col()), "session_id")
            .select(Sessions.SOURCE.col(), JourneySteps.JOURNEY_ID.col()));
    Grid.of(
            """
            source                 | identifiers | known | anonymous | sessions | journeys
            access-log             | 1861        |       | 1861      | 2505     | 1150
            ecom                   | 600         | 600   |           | 3605     | 3230
            generic-csv            | 16989       | 5989  |           |          |
            segment-pages          | 2           | 1     |           | 1        | 1
            sendgrid               | 5           | 5     |           | 2        | 1
            snowplow-mobile        | 12          | 8     |           | 19       | 36
            snowplow-web           | 68          | 25    |           | 59       | 35
            social-care            | 539         | 539   |           | 551      | 541
            whatsapp               | 1           | 1     |           | 1        | 1
            zendesk-chats          | 9           |       | 9         |          |
            zendesk-comments       | 7           |       | 7         | 20       | 8
            zendesk-ticket-history | 20          | 1     | 19        |          |
            zendesk-tickets        | 20          | 10    |           | 10       | 10
            zendesk-users          | 9           | 1     |           |          |
            """)
        .assertShows(
            List.copyOf(counts.keySet()),
            source -> column -> column.equals("source") ? source : counts.get(source).get(column));
  }

  private static void count(
      Map<String, Map<String, Long>> counts, String what, Dataset<Row> sourcesAndThings) {
    sourcesAndThings
        .distinct()
        .groupBy(sourcesAndThings.columns()[0])
        .count()
        .collectAsList()
        .forEach(
            row ->
                counts
                    .computeIfAbsent(row.getString(0), source -> new TreeMap<>())
                    .put(what, row.getLong(1)));
  }

  /**
   * Records with typing errors, of which nine in ten pairs share their number. It is all that joins
   * them: names and addresses are not compared.
   */
  @Test
  void peopleAreFoundAgainByTheNumberTheyShareAndByNothingElse() {
    RealPeople.Pairs pairs = people.pairs(workspace.lake, workspace.folders.keys());

    System.out.println(pairs);
    assertThat(pairs.precision()).isEqualTo(1.0);
    assertThat(pairs.recall()).isBetween(0.9, 0.92);
    assertThat(pairs.largest()).as("records of one customer").isEqualTo(2);
  }

  @Test
  void theSameDateTwiceLeavesTheSameTables() {
    Map<String, Digest> before = workspace.digests(Table::fields);
    workspace.night(DAY);
    assertThat(workspace.digests(Table::fields)).isEqualTo(before);
  }

  @Test
  void halfOfTheRecordsHeldBackUntilALaterDateGiveTheFactsOfOneRunWithAll(@TempDir Path folder)
      throws IOException {
    List<String> shop = linesOf("ecom/ecom.csv.gz");
    List<String> log = linesOf("access-log/apache_logs.gz");
    TestWorkspace atOnce = TestWorkspace.withoutAnalyses(folder.resolve("at-once"));
    write(atOnce, "ecom", "all.csv", shop.get(0), shop.subList(1, shop.size()));
    write(atOnce, "access-log", "all.log", "", log);
    atOnce.night(DAY.plusDays(40));

    TestWorkspace inHalves = TestWorkspace.withoutAnalyses(folder.resolve("in-halves"));
    int half = firstOfAnotherCustomer(shop, shop.size() / 2);
    write(inHalves, "ecom", "b.csv", shop.get(0), shop.subList(half, shop.size()));
    write(inHalves, "access-log", "b.log", "", log.subList(4_000, log.size()));
    inHalves.night(DAY);
    write(inHalves, "ecom", "a.csv", shop.get(0), shop.subList(1, half));
    write(inHalves, "access-log", "a.log", "", log.subList(0, 4_000));
    inHalves.night(DAY.plusDays(40));

    assertThat(inHalves.facts()).isEqualTo(atOnce.facts());
    assertThat(atOnce.facts().get("silver.interactions").rows()).isEqualTo(31_076 + 9_999);
  }

  /**
   * Equal times of one customer must stay in one file: their order in it is all that tells them
   * apart.
   */
  private static int firstOfAnotherCustomer(List<String> lines, int from) {
    int line = from;
    while (lines.get(line).split(",", 2)[0].equals(lines.get(line - 1).split(",", 2)[0])) {
      line++;
    }
    return line;
  }

  private static List<String> linesOf(String gzip) throws IOException {
    try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(RealData.path(gzip)))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
    }
  }

  private static void write(
      TestWorkspace to, String source, String name, String header, List<String> lines)
      throws IOException {
    Path target = Files.createDirectories(to.folders.landing().resolve(source)).resolve(name);
    String text = (header.isEmpty() ? "" : header + "\n") + String.join("\n", lines) + "\n";
    Files.write(target, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void noMailAddressAndNoHandleLeavesBronze() throws IOException {
    Set<String> typed = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (JsonNode conversation :
        new ObjectMapper().readTree(RealData.path("social-care/dev.json").toFile())) {
      for (JsonNode message : conversation.path("dialogContent")) {
        for (String role : List.of("client", "client1")) {
          if (message.hasNonNull(role)) {
            names.add(message.path(role).asText());
          }
        }
        find(EMAIL, message.path("message").asText(), typed);
        find(HANDLE, message.path("message").asText(), typed);
      }
    }
    assertThat(typed).as("the file holds personal data").hasSizeGreaterThan(50);
    assertThat(names).hasSizeGreaterThan(300);

    Set<String> leaks = new TreeSet<>();
    for (Table table : Catalogue.tables()) {
      if (!table.layer().equals("bronze")) {
        for (String value : stringsOf(workspace.lake.read(table))) {
          if (names.contains(value)) {
            leaks.add(table + ": " + value);
          }
          names.stream()
              .filter(n -> DISTINCTIVE.matcher(n).matches() && value.contains(n))
              .forEach(n -> leaks.add(table + ": " + n));
          if (value.indexOf('@') >= 0) {
            typed.stream().filter(value::contains).forEach(t -> leaks.add(table + ": " + t));
          }
        }
      }
    }
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("lake/silver", "lake/gold", "lake/ops", "published", "site")) {
      files.addAll(TestWorkspace.filesBelow(workspace.folders.root().resolve(folder)));
    }
    files.addAll(
        TestWorkspace.filesBelow(workspace.folders.root().resolve("lake/bronze")).stream()
            .filter(f -> f.toString().contains("_delta_log"))
            .toList());
    // Three given bytes stand somewhere in any megabyte of packed columns or of checksums; the
    // values were read
    // above.
    List<String> tooLongForChance =
        typed.stream().filter(t -> t.length() >= LONGER_THAN_CHANCE).toList();
    for (Path file : files) {
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      boolean isPacked = file.toString().endsWith(".parquet") || file.toString().endsWith(".crc");
      (isPacked ? tooLongForChance : typed)
          .stream().filter(bytes::contains).forEach(t -> leaks.add(file + ": " + t));
    }
    assertThat(leaks).isEmpty();
  }

  private static void find(Pattern pattern, String text, Set<String> found) {
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      found.add(matcher.group());
    }
  }

  /** The values of all columns as text, each once, arrays and structs taken apart by JSON. */
  private static Set<String> stringsOf(Dataset<Row> rows) {
    Set<String> values = new HashSet<>();
    rows.toJSON()
        .collectAsList()
        .forEach(
            json -> {
              try {
                new ObjectMapper().readTree(json).forEach(cell -> collect(cell, values));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    return values;
  }

  private static void collect(JsonNode cell, Set<String> values) {
    if (cell.isContainerNode()) {
      cell.forEach(part -> collect(part, values));
    } else if (cell.isTextual()) {
      values.add(cell.asText());
    }
  }
}
