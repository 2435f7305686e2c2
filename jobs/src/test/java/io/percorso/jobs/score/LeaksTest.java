package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.jobs.score.Leaks.Leak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 60 persons with two journeys of four records each; every other visit has friction. */
class LeaksTest {
  private static final int PERSONS = 60;
  private static final int RECORDS = 4;

  @TempDir Path folder;

  private Path landing;
  private Path truth;

  @BeforeEach
  void writeTheWorld() throws IOException {
    landing = Files.createDirectories(folder.resolve("landing/generic-json"));
    truth = Files.createDirectories(folder.resolve("truth"));
    StringBuilder lines = new StringBuilder();
    StringBuilder records =
        new StringBuilder("source,file,frame,element,person,journey,visit,is_bot\n");
    StringBuilder visits = new StringBuilder("visit,friction\n");
    StringBuilder journeys = new StringBuilder("journey,intent\n");
    int frame = 0;
    for (int journey = 0; journey < 2 * PERSONS; journey++) {
      int person = journey / 2;
      journeys.append(journey).append(person % 3 == 0 ? ",support\n" : ",buy\n");
      for (int i = 0; i < RECORDS; i++) {
        frame++;
        int visit = frame;
        boolean hasFriction = i % 2 == 0;
        visits.append(visit).append(hasFriction ? ",true\n" : ",false\n");
        records.append(
            "generic-json,a.jsonl,%d,0,%d,%d,%d,false%n".formatted(frame, person, journey, visit));
        lines.append(
            """
            {"id":"%d","cookie":"c%d","session":"s%d","colour":"k%d","place":"p%d"%s}
            """
                .formatted(
                    frame, person, journey, person, i % 3, hasFriction ? ",\"hint\":1" : ""));
      }
    }
    records.append("generic-json,a.jsonl,%d,0,,,,true%n".formatted(frame + 1));
    lines.append("{\"id\":\"bot\"}\n");
    Files.writeString(landing.resolve("a.jsonl"), lines);
    Files.writeString(truth.resolve("record.csv"), records.toString().replace("\r", ""));
    Files.writeString(truth.resolve("visit.csv"), visits);
    Files.writeString(truth.resolve("journey.csv"), journeys);
    Files.writeString(truth.resolve("world.csv"), "key,value\n");
  }

  @Test
  void aFieldThatIsThereOnlyWithFrictionIsMarked() {
    assertThat(leak("hint", "friction").accuracy()).isEqualTo(1);
    assertThat(marked()).contains("hint friction");
  }

  @Test
  void anIdOfASessionDoesNotTellFrictionOrIntentOfOthers() {
    assertThat(marked()).doesNotContain("session friction", "session intent", "id friction");
  }

  @Test
  void whatNamesAPersonDoesNotTellTheIntentOfOtherPersons() {
    assertThat(marked()).doesNotContain("colour intent", "cookie intent");
  }

  @Test
  void aFieldThatFollowsAPersonThroughJourneysIsMarked() {
    assertThat(marked()).contains("colour person").doesNotContain("session person", "id person");
  }

  @Test
  void whatConfTakesForAnIdentifierIsNotAskedForThePerson() {
    assertThat(leaks()).noneMatch(l -> l.field().equals("cookie") && l.target().equals("person"));
    assertThat(leaks()).anyMatch(l -> l.field().equals("cookie") && l.target().equals("intent"));
  }

  @Test
  void everyRecordOfAPersonIsJudgedOrLearntFrom() {
    assertThat(leak("place", "friction").n())
        .isBetween(2L * RECORDS * PERSONS / 4, 2L * RECORDS * PERSONS * 3 / 4);
  }

  @Test
  void aLandingFileThatIsGoneIsNamed() throws IOException {
    Files.delete(landing.resolve("a.jsonl"));
    assertThatThrownBy(this::leaks).hasMessageContaining("generic-json/a.jsonl is missing");
  }

  private Leak leak(String field, String target) {
    return leaks().stream()
        .filter(l -> l.field().equals(field) && l.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private List<String> marked() {
    return leaks().stream()
        .filter(Leak::isMarked)
        .map(l -> l.field() + " " + l.target())
        .collect(Collectors.toList());
  }

  private List<Leak> leaks() {
    List<Leak> found = new ArrayList<>();
    Leaks.find(
        TruthFolder.at(truth),
        folder.resolve("landing"),
        List.of(RawFieldsTest.source("generic-json")),
        found::add);
    return found;
  }
}
