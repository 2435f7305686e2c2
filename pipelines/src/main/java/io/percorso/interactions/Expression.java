package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a mapping says of one value: where it comes from and what is done to it. Absent is "";
 * nothing is done to what is absent.
 *
 * <p>Written as a path, or as one of {@code from}, {@code const}, {@code coalesce}, {@code join}
 * with an optional list {@code then}. See docs/sources.
 */
final class Expression {
  private static final String JOINT = " ";
  static final List<String> ORIGINS = List.of("from", "const", "coalesce", "join");
  static final List<String> KEYS = List.of("from", "const", "coalesce", "join", "then");

  /** Where a value comes from. */
  private interface Origin {
    String of(Raw raw) throws Refusal;
  }

  private final Origin origin;
  private final List<UnaryOperator<String>> steps;
  private final Optional<FieldPath> plain;
  private final List<FieldPath> paths;

  private Expression(
      Origin origin,
      List<UnaryOperator<String>> steps,
      Optional<FieldPath> plain,
      List<FieldPath> paths) {
    this.origin = origin;
    this.steps = steps;
    this.plain = plain;
    this.paths = paths;
  }

  static Expression constant(String value) {
    return new Expression(raw -> value, List.of(), Optional.empty(), List.of());
  }

  static Expression read(JsonNode node, String where, Keys keys) {
    if (node.isTextual()) {
      FieldPath path = keys.path(node, where);
      return new Expression(raw -> raw.text(path), List.of(), Optional.of(path), List.of(path));
    }
    keys.only(node, where, KEYS);
    return of(node, where, keys);
  }

  /** An expression among other keys of its object. */
  static Expression of(JsonNode node, String where, Keys keys) {
    List<UnaryOperator<String>> steps = new ArrayList<>();
    for (JsonNode step : keys.list(node, "then")) {
      steps.add(ValueStep.read(step, where, keys));
    }
    List<String> origins = ORIGINS.stream().filter(node::has).toList();
    if (origins.size() != 1) {
      throw keys.wrong(
          node, "'%s' needs exactly one of %s, has %s".formatted(where, ORIGINS, origins));
    }
    if (node.has("const")) {
      String value = keys.text(node, "const", "");
      return new Expression(raw -> value, steps, Optional.empty(), List.of());
    }
    if (node.has("from")) {
      keys.needed(node, "from", "the path of the value");
      FieldPath path = keys.path(node.get("from"), where);
      return new Expression(
          raw -> raw.text(path),
          steps,
          steps.isEmpty() ? Optional.of(path) : Optional.empty(),
          List.of(path));
    }
    List<Expression> parts = new ArrayList<>();
    List<FieldPath> paths = new ArrayList<>();
    for (JsonNode part : keys.list(node, origins.get(0))) {
      Expression expression = read(part, where, keys);
      parts.add(expression);
      paths.addAll(expression.paths);
    }
    if (parts.isEmpty()) {
      throw keys.wrong(
          node, origins.get(0), "'%s' has an empty '%s'".formatted(where, origins.get(0)));
    }
    return new Expression(
        node.has("coalesce") ? raw -> first(parts, raw) : raw -> joined(parts, raw),
        steps,
        Optional.empty(),
        paths);
  }

  private static String first(List<Expression> parts, Raw raw) throws Refusal {
    for (Expression part : parts) {
      String value = part.of(raw);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  /** All parts with a blank between them; absent unless every part is there. */
  private static String joined(List<Expression> parts, Raw raw) throws Refusal {
    StringBuilder joined = new StringBuilder();
    for (Expression part : parts) {
      String value = part.of(raw);
      if (value.isEmpty()) {
        return "";
      }
      joined.append(joined.isEmpty() ? "" : JOINT).append(value);
    }
    return joined.toString();
  }

  /** The value, "" where it is absent. */
  String of(Raw raw) throws Refusal {
    String value = origin.of(raw);
    for (int i = 0; i < steps.size() && !value.isEmpty(); i++) {
      value = steps.get(i).apply(value);
    }
    return value;
  }

  /** The value as a number's text; strict about the type where nothing is done to it. */
  String number(Raw raw) throws Refusal {
    return plain.isPresent() ? raw.number(plain.get()) : of(raw);
  }

  /** Every path that is read. */
  List<FieldPath> paths() {
    return paths;
  }
}
