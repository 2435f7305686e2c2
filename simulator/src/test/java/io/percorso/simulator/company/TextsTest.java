package io.percorso.simulator.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
  private static final Pattern EMOJI =
      Pattern.compile("[\\x{1F300}-\\x{1FAFF}\\x{2764}]", Pattern.UNICODE_CASE);
  private static final List<String> MOODS =
      List.of("very-negative", "negative", "neutral", "positive", "very-positive");

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyLanguageHasSixOpeningsSixCoresAndFiveClosingsOfEachKind(Language language) {
    Phrases phrases = Phrases.of(language);
    for (String mood : MOODS) {
      assertThat(phrases.size("opening " + mood)).isGreaterThanOrEqualTo(6);
      assertThat(phrases.size("closing " + mood)).isGreaterThanOrEqualTo(5);
    }
    for (Topic topic : Topic.values()) {
      assertThat(phrases.size(topic.name())).isGreaterThanOrEqualTo(6);
      assertThat(phrases.size("subject " + topic)).isGreaterThanOrEqualTo(3);
      assertThat(phrases.size("reply " + topic)).isGreaterThanOrEqualTo(2);
    }
    assertThat(phrases.sections()).isEqualTo(Phrases.of(Language.IT).sections());
  }

  @Test
  void theSameGeneratorWritesTheSameText() {
    for (Register register : Register.values()) {
      assertThat(write(3, Language.DE, Topic.PRICE, -.2, register))
          .isEqualTo(write(3, Language.DE, Topic.PRICE, -.2, register));
    }
    assertThat(reply(3, Language.FR, Topic.PRICE)).isEqualTo(reply(3, Language.FR, Topic.PRICE));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void textsVary(Language language) {
    for (Topic topic : Topic.values()) {
      assertThat(different(language, topic, Register.TICKET)).isGreaterThan(490);
      assertThat(different(language, topic, Register.MESSAGE)).isGreaterThan(350);
      assertThat(different(language, topic, Register.SURVEY)).isGreaterThan(350);
      assertThat(different(language, topic, Register.CHAT)).isGreaterThan(200);
    }
  }

  private static long different(Language language, Topic topic, Register register) {
    return IntStream.range(0, 500)
        .mapToObj(i -> write(i, language, topic, i / 250.0 - 1, register))
        .distinct()
        .count();
  }

  @Test
  void noTextNamesACustomerAnOrderOrAnInternalName() {
    Pattern telling = Pattern.compile("\\d{3}|@|#|\\btp\\d|_|[|()]|http|tp[0-9]");
    assertThat(everything()).isNotEmpty().noneMatch(text -> telling.matcher(text).find());
  }

  @Test
  void noTextIsEmptyRaggedOrHasUnpairedLetters() {
    assertThat(everything())
        .allMatch(text -> text.equals(text.strip()) && text.length() > 3 && !text.contains("  "))
        .allMatch(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
  }

  @Test
  void onlyALetterHasLines() {
    assertThat(written(Register.TICKET)).allMatch(text -> text.split("\n\n", -1).length == 3);
    for (Register register : Register.values()) {
      if (register != Register.TICKET) {
        assertThat(written(register)).noneMatch(text -> text.contains("\n"));
      }
    }
  }

  @Test
  void mostChatsAreInLowerCase() {
    Locale italian = Locale.forLanguageTag("it-IT");
    assertShare(
        many(Language.IT, Topic.REFUND, Register.CHAT),
        text -> text.equals(text.toLowerCase(italian)),
        .8);
  }

  @Test
  void turkishIsLoweredTheTurkishWay() {
    assertThat(many(Language.TR, Topic.REFUND, Register.CHAT))
        .noneMatch(text -> text.contains("i̇"))
        .anyMatch(text -> text.startsWith("iade teslim"));
  }

  @Test
  void fifteenInAHundredMessagesHaveAnEmojiAndNoLetterHasOne() {
    for (Register register : List.of(Register.MESSAGE, Register.CHAT, Register.SOCIAL)) {
      assertShare(many(Language.EN, Topic.CLUB, register), text -> EMOJI.matcher(text).find(), .15);
    }
    for (Register register : List.of(Register.TICKET, Register.TICKET_SUBJECT, Register.SURVEY)) {
      assertThat(many(Language.EN, Topic.CLUB, register))
          .noneMatch(text -> EMOJI.matcher(text).find());
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void fiveInAHundredTextsHaveATypo(Language language) {
    Set<String> known = new HashSet<>();
    for (Language each : Language.values()) {
      known.addAll(Words.of(resource(each)));
    }
    Predicate<String> isMistyped = text -> !known.containsAll(Words.of(text));
    List<String> texts = many(language, Topic.LATE_DELIVERY, Register.SURVEY);
    double share = (double) texts.stream().filter(isMistyped).count() / texts.size();
    // some slips make a word that exists: e for è, a letter less of a plural
    assertThat(share).isBetween(.03, .05 + 4 * Math.sqrt(.05 * .95 / texts.size()));
  }

  @Test
  void twoInAHundredTextsHaveAPhraseOfAnotherLanguage() {
    Set<String> all = new HashSet<>();
    for (Language language : Language.values()) {
      if (language != Language.EN) {
        resource(language)
            .lines()
            .dropWhile(line -> !line.equals("## aside"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("##"))
            .forEach(aside -> all.add(", " + aside));
      }
    }
    assertShare(
        many(Language.EN, Topic.QUALITY, Register.TICKET),
        text -> all.stream().anyMatch(text::contains),
        .02);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void noSingleWordTellsATopicButAllWordsDo(Language language) {
    Words words = new Words();
    int right = 0;
    int tried = 0;
    for (int i = 0; i < 720; i++) {
      for (Topic topic : Topic.values()) {
        int number = 10 * i + topic.ordinal();
        String text = write(number, language, topic, i % 9 / 4.0 - 1, Register.TICKET);
        if (i < 600) {
          words.learn(topic.name(), text);
        } else {
          tried++;
          right += words.labelOf(text).equals(topic.name()) ? 1 : 0;
        }
      }
    }
    for (Topic topic : Topic.values()) {
      assertThat(words.best(topic.name()).f1()).as("%s", words.best(topic.name())).isLessThan(.7);
    }
    assertThat(words.sure(.15)).isEmpty();
    assertThat(words.shared()).isGreaterThan(300);
    assertThat((double) right / tried).isBetween(.9, .99);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theFeelingIsInTheWords(Language language) {
    Words words = new Words();
    int right = 0;
    int tried = 0;
    for (int i = 0; i < 900; i++) {
      for (double feeling : new double[] {-.7, .7}) {
        Topic topic = Topic.values()[i % 9];
        String text =
            write(2 * i + (feeling > 0 ? 1 : 0), language, topic, feeling, Register.MESSAGE);
        if (i < 600) {
          words.learn(String.valueOf(feeling), text);
        } else {
          tried++;
          right += words.labelOf(text).equals(String.valueOf(feeling)) ? 1 : 0;
        }
      }
    }
    assertThat((double) right / tried).isGreaterThan(.95);
  }

  @Test
  void praiseIsNeverFurious() {
    String furious = String.join("|", List.of("Absolutely disgraceful", "I am furious", "scandal"));
    assertThat(
            IntStream.range(0, 2_000)
                .mapToObj(i -> write(i, Language.EN, Topic.PRAISE, -1, Register.SURVEY)))
        .noneMatch(text -> Pattern.compile(furious).matcher(text).find());
  }

  @Test
  void aFeelingBeyondItsEndsIsTheEnd() {
    assertThat(write(1, Language.EN, Topic.PRICE, -7, Register.SURVEY))
        .isEqualTo(write(1, Language.EN, Topic.PRICE, -1, Register.SURVEY));
  }

  private static Stream<String> everything() {
    return Stream.concat(
        Stream.of(Register.values()).flatMap(register -> written(register)),
        IntStream.range(0, 2_000)
            .mapToObj(i -> reply(i, Language.values()[i % 5], Topic.values()[i % 10])));
  }

  private static Stream<String> written(Register register) {
    return IntStream.range(0, 5_000)
        .mapToObj(
            i ->
                write(
                    i,
                    Language.values()[i % 5],
                    Topic.values()[i / 5 % 10],
                    i / 2_500.0 - 1,
                    register));
  }

  private static List<String> many(Language language, Topic topic, Register register) {
    return IntStream.range(0, 10_000)
        .mapToObj(i -> write(i, language, topic, i / 5_000.0 - 1, register))
        .toList();
  }

  private static void assertShare(List<String> texts, Predicate<String> isSo, double share) {
    double error = 4 * Math.sqrt(share * (1 - share) / texts.size());
    assertThat((double) texts.stream().filter(isSo).count() / texts.size())
        .isCloseTo(share, within(error));
  }

  private static String write(
      long number, Language language, Topic topic, double feeling, Register register) {
    return Texts.write(Dice.of(11, "text", number).random(), language, topic, feeling, register);
  }

  private static String reply(long number, Language language, Topic topic) {
    return Texts.reply(Dice.of(11, "reply", number).random(), language, topic);
  }

  private static String resource(Language... languages) {
    StringBuilder all = new StringBuilder();
    for (Language language : languages) {
      try (var in = Phrases.class.getResourceAsStream(language.tag() + ".txt")) {
        all.append(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return all.toString();
  }
}
