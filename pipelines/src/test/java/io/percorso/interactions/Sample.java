package io.percorso.interactions;

import io.percorso.lake.Field;
import io.percorso.testing.Grid;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * What a shipped mapping makes of a sample written for this project, drawn as a grid. Beside the
 * columns of silver.interactions a grid may ask for {@code verdict} (LOADED or the reason), {@code
 * kinds} of the identifiers, {@code agent} (yes where there is one), by {@code .key} for an
 * attribute, and {@code decision} for the verdict of a correction.
 */
final class Sample {
  private final Source source;
  private final List<Outcome> outcomes;

  private Sample(Source source, List<Outcome> outcomes) {
    this.source = source;
    this.outcomes = outcomes;
  }

  /**
   * @param file below the test's folder of samples, named like its source up to a dash or a dot
   */
  static Sample of(String source, String file) {
    Source shipped = Loading.shipped(source);
    try (InputStream in = Sample.class.getResourceAsStream("/samples/" + file)) {
      return new Sample(shipped, Loading.parse(shipped, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void shows(String drawn) {
    Grid.of(drawn).assertShows(outcomes, outcome -> column -> cell(outcome, column));
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  /** The loaded ones. */
  List<Candidate> loaded() {
    return outcomes.stream()
        .filter(Candidate.class::isInstance)
        .map(Candidate.class::cast)
        .toList();
  }

  /** Token by kind of identifier. */
  static Map<String, String> tokens(Candidate candidate) {
    return Arrays.stream((Row[]) candidate.value(Interactions.IDENTIFIERS))
        .collect(
            Collectors.toMap(
                row -> row.getString(0), row -> row.getString(1), (a, b) -> a, TreeMap::new));
  }

  /** Every text that leaves the parser, for looking for what must not. */
  Set<String> texts() {
    Set<String> texts = new TreeSet<>();
    for (Candidate candidate : loaded()) {
      candidate.values().forEach(value -> add(value, texts));
    }
    return texts;
  }

  private static void add(Object value, Set<String> texts) {
    if (value instanceof Object[] many) {
      Arrays.stream(many).forEach(one -> add(one, texts));
    } else if (value instanceof Row row) {
      for (int i = 0; i < row.length(); i++) {
        add(row.get(i), texts);
      }
    } else if (value != null) {
      texts.add(value.toString());
    }
  }

  private Object cell(Outcome outcome, String column) {
    if (outcome instanceof Refused refused) {
      return column.equals("verdict") ? refused.reason() : null;
    }
    if (outcome instanceof Rate rate) {
      return column.equals("verdict")
          ? "LOADED"
          : rate.value(CurrencyRates.TABLE.field(column).orElseThrow());
    }
    if (outcome instanceof Correction correction) {
      return switch (column) {
        case "verdict" -> "LOADED";
        case "decision" -> correction.value(IdentityCorrections.VERDICT);
        case "kinds" ->
            kind(correction, IdentityCorrections.IDENTIFIER)
                + " "
                + kind(correction, IdentityCorrections.OTHER_IDENTIFIER);
        default -> correction.value(IdentityCorrections.TABLE.field(column).orElseThrow());
      };
    }
    Candidate candidate = (Candidate) outcome;
    return switch (column) {
      case "verdict" -> "LOADED";
      case "kinds" ->
          Arrays.stream((Row[]) candidate.value(Interactions.IDENTIFIERS))
              .map(row -> row.getString(0))
              .collect(Collectors.joining(" "));
      case "agent" -> candidate.value(Interactions.AGENT_TOKEN) == null ? null : "yes";
      default ->
          column.startsWith(".")
              ? attribute(candidate, column.substring(1))
              : candidate.value(
                  Interactions.TABLE
                      .field(column)
                      .orElseThrow(
                          () -> new IllegalArgumentException(source.name() + " " + column)));
    };
  }

  private static String kind(Correction correction, Field identifier) {
    return correction.value(identifier).toString().replaceFirst(":.*", "");
  }

  private static Object attribute(Candidate candidate, String key) {
    return Arrays.stream((Row[]) candidate.value(Interactions.ATTRIBUTES))
        .filter(row -> row.getString(0).equals(key))
        .map(row -> (Object) row.getString(1))
        .findFirst()
        .orElse(null);
  }
}
