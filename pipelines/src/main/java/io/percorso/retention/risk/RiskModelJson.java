package io.percorso.retention.risk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.percorso.retention.trees.Ensemble;
import io.percorso.retention.trees.Tree;
import io.percorso.statistics.IsotonicCurve;
import io.percorso.statistics.Platt;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.StreamSupport;

/** A model as text and back, to the last bit: a double is written so that it is read as itself. */
final class RiskModelJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RiskModelJson() {}

  static String write(RiskModel model) {
    ObjectNode json = JSON.createObjectNode().put("kind", model.kind().name());
    ArrayNode features = json.putArray("features");
    model
        .features()
        .forEach(f -> features.addObject().put("name", f.name()).put("kind", f.kind().name()));
    json.set("scorer", scorer(model.scorer()));
    json.set("calibrator", calibrator(model.calibrator()));
    ArrayNode references = json.putArray("references");
    for (FeatureDrift.Reference reference : model.references()) {
      ObjectNode one = references.addObject().put("feature", reference.feature());
      one.set("cuts", numbers(reference.cuts()));
      one.set("counts", JSON.valueToTree(reference.counts()));
    }
    return json.toString();
  }

  static RiskModel read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      List<RiskFeature> features =
          all(json, "features").stream()
              .map(f -> new RiskFeature(word(f, "name"), RiskFeature.Kind.valueOf(word(f, "kind"))))
              .toList();
      List<FeatureDrift.Reference> references =
          all(json, "references").stream()
              .map(
                  r ->
                      new FeatureDrift.Reference(
                          word(r, "feature"),
                          numbers(r, "cuts"),
                          all(r, "counts").stream().mapToLong(JsonNode::asLong).toArray()))
              .toList();
      return new RiskModel(
          RiskModel.Kind.valueOf(word(json, "kind")),
          features,
          scorer(part(json, "scorer"), features),
          calibrator(part(json, "calibrator")),
          references);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a text of %d characters is no JSON: %s".formatted(text.length(), e.getOriginalMessage()),
          e);
    }
  }

  private static ObjectNode scorer(Scorer scorer) {
    ObjectNode json = JSON.createObjectNode();
    if (scorer instanceof Scorer.Boosted boosted) {
      ArrayNode trees = json.putArray("trees");
      for (Ensemble.Weighted one : boosted.trees().weighted()) {
        trees.addObject().put("weight", one.weight()).set("root", node(one.tree().root()));
      }
      return json;
    }
    json.put("base", scorer.base());
    if (scorer instanceof Scorer.Linear linear) {
      ArrayNode terms = json.putArray("terms");
      for (Scorer.Term term : linear.terms()) {
        terms
            .addObject()
            .put("at", term.at())
            .put("mean", term.column().mean())
            .put("low", term.column().low())
            .put("high", term.column().high())
            .put("missingShare", term.column().missingShare())
            .put("slope", term.slope())
            .put("missing", term.missing());
      }
    }
    return json;
  }

  private static Scorer scorer(JsonNode json, List<RiskFeature> features) {
    if (json.has("trees")) {
      List<Ensemble.Weighted> trees = new ArrayList<>();
      for (JsonNode one : all(json, "trees")) {
        Tree tree = new Tree(node(part(one, "root")));
        trees.add(new Ensemble.Weighted(tree, number(one, "weight")));
      }
      return new Scorer.Boosted(new Ensemble(features.size(), trees));
    }
    if (!json.has("terms")) {
      return new Scorer.Prevalence(number(json, "base"));
    }
    List<Scorer.Term> terms = new ArrayList<>();
    for (JsonNode one : all(json, "terms")) {
      int at = part(one, "at").asInt();
      Scorer.Column column =
          new Scorer.Column(
              number(one, "mean"),
              number(one, "low"),
              number(one, "high"),
              number(one, "missingShare"));
      terms.add(
          new Scorer.Term(
              at, features.get(at), column, number(one, "slope"), number(one, "missing")));
    }
    return new Scorer.Linear(number(json, "base"), List.copyOf(terms));
  }

  private static ObjectNode node(Tree.Node node) {
    ObjectNode json = JSON.createObjectNode();
    if (node instanceof Tree.Leaf leaf) {
      return json.put("value", leaf.value()).put("cover", leaf.cover());
    }
    if (node instanceof Tree.Threshold split) {
      json.put("feature", split.feature()).put("limit", split.limit());
      json.set("left", node(split.left()));
      return json.set("right", node(split.right()));
    }
    Tree.Categories split = (Tree.Categories) node;
    json.put("feature", split.feature()).put("known", split.known());
    json.set("goLeft", JSON.valueToTree(split.goLeft().stream().toArray()));
    json.put("unknownGoesLeft", split.unknownGoesLeft()).set("left", node(split.left()));
    return json.set("right", node(split.right()));
  }

  private static Tree.Node node(JsonNode json) {
    if (json.has("value")) {
      return new Tree.Leaf(number(json, "value"), number(json, "cover"));
    }
    int feature = part(json, "feature").asInt();
    Tree.Node left = node(part(json, "left"));
    Tree.Node right = node(part(json, "right"));
    if (json.has("limit")) {
      return new Tree.Threshold(feature, number(json, "limit"), left, right);
    }
    BitSet goLeft = new BitSet();
    all(json, "goLeft").forEach(category -> goLeft.set(category.asInt()));
    return new Tree.Categories(
        feature,
        part(json, "known").asInt(),
        goLeft,
        part(json, "unknownGoesLeft").asBoolean(),
        left,
        right);
  }

  private static ObjectNode calibrator(Calibrator calibrator) {
    ObjectNode json = JSON.createObjectNode();
    if (calibrator instanceof Calibrator.Line line) {
      return json.put("intercept", line.platt().intercept()).put("slope", line.platt().slope());
    }
    IsotonicCurve curve = ((Calibrator.Curve) calibrator).curve();
    json.set("at", numbers(curve.at()));
    return json.set("values", numbers(curve.values()));
  }

  private static Calibrator calibrator(JsonNode json) {
    return json.has("slope")
        ? new Calibrator.Line(new Platt(number(json, "intercept"), number(json, "slope")))
        : new Calibrator.Curve(new IsotonicCurve(numbers(json, "at"), numbers(json, "values")));
  }

  private static JsonNode numbers(double[] values) {
    return JSON.valueToTree(values);
  }

  private static double[] numbers(JsonNode json, String name) {
    return all(json, name).stream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private static double number(JsonNode json, String name) {
    JsonNode number = part(json, name);
    if (!number.isNumber()) {
      throw new IllegalArgumentException(
          "a stored model has '%s' = %s, which is no number".formatted(name, number));
    }
    return number.asDouble();
  }

  private static String word(JsonNode json, String name) {
    return part(json, name).asText();
  }

  private static List<JsonNode> all(JsonNode json, String name) {
    return StreamSupport.stream(part(json, name).spliterator(), false).toList();
  }

  private static JsonNode part(JsonNode json, String name) {
    JsonNode part = json.path(name);
    if (part.isMissingNode()) {
      throw new IllegalArgumentException(
          "a stored model lacks '%s': was it written by RiskModel.toJson?".formatted(name));
    }
    return part;
  }
}
