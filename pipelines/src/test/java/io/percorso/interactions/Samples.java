package io.percorso.interactions;

import io.percorso.testing.Grid;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Samples of the shipped sources, written for this project, and grids of what they become. */
final class Samples {
  private Samples() {}

  /** The outcomes of the sample under src/test/resources/samples. */
  static List<Outcome> read(String source, String ending) {
    String name = "/samples/" + source + ending;
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      return Loading.parse(Loading.shipped(source), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares every record with a line of the grid. Columns are those of silver.interactions,
   * further verdict, kinds (of the identifiers), attributes, and same:column, the first line with
   * the same value.
   */
  static void assertBecome(List<Outcome> outcomes, String drawn) {
    Grid.of(drawn)
        .assertShows(
            outcomes,
            outcome ->
                column ->
                    column.startsWith("same:")
                        ? firstWithSame(outcomes, outcome, column.substring(5))
                        : cell(outcome, column));
  }

  private static Object firstWithSame(List<Outcome> outcomes, Outcome outcome, String column) {
    Object value = cell(outcome, column);
    if (value == null) {
      return null;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      if (value.equals(cell(outcomes.get(i), column))) {
        return i + 1;
      }
    }
    return null;
  }

  static Object cell(Outcome outcome, String column) {
    if (outcome instanceof Refused refused) {
      return switch (column) {
        case "verdict" -> refused.reason().name();
        case "detail" -> refused.detail();
        default -> null;
      };
    }
    Candidate candidate = (Candidate) outcome;
    return switch (column) {
      case "verdict" -> "LOADED";
      case "detail" -> null;
      case "kinds" -> joined(candidate, Interactions.IDENTIFIERS, row -> row.getString(0));
      case "tokens" -> joined(candidate, Interactions.IDENTIFIERS, row -> row.getString(1));
      case "attributes" ->
          joined(
              candidate, Interactions.ATTRIBUTES, row -> row.getString(0) + "=" + row.getString(1));
      case "quality_flags" ->
          String.join(" ", (String[]) candidate.value(Interactions.QUALITY_FLAGS));
      default ->
          candidate.value(
              Interactions.TABLE.fields().stream()
                  .filter(field -> field.name().equals(column))
                  .findFirst()
                  .orElseThrow());
    };
  }

  private static String joined(
      Candidate candidate,
      io.percorso.lake.Field field,
      java.util.function.Function<Row, String> shown) {
    String text =
        Arrays.stream((Row[]) candidate.value(field)).map(shown).collect(Collectors.joining(" "));
    return text.isEmpty() ? null : text;
  }
}
