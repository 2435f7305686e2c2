package io.percorso.jobs;

import io.percorso.lake.Settings;
import io.percorso.testing.BaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shipped configuration with times so short that a month holds many a silence, and with the
 * sources of {@link LawsWorld} alone.
 */
final class LawsSettings {
  static final int DAILY_CAP = 100;

  private static final List<String> SOURCES =
      List.of("generic-json.yaml", "identity-corrections.yaml", "currency-rates.yaml");

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("journeys.default-gap", "20h"),
          Map.entry("journeys.settle", "20h"),
          Map.entry("journeys.recapture", "60h"),
          Map.entry("sessions.gap.messaging", "8h"),
          Map.entry("sessions.gap.social", "8h"),
          Map.entry("sessions.cap", "8h"),
          Map.entry("sessions.hint-cap", "8h"),
          Map.entry("signals.repeat-contact.within", "30h"),
          Map.entry("signals.handoff.within", "10h"),
          Map.entry("signals.answers.within", "10h"),
          Map.entry("identity.core-cap", "7"),
          Map.entry("identity.lookback", "4d"),
          Map.entry("identity.shared.owners", "3"),
          Map.entry("identity.shared.window", "8d"),
          Map.entry("customers.daily-cap", Integer.toString(DAILY_CAP)),
          Map.entry("friction.least-journeys", "100"),
          Map.entry("friction.replicates", "20"),
          Map.entry("published.keep", "1"));

  private LawsSettings() {}

  static Settings settings() {
    Map<String, String> shortened = new TreeMap<>(SHORT);
    BaseSettings.inUtc()
        .under("journeys.gap")
        .keySet()
        .forEach(intent -> shortened.put("journeys.gap." + intent, "20h"));
    Settings settings = BaseSettings.inUtc();
    for (Map.Entry<String, String> each : shortened.entrySet()) {
      settings = settings.with(each.getKey(), each.getValue(), "test");
    }
    return "all".equals(System.getProperty("percorso.laws.analyses"))
        ? settings
        : TestWorkspace.withoutAnalyses(settings);
  }

  /** Writes the configuration's files into a folder. */
  static Path write(Path folder) {
    try {
      Files.createDirectories(folder.resolve("sources"));
      for (String source : SOURCES) {
        copy(Path.of("sources", source), folder);
      }
      copy(Path.of("touchpoints.yaml"), folder);
      copy(Path.of("goals.yaml"), folder);
      Files.writeString(
          folder.resolve("funnels.yaml"),
          BaseSettings.confFile("funnels.yaml")
              .replace("window: 7d", "window: 20h")
              .replace("window: 1d", "window: 8h"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path name, Path folder) throws IOException {
    Files.copy(Path.of("..", "conf").resolve(name), folder.resolve(name));
  }
}
