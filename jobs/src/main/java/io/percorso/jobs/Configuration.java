package io.percorso.jobs;

import io.percorso.lake.NearestName;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings from where users say them: {@code --set}, over {@code PERCORSO_*} variables, over
 * overlay files, over conf/base.yaml.
 *
 * <p>base.yaml names every key. A key that it does not name is refused with the nearest one that it
 * does, but for those of section {@code spark}: Spark's own names are open, and reach Spark as they
 * are. A variable is the key in capitals with dots and dashes as underscores: {@code business.zone}
 * is {@code PERCORSO_BUSINESS_ZONE}.
 */
final class Configuration {
  private static final String VARIABLE_PREFIX = "PERCORSO_";
  private static final String OPEN_SECTION = "spark.";
  private static final Pattern SECRET =
      Pattern.compile(
          "password|secret|credential|access[.-]key|private[.-]key|(^|[.-])token($|[.-])");

  /** Variables that are no settings: mirrors of options, the launcher's, and the tests'. */
  static final Set<String> OTHER_VARIABLES =
      Set.of(
          "PERCORSO_WORKSPACE",
          "PERCORSO_CONF",
          "PERCORSO_ENV",
          "PERCORSO_MASTER",
          "PERCORSO_LOG_FORMAT",
          "PERCORSO_HEAP",
          "PERCORSO_JVM_OPTS",
          "PERCORSO_PUBLISHED",
          "PERCORSO_REAL_DATA",
          "PERCORSO_REAL_DATA_REQUIRED");

  private final TreeMap<String, Settings.Value> values = new TreeMap<>();
  private final Set<String> known;

  private Configuration(YamlFile base) {
    base.entries()
        .forEach((key, e) -> values.put(key, new Settings.Value(e.text(), base.origin(e))));
    known = Set.copyOf(values.keySet());
  }

  /**
   * @param conf the folder of base.yaml
   * @param overlays files that say some values anew, the strongest last
   * @param variables the process environment; only {@code PERCORSO_*} counts
   * @param assignments {@code key=value}, the strongest last
   * @throws UserError of kind usage for anything unknown, said twice or not readable
   */
  static Settings settings(
      Path conf, List<Path> overlays, Map<String, String> variables, List<String> assignments) {
    Configuration configuration = new Configuration(YamlFile.read(conf.resolve("base.yaml")));
    overlays.forEach(file -> configuration.overlay(YamlFile.read(file)));
    configuration.variables(variables);
    assignments.forEach(configuration::assign);
    return new Settings(configuration.values);
  }

  /** The overlay file of an environment: {@code conf/<name>.yaml}. */
  static Path environment(Path conf, String name) {
    Path file = conf.resolve(name + ".yaml");
    List<String> notEnvironments =
        List.of("base", "schedule", "touchpoints", "goals", "funnels", "releases");
    if (!name.matches("[a-z0-9-]+")
        || notEnvironments.contains(name)
        || !Files.isRegularFile(file)) {
      throw UserError.usage(
          "--env %s: there is no environment of that name; it would be the file %s"
              .formatted(name, file));
    }
    return file;
  }

  /**
   * Spark's configuration, the strongest last: section {@code spark} of base.yaml, what
   * spark-submit was told, section {@code spark} of everything else, the options of the command
   * line.
   *
   * @param submitted the JVM's {@code spark.*} properties, which is how spark-submit hands on its
   *     own
   */
  static Map<String, String> spark(
      Settings settings, Map<String, String> submitted, List<String> options) {
    TreeMap<String, String> spark = new TreeMap<>();
    settings
        .all()
        .forEach(
            (key, value) -> {
              boolean isDefault = value.origin().startsWith("base.yaml:");
              if (key.startsWith(OPEN_SECTION) && !(isDefault && submitted.containsKey(key))) {
                spark.put(key, value.text());
              }
            });
    for (String option : options) {
      String[] pair = pair("--spark-conf", option);
      if (!pair[0].startsWith(OPEN_SECTION)) {
        throw UserError.usage(
            "--spark-conf %s: Spark's names begin with 'spark.'".formatted(pair[0]));
      }
      refuseSecret("--spark-conf", pair[0]);
      spark.put(pair[0], pair[1]);
    }
    return spark;
  }

  /** What {@code config show} prints of a value: itself, or stars where the key names a secret. */
  static String shown(String key, String text) {
    return isSecret(key) ? "****" : text;
  }

  static boolean isSecret(String key) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
  }

  private void overlay(YamlFile file) {
    for (String key : file.keys()) {
      YamlFile.Entry entry = file.entry(key).orElseThrow();
      put(key, entry.text(), file.origin(entry));
    }
  }

  private void variables(Map<String, String> environment) {
    TreeMap<String, List<String>> keysByVariable = new TreeMap<>();
    for (String key : known) {
      keysByVariable.computeIfAbsent(variable(key), v -> new ArrayList<>()).add(key);
    }
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              if (!name.startsWith(VARIABLE_PREFIX) || OTHER_VARIABLES.contains(name)) {
                return;
              }
              List<String> keys = keysByVariable.getOrDefault(name, List.of());
              if (keys.size() == 1) {
                put(keys.get(0), text, name);
              } else if (keys.isEmpty()) {
                List<String> names = new ArrayList<>(keysByVariable.keySet());
                names.addAll(OTHER_VARIABLES);
                throw UserError.usage(
                    "variable %s is no setting%s".formatted(name, suggestion(name, names)));
              } else {
                throw UserError.usage(
                    "variable %s could mean %s: use --set"
                        .formatted(name, String.join(" or ", keys)));
              }
            });
  }

  private void assign(String assignment) {
    String[] pair = pair("--set", assignment);
    refuseSecret("--set", pair[0]);
    put(pair[0], pair[1], "--set");
  }

  private void put(String key, String text, String origin) {
    if (!known.contains(key) && !key.startsWith(OPEN_SECTION)) {
      throw UserError.usage(
          "unknown setting '%s' (from %s)%s".formatted(key, origin, suggestion(key, known)));
    }
    values.put(key, new Settings.Value(text, origin));
  }

  private static void refuseSecret(String option, String key) {
    if (isSecret(key)) {
      throw UserError.usage(
          "%s %s: a secret on the command line is seen by everyone on the machine; give it as a"
                  .formatted(option, key)
              + " variable, a file or a Hadoop credential provider");
    }
  }

  private static String[] pair(String option, String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw UserError.usage("%s %s: write key=value".formatted(option, text));
    }
    return new String[] {text.substring(0, equals).trim(), text.substring(equals + 1)};
  }

  private static String variable(String key) {
    return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static String suggestion(String name, Collection<String> names) {
    Optional<String> nearest = NearestName.nearest(name, names);
    return nearest
        .map(n -> ": did you mean '" + n + "'?")
        .orElse(": './percorso config show' lists what there is");
  }
}
