package io.percorso.jobs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.percorso.interactions.Planted;
import io.percorso.interactions.Source;
import io.percorso.interactions.Sources;
import io.percorso.lake.Table;
import io.percorso.testing.Canaries;
import io.percorso.testing.Canaries.Canary;
import io.percorso.testing.RealData;
import io.percorso.testing.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 7 over a whole night of the command itself: forty canaries in every text of every source, in
 * names of columns, files and folders, searched in everything beyond bronze.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
    named = "percorso.nights",
    matches = "all",
    disabledReason = "a long suite: ./mvnw -Pnights -pl jobs -am test")
class PrivacyTest {
  private Path folder;
  private TestWorkspace workspace;
  private int exit;
  private int planted;

  @BeforeAll
  void runANightOverCanaries(@TempDir Path temporary) throws Exception {
    folder = temporary;
    workspace = new TestWorkspace(folder.resolve("workspace"));
    for (Source source : Sources.read(RealData.checkout().resolve("conf/sources"))) {
      for (Path sample : SampleFiles.of(source.name())) {
        Planted file = Planted.in(source, Files.readAllBytes(sample));
        planted += file.size();
        land(source.name(), name(source), file.file());
        land(
            source.name(),
            name(source).replace("planted", "fields"),
            file.withANameOfAField(Canaries.ALL.get(3)));
      }
    }
    byte[] clicks = Files.readAllBytes(SampleFiles.of("ecom").get(0));
    int number = 0;
    for (Canary canary : Canaries.ALL) {
      String name = canary.planted().replace("/", "_");
      String again = new String(clicks, UTF_8).replace("u-1001", "u-2" + number++);
      land("ecom", name + ".csv", again.getBytes(UTF_8));
      land("ecom", number + name + ".txt", clicks);
      land("of-" + name, "a.csv", clicks);
    }
    Path events = Files.createDirectories(folder.resolve("workspace/events"));
    exit =
        NightProcess.java(
                List.of("-Xmx1500m"),
                Main.class.getName(),
                "run",
                "nightly",
                "--date",
                "2024-06-30",
                "--workspace",
                workspace.folders.root().toString(),
                "--spark-conf",
                "spark.eventLog.enabled=true",
                "--spark-conf",
                "spark.eventLog.compress=false",
                "--spark-conf",
                "spark.eventLog.dir=" + events.toUri())
            .directory(RealData.checkout().toFile())
            .redirectOutput(folder.resolve("workspace/console.txt").toFile())
            .start()
            .waitFor();
  }

  private static String name(Source source) {
    return source.files().get(0).replace("*", "planted");
  }

  private void land(String source, String name, byte[] content) throws IOException {
    Path file = workspace.folders.landing().resolve(source).resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  @Test
  void noTableBeyondBronzeHoldsACanary() throws IOException {
    assertThat(exit).as("%s", Files.readString(folder.resolve("workspace/console.txt"))).isZero();
    assertThat(planted).isGreaterThan(5 * Canaries.ALL.size());
    Set<String> leaks = new TreeSet<>();
    for (Table table : Catalogue.tables()) {
      if (!table.layer().equals("bronze")) {
        Set<String> texts = new HashSet<>();
        workspace.lake.read(table).toJSON().collectAsList().forEach(json -> collect(json, texts));
        for (String text : texts) {
          Canaries.in(text).forEach(c -> leaks.add(table + ": " + c.planted() + " in " + text));
        }
      }
    }
    assertThat(leaks).isEmpty();
  }

  @Test
  void noFileBeyondBronzeHoldsACanary() throws IOException {
    Set<String> leaks = new TreeSet<>();
    int searched = 0;
    Path root = workspace.folders.root();
    for (Path file : TestWorkspace.filesBelow(root)) {
      String below = root.relativize(file).toString();
      boolean isRaw =
          below.startsWith("landing/")
              || (below.startsWith("lake/bronze/") && !below.contains("_delta_log"));
      if (!isRaw) {
        searched++;
        find(below, Files.readAllBytes(file), leaks);
      }
    }
    assertThat(searched).isGreaterThan(100);
    assertThat(leaks).isEmpty();
  }

  private static void find(String name, byte[] bytes, Set<String> leaks) {
    String raw = new String(bytes, ISO_8859_1).toLowerCase(Locale.ROOT);
    String text = new String(bytes, UTF_8).toLowerCase(Locale.ROOT);
    for (Canary canary : Canaries.ALL) {
      for (String needle : List.of(canary.needle(), canary.bare())) {
        if (raw.contains(needle) || text.contains(needle)) {
          leaks.add(name + ": " + canary.planted());
        }
      }
    }
  }

  private static void collect(String json, Set<String> texts) {
    try {
      collect(new ObjectMapper().readTree(json), texts);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void collect(JsonNode cell, Set<String> texts) {
    if (cell.isTextual()) {
      texts.add(cell.textValue());
    }
    cell.forEach(part -> collect(part, texts));
  }
}
