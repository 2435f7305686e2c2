package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.percorso.lake.UserError;
import io.percorso.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The schema that editors use and the reader of the program know the same declarations. */
class SourceSchemaTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path CONF = RealData.checkout().resolve("conf");
  private static final JsonNode TREE = schemaTree();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(TREE);

  private static final String GOOD =
      """
      source: x
      framing: lines
      explode: [a/*/b, c]
      required: [id, {coalesce: [u, v]}]
      history: true
      repeats: keep
      about: a shop
      channel: web
      natural-id: id
      version: {from: changed, format: iso}
      time:
        created:
          from: at
          format: [iso, epoch-millis]
          zone: UTC
      identifiers:
        - kind: login
          value: user
      columns:
        place: page
        text:
          from: text
          then:
            - trim
            - regex: 'a(b)'
              group: 1
            - match: {'^x': y}
              default: z
            - map: {a: b}
      attributes:
        colour: colour
      """;

  /**
   * @param both true when the schema refuses it too; the rest is beyond what a schema can say
   */
  private record Mistake(String from, String to, int line, String message, boolean both) {
    static Mistake shape(String from, String to, int line, String message) {
      return new Mistake(from, to, line, message, true);
    }

    static Mistake sense(String from, String to, int line, String message) {
      return new Mistake(from, to, line, message, false);
    }
  }

  private static final List<Mistake> MISTAKES =
      List.of(
          // Unknown keys, at every depth.
          Mistake.shape("framing:", "farming:", 2, "did you mean 'framing'?"),
          Mistake.shape("  created:", "  craeted:", 12, "did you mean 'created'?"),
          Mistake.shape("zone: UTC", "zoen: UTC", 15, "did you mean 'zone'?"),
          Mistake.shape("    value: user", "    valeu: user", 18, "did you mean 'value'?"),
          Mistake.shape("place: page", "plaec: page", 20, "did you mean 'place'?"),
          Mistake.shape("    then:", "    thne:", 23, "did you mean 'then'?"),
          Mistake.shape("group: 1", "gruop: 1", 26, "did you mean 'group'?"),
          Mistake.shape("        default: z", "        prefix: z", 27, "exactly one of"),
          Mistake.shape("group: 1", "default: 1\n        scale: 2", 25, "exactly one of"),
          Mistake.shape("colour: colour", "colour: {frm: c}", 31, "did you mean 'from'?"),
          // Missing keys.
          Mistake.shape("source: x\n", "", 1, "'source' is missing"),
          Mistake.shape("channel: web\n", "", 1, "'channel' is missing"),
          Mistake.shape("    format: [iso, epoch-millis]\n", "", 13, "has no 'format'"),
          Mistake.shape("    value: user\n", "", 17, "has no 'value'"),
          Mistake.shape("    from: at\n", "", 13, "exactly one of [from"),
          Mistake.shape("  - kind: login\n    value: user\n", "  []\n", 16, "names nobody"),
          // Wrong types.
          Mistake.shape("history: true", "history: maybe", 5, "not true or false"),
          Mistake.shape("required: [id", "required: [[id]", 4, "must be a list of keys"),
          Mistake.shape("explode: [a/*/b, c]", "explode: {a: b}", 3, "must be a list"),
          Mistake.shape("natural-id: id", "natural-id: [id]", 9, "must be a list of keys"),
          Mistake.shape("attributes:\n  colour: colour", "attributes: colour", 30, "names with"),
          Mistake.shape("map: {a: b}", "map: [a]", 29, "names with"),
          Mistake.shape("map: {a: b}", "map: {a: [b]}", 29, "must be one value"),
          Mistake.shape("colour: colour", "colour: {coalesce: []}", 31, "empty 'coalesce'"),
          Mistake.shape("group: 1", "group: one", 26, "whole number"),
          // Words outside their list.
          Mistake.shape("framing: lines", "framing: line", 2, "did you mean 'lines'?"),
          Mistake.shape("channel: web", "channel: wep", 8, "did you mean 'web'?"),
          Mistake.shape("repeats: keep", "repeats: kep", 6, "did you mean 'keep'?"),
          Mistake.shape("kind: login", "kind: logon", 17, "did you mean 'login'?"),
          Mistake.shape("- trim", "- trin", 24, "did you mean 'trim'?"),
          // What only the program sees.
          Mistake.sense("'a(b)'", "'a(b'", 25, "broken regex"),
          Mistake.sense("'^x'", "'[x'", 27, "broken regex"),
          Mistake.sense("group: 1", "group: 2", 25, "takes group 2"),
          Mistake.sense("[iso, epoch-millis]", "epoch-weeks", 14, "epoch-weeks"),
          Mistake.sense("zone: UTC", "zone: Mars/Base", 15, "Mars/Base"),
          Mistake.sense("place: page", "place: a//b", 20, "empty part"),
          Mistake.sense("place: page", "place: ^/^/^/b", 3, "climbs 3 times"),
          Mistake.sense("explode: [a/*/b, c]", "explode: a/*", 3, "ending in a name"),
          Mistake.sense("source: x", "source: y", 1, "call it y.yaml"),
          Mistake.sense("framing: lines", "delimiter: é", 2, "one ASCII letter"),
          Mistake.sense("channel: web", "channel: web\nchannel: app", 9, "said twice"),
          Mistake.sense("place: page", "place: &p page\n  outcome: *p", 21, "anchor"),
          Mistake.sense("source: x", "source: x\n---\nsource: y", 3, "second document"),
          Mistake.sense("framing: lines", "framing: [lines", 3, "no valid YAML"),
          Mistake.sense("framing: lines", "framing: csv", 3, "records in JSON only"),
          Mistake.sense("explode: [a/*/b, c]", "pattern: '(?<pag>.*)'", 3, "no group 'at'"));

  @TestFactory
  Stream<DynamicTest> eachMistakeNamesItsLineAndWhatIsWrong() {
    return MISTAKES.stream()
        .map(
            mistake ->
                DynamicTest.dynamicTest(
                    mistake.to.lines().findFirst().orElse("without " + mistake.from.strip()),
                    () -> assertRefused(mistake)));
  }

  private static void assertRefused(Mistake mistake) throws JsonProcessingException {
    assertThat(GOOD).contains(mistake.from);
    String yaml = GOOD.replace(mistake.from, mistake.to);
    assertThat(refusal("x", yaml))
        .startsWith("x.yaml:" + mistake.line + ": ")
        .contains(mistake.message);
    if (mistake.both) {
      assertThat(SCHEMA.validate(YAML.readTree(yaml))).as("the schema finds it too").isNotEmpty();
    }
  }

  /** What the program says against a declaration, "" when it takes it. */
  private static String refusal(String name, String yaml) {
    try {
      Sources.parse(name + ".yaml", yaml);
      return "";
    } catch (UserError refused) {
      return refused.getMessage();
    }
  }

  @Test
  void whatTheProgramTakesTheSchemaTakes() throws IOException {
    assertThat(refusal("x", GOOD)).isEmpty();
    assertThat(SCHEMA.validate(YAML.readTree(GOOD))).isEmpty();
    try (Stream<Path> files = Files.list(CONF.resolve("sources"))) {
      for (Path file : files.sorted().toList()) {
        assertThat(SCHEMA.validate(YAML.readTree(Files.readString(file)))).as("%s", file).isEmpty();
      }
    }
  }

  @Test
  void theSchemaNamesTheWordsOfTheProgram() {
    assertThat(names("/properties")).containsExactlyInAnyOrderElementsOf(Mapping.KEYS);
    assertThat(names("/else/else/properties/columns/properties"))
        .containsExactlyInAnyOrderElementsOf(Mapping.COLUMNS.keySet());
    assertThat(names("/then/properties/columns/properties"))
        .containsExactlyInAnyOrderElementsOf(Target.CURRENCY_RATES.columns().keySet());
    assertThat(names("/else/then/properties/columns/properties"))
        .containsExactlyInAnyOrderElementsOf(Target.IDENTITY_CORRECTIONS.columns().keySet());
    assertThat(words("/else/then/properties/columns/required"))
        .containsExactlyInAnyOrderElementsOf(Target.IDENTITY_CORRECTIONS.neededColumns().keySet());
    assertThat(words("/properties/identifiers/items/properties/kind/enum"))
        .containsExactlyInAnyOrderElementsOf(Mapping.KINDS);
    assertThat(words("/properties/channel/anyOf/0/enum"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Channel.values()).map(Channel::word).toList());
    assertThat(words("/definitions/steps/items/anyOf/0/enum"))
        .containsExactlyInAnyOrderElementsOf(ValueStep.WORDS);
    assertThat(names("/definitions/time/properties"))
        .containsExactlyInAnyOrderElementsOf(Mapping.TIME_KEYS);
    List<List<String>> functions =
        StreamSupport.stream(TREE.at("/definitions/steps/items/anyOf").spliterator(), false)
            .filter(step -> step.has("properties"))
            .map(step -> names(step.get("properties")))
            .toList();
    assertThat(functions).containsExactlyInAnyOrderElementsOf(ValueStep.FUNCTIONS.values());
  }

  private static List<String> names(String pointer) {
    return names(TREE.at(pointer));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }

  private static List<String> words(String pointer) {
    return StreamSupport.stream(TREE.at(pointer).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static JsonNode schemaTree() {
    try {
      return new ObjectMapper().readTree(CONF.resolve("schema/source.schema.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
