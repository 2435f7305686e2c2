package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Records of nested documents. Each case shows a record as id@attributes, or the reason. */
class ExplodeTest {
  private static final String DECLARED =
      """
      source: nest
      explode: EXPLODE
      channel: chat
      natural-id: id
      time: {created: {const: '2026-03-01T10:00:00Z', format: iso}}
      identifiers: [{kind: login, value: {const: someone}}]
      columns: {place: id}
      attributes: {around: AROUND}
      """;

  private static Source nest(String explode, String around) {
    return Sources.parse(
        "nest.yaml", DECLARED.replace("EXPLODE", explode).replace("AROUND", around));
  }

  private static List<String> records(String explode, String around, String frame) {
    return Loading.parse(nest(explode, around), frame.getBytes(UTF_8)).stream()
        .map(ExplodeTest::shown)
        .toList();
  }

  private static String shown(Outcome outcome) {
    if (outcome instanceof Refused refused) {
      return refused.reason().name();
    }
    Candidate candidate = (Candidate) outcome;
    Row[] attributes = (Row[]) candidate.value(Interactions.ATTRIBUTES);
    return candidate.value(Interactions.PLACE)
        + "@"
        + (attributes.length == 0 ? "" : attributes[0].getString(1));
  }

  @Test
  void aStarTakesEveryElementAtAnyDepth() {
    assertThat(
            records(
                "a/*/b/*/c",
                "^/name",
                """
                {"a":[{"b":[{"name":"x","c":[{"id":1},{"id":2}]},{"name":"y","c":[{"id":3}]}]},\
                {"b":[{"name":"z","c":[{"id":4}]}]},{"other":1}]}\
                """))
        .containsExactly("1@x", "2@x", "3@y", "4@z");
  }

  @Test
  void eachCaretClimbsToTheNextElementAround() {
    String frame =
        "{\"n\":\"top\",\"a\":[{\"n\":\"mid\",\"b\":[{\"n\":\"low\",\"c\":[{\"id\":1}]}]}]}";
    assertThat(records("a/*/b/*/c", "^/n", frame)).containsExactly("1@low");
    assertThat(records("a/*/b/*/c", "^/^/n", frame)).containsExactly("1@mid");
    assertThat(records("a/*/b/*/c", "^/^/^/n", frame)).containsExactly("1@top");
  }

  @Test
  void severalPathsAreTakenInTheirOrder() {
    assertThat(records("[b, a, c]", "id", "{\"a\":[{\"id\":1},{\"id\":2}],\"b\":[{\"id\":3}]}"))
        .containsExactly("3@3", "1@1", "2@2");
  }

  @Test
  void aFrameWhoseEveryPathIsAbsentOrEmptyIsEmpty() {
    assertThat(records("[a, b]", "id", "{\"a\":[],\"x\":1}")).containsExactly("EMPTY");
    assertThat(records("[a, b]", "id", "{\"a\":null,\"b\":[{\"id\":1}]}")).containsExactly("1@1");
  }

  @Test
  void anObjectInPlaceOfAnArrayIsItsOnlyElement() {
    assertThat(records("a/*/b", "^/n", "{\"a\":{\"n\":7,\"b\":{\"id\":1}}}"))
        .containsExactly("1@7");
  }

  @Test
  void whatIsNeitherObjectNorArrayIsARefusedRecordAndCostsNoOther() {
    assertThat(records("a/*/b", "^/n", "{\"a\":[{\"b\":5},{\"b\":[{\"id\":1},\"x\",null]},9]}"))
        .containsExactly("NOT_OBJECT", "1@", "NOT_OBJECT", "NOT_OBJECT", "NOT_OBJECT");
    assertThat(records("a/b", "id", "{\"a\":[{\"b\":[{\"id\":1}]}]}"))
        .containsExactly("NOT_OBJECT");
  }

  @Test
  void anArrayAsFrameIsRefusedUnlessTheMappingExpectsOne() {
    String array = "[{\"id\":1},{\"id\":2}]";
    assertThat(records("a", "id", array)).containsExactly("NOT_OBJECT");
    assertThat(records("'.'", "id", array)).containsExactly("1@1", "2@2");
    assertThat(records("'*/a'", "^/n", "[{\"n\":5,\"a\":[{\"id\":1}]}]")).containsExactly("1@5");
    assertThat(records("'.'", "id", "[]")).containsExactly("EMPTY");
    assertThat(records("[a, '.']", "id", array)).containsExactly("1@1", "2@2");
  }

