package io.percorso.jobs;

import io.percorso.friction.PlannedRelease;
import io.percorso.identity.CustomerIds;
import io.percorso.interactions.Source;
import io.percorso.interactions.Sources;
import io.percorso.journeys.Funnel;
import io.percorso.journeys.Goals;
import io.percorso.journeys.Timeline;
import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import io.percorso.quality.Anomalies;
import io.percorso.quality.FreshnessLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules of a run, read and checked before anything is written: sources, touchpoints, goals,
 * funnels, releases and every setting.
 *
 * @param sources how each source's raw fields map
 * @param analyses that are made
 * @param digest of all of it and of the program's version: other rules, other tables
 */
record ConfFiles(
    List<Source> sources,
    CustomerIds.Rules identity,
    Timeline.Rules timeline,
    List<Funnel> funnels,
    List<PlannedRelease> releases,
    Set<Analysis> analyses,
    Settings settings,
    String digest) {
  /**
   * @param conf the folder with {@code sources/}, touchpoints.yaml, goals.yaml, funnels.yaml and
   *     releases.yaml
   * @throws UserError naming file and key when something in them is not known
   */
  static ConfFiles read(Path conf, Settings settings) {
    List<Source> sources = Sources.read(conf.resolve("sources"));
    sources.forEach(source -> FreshnessLimits.of(source, settings));
    Anomalies.Rules.from(settings);
    String touchpoints = text(conf.resolve("touchpoints.yaml"));
    String goals = text(conf.resolve("goals.yaml"));
    String funnels = text(conf.resolve("funnels.yaml"));
    // A folder of before there were releases has none.
    Path told = conf.resolve("releases.yaml");
    String releases = Files.exists(told) ? text(told) : "releases: []";
    var intents = Timeline.Rules.intents(settings);
    Timeline.Rules timeline =
        Timeline.Rules.from(
            settings,
            Touchpoints.Rules.parse("touchpoints.yaml", touchpoints, intents),
            Goals.parse("goals.yaml", goals, intents),
            names(sources.stream().filter(Source::trustSessionHint).toList()),
            names(sources.stream().filter(s -> s.reports().contains("pointer")).toList()));
    return new ConfFiles(
        sources,
        CustomerIds.Rules.from(settings),
        timeline,
        Funnel.parse("funnels.yaml", funnels, intents),
        PlannedRelease.parse("releases.yaml", releases),
        Analysis.made(settings),
        settings,
        Run.sha256(
            String.join(
                "\n",
                Version.text(),
                touchpoints,
                goals,
                funnels,
                releases,
                sources.stream()
                    .map(s -> s.name() + " " + s.mappingVersion())
                    .sorted()
                    .toList()
                    .toString(),
                business(settings).toString())));
  }

  private static Set<String> names(List<Source> sources) {
    return sources.stream().map(Source::name).collect(Collectors.toSet());
  }

  /**
   * The settings that decide what tables hold: not those of Spark, of the demo, of pages, of what
   * is told of the data's quality, or of how many publications stay.
   */
  private static Map<String, String> business(Settings settings) {
    return settings.all().entrySet().stream()
        .filter(
            e ->
                !e.getKey()
                    .matches(
                        "(spark|demo|published|overview|freshness|quality)\\..*|load\\.chunk-bytes"))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().text(), (a, b) -> b, java.util.TreeMap::new));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.nio.file.NoSuchFileException e) {
      throw UserError.usage(
          "%s is missing: give the folder that holds it with --conf".formatted(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
