package io.percorso.simulator.company;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.simulator.company.HostileTexts.Trick;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileTextsTest {
  private static final String HONEST = "Il pacco 📦 doveva arrivare lunedì.";

  @Test
  void theSameGeneratorGivesTheSameText() {
    assertThat(texts(HONEST, 50)).containsExactlyElementsOf(texts(HONEST, 50).toList());
  }

  @Test
  void everyTextIsAttacked() {
    assertThat(texts(HONEST, 5_000)).noneMatch(HONEST::equals);
    assertThat(texts("", 5_000)).noneMatch(String::isEmpty);
  }

  @ParameterizedTest
  @EnumSource(Trick.class)
  void theHonestLettersStayInTheirOrder(Trick trick) {
    assertThat(IntStream.range(0, 500).mapToObj(i -> HostileTexts.with(dice(i), trick, HONEST)))
        .allMatch(text -> holdsInOrder(text, HONEST));
  }

  @Test
  void everyTextIsWrittenInUtf8AsItIs() {
    for (String honest : List.of(HONEST, "", "📦", "a")) {
      assertThat(texts(honest, 5_000)).allMatch(HostileTextsTest::isUtf8);
    }
  }

  @Test
  void noTextHasANul() {
    assertThat(texts(HONEST, 5_000)).noneMatch(text -> text.indexOf('\0') >= 0);
  }

  @Test
  void everyKindOfAttackComes() {
    List<String> texts = texts(HONEST, 10_000).toList();
    List<Predicate<String>> kinds =
        List.of(
            text -> text.contains("<script>"),
            text -> text.startsWith("="),
            text -> text.startsWith("+"),
            text -> text.startsWith("-"),
            text -> text.startsWith("@"),
            text -> text.startsWith("\t="),
            text -> text.contains("DROP TABLE"),
            text -> text.contains("${"),
            text -> text.contains("{{"),
            text -> text.contains("\u001b["),
            text -> text.contains("\u202e"),
            text -> text.length() > 3_000,
            text -> text.contains("%s"),
            text -> text.contains("\u200b"),
            text -> text.contains("\ufeff"),
            text -> text.contains("\",\""),
            text -> text.contains("\r\n"),
            text -> text.contains("\n"),
            text -> text.contains("\\"),
            text -> text.contains("null"));
    for (int i = 0; i < kinds.size(); i++) {
      assertThat(texts.stream().filter(kinds.get(i)).count()).as("kind %d", i).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(Trick.class)
  void everyTrickHasFiveShapesOrMore(Trick trick) {
    List<String> alone =
        IntStream.range(0, 500).mapToObj(i -> HostileTexts.with(dice(i), trick, "")).toList();
    assertThat(alone.stream().distinct().count()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void noTextIsLongerThanAFieldMayBe() {
    assertThat(texts(HONEST, 10_000)).allMatch(text -> text.length() < 5_000);
  }

  private static boolean holdsInOrder(String text, String letters) {
    int[] wanted = letters.codePoints().toArray();
    int at = 0;
    for (int letter : text.codePoints().toArray()) {
      if (at < wanted.length && wanted[at] == letter) {
        at++;
      }
    }
    return at == wanted.length;
  }

  private static boolean isUtf8(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
      return StandardCharsets.UTF_8.decode(bytes).toString().equals(text);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Stream<String> texts(String honest, int count) {
    return IntStream.range(0, count).mapToObj(i -> HostileTexts.of(dice(i).random(), honest));
  }

  private static Dice dice(int number) {
    return Dice.of(5, "hostile", number);
  }
}