  @Test
  void theFrameItselfCountsBehindOtherPathsOnlyWhereThoseFoundNothing() {
    String wrapped = "{\"id\":9,\"payload\":[{\"id\":1}]}";
    assertThat(records("[payload, '.']", "id", wrapped)).containsExactly("1@1");
    assertThat(records("[payload, '.']", "id", "{\"id\":9}")).containsExactly("9@9");
    assertThat(records("['.', payload]", "id", wrapped)).containsExactly("9@9", "1@1");
  }

  @Test
  void aListElementIsFoundByItsKey() {
    String frame =
        "{\"id\":1,\"p\":[{\"key\":\"a\",\"v\":{\"s\":\"x\"}},{\"key\":\"u/l\",\"v\":{\"s\":\"y\"}},"
            + "{\"key\":\"a\",\"v\":{\"t\":\"z\"}},{\"key\":7,\"v\":{\"s\":\"seven\"}}]}";
    assertThat(records("'.'", "'p[key=u/l]/v/s'", frame)).containsExactly("1@y");
    assertThat(records("'.'", "'p[key=a]/v/t'", frame)).containsExactly("1@z");
    assertThat(records("'.'", "'p[key=7]/v/s'", frame)).containsExactly("1@seven");
    assertThat(records("'.'", "'p[key=b]/v/s'", frame)).containsExactly("1@");
    assertThat(records("'p[key=a]/v'", "^/key", frame.replace("\"t\"", "\"id\"")))
        .containsExactly("MISSING_FIELD", "z@a");
  }

  @Test
  void aFrameWithoutRecordsIsIgnoredWhereTheMappingNamesItsKind() {
    String ignoring = "a\nignore-empty: {from: kind, then: [{map: {status: 'true'}}]}";
    assertThat(records(ignoring, "id", "{\"kind\":\"status\"}")).containsExactly("IGNORED");
    assertThat(records(ignoring, "id", "{\"kind\":\"other\"}")).containsExactly("EMPTY");
    assertThat(records(ignoring, "id", "{\"kind\":\"status\",\"a\":[{\"id\":1}]}"))
        .containsExactly("1@1");
  }

  @Test
  void whatEnclosesARecordIsContentOnlyWhereTheMappingReadsIt() {
    Source source = nest("a", "^/n");
    assertThat(hash(source, "{\"n\":1,\"o\":1,\"a\":[{\"id\":1}]}"))
        .isEqualTo(hash(source, "{\"n\":1,\"o\":2,\"a\":[{\"id\":1}]}"))
        .isNotEqualTo(hash(source, "{\"n\":2,\"o\":1,\"a\":[{\"id\":1}]}"));
  }

  private static Object hash(Source source, String frame) {
    Candidate candidate = (Candidate) Loading.parse(source, frame.getBytes(UTF_8)).get(0);
    return candidate.value(Interactions.CONTENT_HASH);
  }

  @Test
  void aRecordIsRefusedWhereNoneOfARequiredChoiceIsThere() {
    String choice = "a\nrequired: [id, {coalesce: [x, y]}]";
    assertThat(records(choice, "id", "{\"a\":[{\"id\":1,\"y\":2},{\"id\":2}]}"))
        .containsExactly("1@1", "MISSING_FIELD");
  }

  @Test
  void aPathThatCannotBeWalkedIsRefusedWithItsFile() {
    assertPathRefused("a", "^/^/n", "climbs 2 times", "gives a record 1");
    assertPathRefused("a/*", "id", "ending in a name");
    assertPathRefused("^/a", "id", "without ^");
    assertPathRefused("a", "'b[key]/c'", "list[key=value]");
    assertPathRefused("a", "b//c", "empty part");
    assertPathRefused("a", "b/^/c", "climbs after it went down");
  }

  private static void assertPathRefused(String explode, String around, String... parts) {
    assertThatThrownBy(() -> nest(explode, around))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nest.yaml")
        .hasMessageContainingAll(parts);
  }
}
