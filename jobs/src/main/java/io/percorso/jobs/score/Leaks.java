package io.percorso.jobs.score;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.interactions.Source;
import io.percorso.lake.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * How much each raw field alone gives away: the accuracy with which it foretells the friction of
 * the visit, the intent of the journey and the person, by {@link FieldLookup}. A field that gives
 * more away than a person's behaviour would makes a benchmark too easy.
 *
 * <p>Friction and intent are learnt from one half of the persons and judged on the other, so that
 * an id of a session or a visit is of no use. The person is learnt from one half of the journeys,
 * and only by fields that conf/sources does not take for identifiers. A field that a record lacks
 * counts as a value of its own. Memory: eight bytes per record and field of one source.
 */
public final class Leaks {
  /** One line of the table. */
  public record Leak(
      String source, String field, String target, long n, double majority, double accuracy) {
    /** The columns in which leaks are shown. */
    public static final List<String> COLUMNS =
        List.of("source", "field", "target", "n", "majority_share", "accuracy", "marked");

    boolean isMarked() {
      return new FieldLookup.Result(n, majority, accuracy).isMarked();
    }

    /** In the order of {@link #COLUMNS}. */
    public List<String> cells() {
      return List.of(
          source,
          field,
          target,
          Long.toString(n),
          Score.number(majority),
          Score.number(accuracy),
          isMarked() ? "LEAK" : "");
    }
  }

  private enum Target {
    FRICTION,
    INTENT,
    PERSON;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final int NO_LABEL = -1;

  /** What the truth says of one record of a person; labels are numbers of words. */
  private record Labels(int friction, int intent, long person, long journey) {}

  private record Place(String file, long frame, int element) {}

  private final TruthFolder truth;
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<String, Integer> frictionOfVisit = new HashMap<>();
  private final Map<String, Integer> intentOfJourney = new HashMap<>();

  private Leaks(TruthFolder truth) {
    this.truth = truth;
    truth.read(
        TruthFolder.VISITS,
        line -> frictionOfVisit.put(line.text("visit"), label(line.text("friction"))));
    truth.read(
        TruthFolder.JOURNEYS,
        line -> intentOfJourney.put(line.text("journey"), label(line.text("intent"))));
  }

  /**
   * Reads every landing file that the truth names, one source after another.
   *
   * @param landing folder with one folder per source
   * @param found hears each line of the table, by source, field and target
   * @throws UserError when a source or a file is missing
   */
  public static void find(
      TruthFolder truth, Path landing, List<Source> sources, Consumer<Leak> found) {
    Leaks leaks = new Leaks(truth);
    Set<String> names = new TreeSet<>();
    truth.read(TruthFolder.RECORDS, line -> names.add(line.text("source")));
    for (String name : names) {
      Source source =
          sources.stream()
              .filter(s -> s.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      UserError.usage(
                          "the truth names source '%s', which conf/sources does not have"
                              .formatted(name)));
      leaks.ofSource(source, landing.resolve(name), found);
    }
  }

  private int label(String word) {
    return words.computeIfAbsent(word, w -> words.size());
  }

