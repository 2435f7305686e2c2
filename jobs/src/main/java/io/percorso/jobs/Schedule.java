package io.percorso.jobs;

import io.percorso.lake.NearestName;
import io.percorso.lake.UserError;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The pipelines of conf/schedule.yaml: what runs, in which steps, and when. */
record Schedule(List<Pipeline> pipelines) {
  private static final Set<String> KEYS = Set.of("description", "steps", "cron", "timezone");

  Schedule {
    pipelines = List.copyOf(pipelines);
  }

  /**
   * A pipeline.
   *
   * @param cron minute, hour, day of month, month, day of week
   * @param timezone of the cron line
   */
  record Pipeline(String name, String description, List<Step> steps, Cron cron, ZoneId timezone) {
    Pipeline {
      steps = List.copyOf(steps);
    }
  }

  /** A daily time: the part of cron that every scheduler which Percorso ships files for knows. */
  record Cron(int minute, int hour) {
    @Override
    public String toString() {
      return "%d %d * * *".formatted(minute, hour);
    }
  }

  /**
   * @throws UserError of kind usage for anything unknown, missing or wrong, with file and line
   */
  static Schedule read(Path file) {
    YamlFile yaml = YamlFile.read(file);
    Set<String> names = new LinkedHashSet<>();
    for (String key : yaml.keys()) {
      String[] parts = key.split("\\.", -1);
      String origin = yaml.origin(yaml.entry(key).orElseThrow());
      if (!parts[0].equals("pipelines") || parts.length != 3) {
        throw UserError.usage(
            "%s: '%s' is not 'pipelines.<name>.<key>', keys being %s"
                .formatted(origin, key, KEYS.stream().sorted().toList()));
      }
      if (!KEYS.contains(parts[2])) {
        throw UserError.usage(
            "%s: unknown key '%s'%s".formatted(origin, parts[2], meant(parts[2], KEYS)));
      }
      names.add(parts[1]);
    }
    if (names.isEmpty()) {
      throw UserError.usage(file + " names no pipeline");
    }
    return new Schedule(names.stream().map(name -> pipeline(yaml, name)).toList());
  }

  /**
   * @throws UserError of kind usage when there is none, with the nearest name
   */
  Pipeline pipeline(String name) {
    List<String> names = pipelines.stream().map(Pipeline::name).toList();
    return pipelines.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "unknown pipeline '%s'%s conf/schedule.yaml has: %s"
                        .formatted(name, meant(name, names), String.join(", ", names))));
  }

  private static Pipeline pipeline(YamlFile yaml, String name) {
    String origin = yaml.path().getFileName() + ", pipeline " + name;
    List<Step> steps = new ArrayList<>();
    for (String word : value(yaml, name, "steps").split(",", -1)) {
      steps.add(
          Step.of(word)
              .orElseThrow(
                  () ->
                      UserError.usage(
                          "%s: unknown step '%s'%s"
                              .formatted(origin, word, meant(word, Step.words())))));
    }
    String zone = value(yaml, name, "timezone");
    try {
      return new Pipeline(
          name,
          value(yaml, name, "description"),
          steps,
          cron(origin, value(yaml, name, "cron")),
          ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw UserError.usage(
          "%s: timezone '%s' is none, such as Europe/Rome is".formatted(origin, zone));
    }
  }

  private static Cron cron(String origin, String text) {
    String[] parts = text.trim().split("\\s+");
    boolean isDaily =
        parts.length == 5
            && Arrays.stream(parts, 0, 2).allMatch(p -> p.matches("\\d{1,2}"))
            && Arrays.stream(parts, 2, 5).allMatch("*"::equals);
    if (isDaily && Integer.parseInt(parts[0]) < 60 && Integer.parseInt(parts[1]) < 24) {
      return new Cron(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
    throw UserError.usage(
        "%s: cron '%s' is not a daily time such as '30 2 * * *'".formatted(origin, text));
  }

  private static String value(YamlFile yaml, String pipeline, String key) {
    return yaml.entry("pipelines." + pipeline + "." + key)
        .map(YamlFile.Entry::text)
        .orElseThrow(
            () ->
                UserError.usage(
                    "%s: pipeline %s has no '%s'".formatted(yaml.path(), pipeline, key)));
  }

  private static String meant(String name, Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(names::add);
    return NearestName.nearest(name, names).map(n -> ": did you mean '" + n + "'?").orElse(".");
  }
}
