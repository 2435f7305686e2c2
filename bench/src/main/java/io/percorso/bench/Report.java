package io.percorso.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Results as a small JSON document (every value) and a page of Markdown (minimum, median, maximum).
 * Says cores and heap, and nothing else of the machine.
 */
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final ObjectNode document = JSON.createObjectNode();
  private final StringBuilder page = new StringBuilder();
  private ObjectNode section = document;

  /**
   * @param name of both files, without their endings
   * @param title first line of the page
   */
  public Report(String name, String title) {
    this.name = name;
    document.put("what", title);
    page.append("# ").append(title).append("\n");
    fact("cores", Runtime.getRuntime().availableProcessors());
  }

  /** The largest heap of this JVM, as a fact. */
  public Report ownHeap() {
    return fact("heap, MB", Runtime.getRuntime().maxMemory() >> 20);
  }

  /** A number that the results depend on. */
  public Report fact(String what, long value) {
    document.put(what, value);
    page.append(String.format(Locale.ROOT, "%n%s: %,d  ", what, value));
    return this;
  }

  public Report fact(String what, String value) {
    document.put(what, value);
    page.append("\n%s: %s  ".formatted(what, value));
    return this;
  }

  /** Opens a table of measurements: {@link #row} adds to it. */
  public Report section(String heading) {
    section = document.putObject(heading);
    page.append("\n\n| %s | minimum | median | maximum |\n|---|---|---|---|\n".formatted(heading));
    return this;
  }

  public Report row(String what, List<Double> values) {
    ArrayNode all = section.putArray(what);
    values.forEach(all::add);
    Spread spread = Spread.of(values);
    page.append(
        "| %s | %s | %s | %s |\n"
            .formatted(what, text(spread.least()), text(spread.median()), text(spread.greatest())));
    return this;
  }

  /**
   * @param factor from the unit of the values to that of the table
   */
  public Report row(String what, List<Double> values, double factor) {
    return row(what, values.stream().map(value -> value * factor).toList());
  }

  /** Seconds of all contenders, in their order. */
  public Report rows(Rounds rounds) {
    rounds.names().forEach(contender -> row(contender, rounds.seconds(contender)));
    return this;
  }

  /**
   * A table of numbers that stand for themselves.
   *
   * @param columns the first names the rows
   */
  public Report table(String heading, List<String> columns) {
    section = document.putObject(heading);
    page.append("\n\n## ").append(heading).append("\n\n| ");
    page.append(String.join(" | ", columns)).append(" |\n");
    page.append("|---".repeat(columns.size())).append("|\n");
    return this;
  }

  /** A row of such a table, one value per column after the first. */
  public Report values(String what, List<Double> values) {
    ArrayNode all = section.putArray(what);
    values.forEach(all::add);
    page.append("| ").append(what).append(" | ");
    page.append(String.join(" | ", values.stream().map(Report::text).toList())).append(" |\n");
    return this;
  }

  public Report note(String sentence) {
    page.append("\n").append(sentence).append("\n");
    return this;
  }

  /** Writes both files and prints the page. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve(name + ".json").toFile(), document);
    Files.writeString(folder.resolve(name + ".md"), page);
    System.out.println(page);
  }

  /** Whole numbers as such, small ones with three decimals, others with two. */
  static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.3f" : "%,.2f", value);
  }
}