  private void ofSource(Source source, Path folder, Consumer<Leak> found) {
    Map<Place, Labels> places = new HashMap<>();
    Set<String> files = new TreeSet<>();
    truth.read(
        TruthFolder.RECORDS,
        line -> {
          if (line.text("source").equals(source.name()) && line.has("person")) {
            files.add(line.text("file"));
            places.put(place(line), labels(line));
          }
        });
    Columns columns = new Columns();
    RawFields raw = new RawFields(source);
    for (String file : files) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw UserError.usage(
            "%s is missing: --leaks reads the landing files that the truth was written with"
                .formatted(folder.resolve(file)));
      }
      raw.read(
          folder.resolve(file),
          (frame, element, fields) -> {
            Labels labels = places.get(new Place(file, frame, element));
            if (labels != null) {
              columns.add(fields, labels);
            }
          });
    }
    Set<String> identifiers = identifiers(source);
    for (String field : columns.values.keySet()) {
      for (Target target : Target.values()) {
        if (target == Target.PERSON && identifiers.stream().anyMatch(i -> isOrEndsIn(field, i))) {
          continue;
        }
        FieldLookup.Result result = columns.judge(field, target);
        if (result.n() > 0) {
          found.accept(
              new Leak(
                  source.name(),
                  field,
                  target.word(),
                  result.n(),
                  result.majority(),
                  result.accuracy()));
        }
      }
    }
  }

  private static Place place(TruthFolder.Line line) {
    return new Place(
        line.text("file"),
        Long.parseLong(line.text("frame")),
        Integer.parseInt(line.text("element")));
  }

  private Labels labels(TruthFolder.Line line) {
    return new Labels(
        frictionOfVisit.getOrDefault(line.text("visit"), NO_LABEL),
        intentOfJourney.getOrDefault(line.text("journey"), NO_LABEL),
        Long.parseLong(line.text("person")),
        line.has("journey") ? Long.parseLong(line.text("journey")) : NO_LABEL);
  }

  /** Paths that the source's mapping takes for identifiers of a person, device or conversation. */
  static Set<String> identifiers(Source source) {
    Set<String> paths = new HashSet<>();
    RawFields.definition(source)
        .path("identifiers")
        .forEach(identifier -> addPaths(identifier.path("value"), paths));
    return paths;
  }

  private static void addPaths(JsonNode expression, Set<String> paths) {
    if (expression.isTextual()) {
      paths.add(RawFields.normal(expression.asText()));
    }
    for (String key : List.of("from", "coalesce", "join")) {
      if (expression.has(key)) {
        addPaths(expression.path(key), paths);
      }
    }
    if (expression.isArray()) {
      expression.forEach(each -> addPaths(each, paths));
    }
  }

  private static boolean isOrEndsIn(String field, String path) {
    return field.equals(path) || field.endsWith("/" + path);
  }

  /** The records of one source, a column per field, and their labels. */
  private static final class Columns {
    private static final int FIRST_LENGTH = 1 << 12;

    private final Map<String, long[]> values = new TreeMap<>();
    private final List<Labels> labels = new ArrayList<>();

    void add(Map<String, String> fields, Labels ofRecord) {
      int row = labels.size();
      labels.add(ofRecord);
      fields.forEach(
          (field, value) -> {
            long[] column = values.computeIfAbsent(field, f -> new long[FIRST_LENGTH]);
            if (row >= column.length) {
              column = Arrays.copyOf(column, Math.max(row + 1, 2 * column.length));
              values.put(field, column);
            }
            column[row] = hash(value);
          });
    }

    FieldLookup.Result judge(String field, Target target) {
      long[] column = values.get(field);
      FieldLookup lookup = new FieldLookup();
      long[] judged = new long[labels.size()];
      int[] truth = new int[labels.size()];
      int count = 0;
      for (int row = 0; row < labels.size(); row++) {
        Labels record = labels.get(row);
        int label = labelOf(record, target);
        if (label == NO_LABEL) {
          continue;
        }
        // A column that grew no further lacks the field in all later records.
        long value = row < column.length ? column[row] : 0;
        if (isLearntFrom(target == Target.PERSON ? record.journey : record.person)) {
          lookup.learn(value, label);
        } else {
          judged[count] = value;
          truth[count++] = label;
        }
      }
      return lookup.judge(Arrays.copyOf(judged, count), Arrays.copyOf(truth, count));
    }

    private static int labelOf(Labels record, Target target) {
      return switch (target) {
        case FRICTION -> record.friction;
        case INTENT -> record.intent;
        case PERSON -> record.journey == NO_LABEL ? NO_LABEL : (int) record.person;
      };
    }

    /** Half of the numbers, by their mixed bits: neighbours do not share a half. */
    private static boolean isLearntFrom(long number) {
      return (mix(number) & 1) == 0;
    }

    /** Never 0, which stands for a field that is not there. */
    private static long hash(String value) {
      long hash = 1;
      for (int i = 0; i < value.length(); i++) {
        hash = mix(hash ^ value.charAt(i));
      }
      return hash == 0 ? 1 : hash;
    }

    /** The mixing of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long number) {
      long z = number + 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }
  }
}
