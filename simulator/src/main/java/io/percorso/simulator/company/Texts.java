package io.percorso.simulator.company;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What customers and agents write. The topic is in what happened, the feeling in the words around
 * it; both are drawn, so that neither can be read from one fixed word. No text names a customer, an
 * order or a place in the shop.
 */
final class Texts {
  private static final double TYPO_SHARE = .05;
  private static final double EMOJI_SHARE = .15;
  private static final double OTHER_LANGUAGE_SHARE = .02;
  private static final double LOWER_CASE_SHARE_CHAT = .8;
  private static final double LOWER_CASE_SHARE_MESSAGE = .25;

  /** Who praises does not write as somebody who is angry. */
  private static final double LEAST_FEELING_OF_PRAISE = .5;

  private static final int NEUTRAL = 2;
  private static final int DELIGHTED = 4;
  private static final List<String> MOODS =
      List.of("very-negative", "negative", "neutral", "positive", "very-positive");
  private static final List<List<String>> EMOJI =
      List.of(
          List.of("😡", "🤬", "👎"),
          List.of("😞", "😕", "🙄"),
          List.of("🤔", "🙏", "📦"),
          List.of("🙂", "👍", "🙏"),
          List.of("😍", "🎉", "❤️"));

  private final Dice dice;
  private final Language language;
  private final Phrases phrases;
  private final Topic topic;
  private final int mood;

  private Texts(Dice dice, Language language, Topic topic, double feeling) {
    this.dice = dice;
    this.language = language;
    this.phrases = Phrases.of(language);
    this.topic = topic;
    this.mood = mood(feeling);
  }

  /**
   * A text of a customer.
   *
   * @param feeling from -1, furious, to 1, delighted; shown on five steps, between two of them the
   *     nearer one is the more frequent. Praise is never below {@value #LEAST_FEELING_OF_PRAISE}
   */
  static String write(
      SplittableRandom random, Language language, Topic topic, double feeling, Register register) {
    double shown = topic == Topic.PRAISE ? Math.max(feeling, LEAST_FEELING_OF_PRAISE) : feeling;
    Texts texts = new Texts(Dice.over(random), language, topic, shown);
    return switch (register) {
      case SURVEY -> texts.survey();
      case MESSAGE -> texts.message();
      case TICKET_SUBJECT -> texts.subject();
      case TICKET -> texts.letter();
      case CHAT -> texts.chat();
      case SOCIAL -> texts.post();
    };
  }

  /** A text of an agent who answers. */
  static String reply(SplittableRandom random, Language language, Topic topic) {
    Dice dice = Dice.over(random);
    Phrases phrases = Phrases.of(language);
    List<String> said = new ArrayList<>();
    if (dice.chance(.6)) {
      said.add(phrases.say(dice, "reply opening"));
    }
    said.add(phrases.say(dice, "reply " + topic));
    if (dice.chance(.5)) {
      said.add(phrases.say(dice, "reply closing"));
    }
    return String.join(" ", said);
  }

  private int mood(double feeling) {
    double step = (Math.max(-1, Math.min(1, feeling)) + 1) / 2 * (MOODS.size() - 1);
    int below = (int) Math.min(step, MOODS.size() - 2);
    return below + (dice.chance(step - below) ? 1 : 0);
  }

  /** One in twenty is a verdict alone, which says nothing of the topic. */
  private String survey() {
    if (dice.chance(.05)) {
      return typed(say("opening " + MOODS.get(mood)));
    }
    return typed(String.join(" ", sentences(new Shares(.55, .2, .2, .1, .6, .4))));
  }

  private String message() {
    List<String> said = sentences(new Shares(.1, .1, .25, .05, .4, .5));
    if (dice.chance(.4)) {
      said.add(0, greetingAlone());
    }
    String text = typed(String.join(" ", said));
    return decorated(dice.chance(LOWER_CASE_SHARE_MESSAGE) ? lowerCase(text) : text);
  }

  private String greetingAlone() {
    String greeting = say("greeting");
    String mark = language == Language.FR ? " !" : "!";
    return greeting.substring(0, greeting.length() - 1) + mark;
  }

  private String chat() {
    String text = typed(String.join(" ", sentences(new Shares(.15, .05, .1, .05, .3, .35))));
    if (dice.chance(LOWER_CASE_SHARE_CHAT)) {
      text = lowerCase(text);
    }
    return decorated(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
  }

  private String post() {
    return decorated(typed(String.join(" ", sentences(new Shares(.7, .1, .1, .05, .6, .5)))));
  }

  private String letter() {
    List<String> said = sentences(new Shares(.8, .5, .6, .15, .7, .9));
    String body = typed(String.join(" ", said));
    return say("greeting") + "\n\n" + body + "\n\n" + say("farewell");
  }

  private String subject() {
    boolean saysLittle = topic != Topic.PRAISE && dice.chance(.25);
    String text = say(saysLittle ? "subject" : "subject " + topic);
    if (mood == 0 && dice.chance(.2)) {
      return text.toUpperCase(locale()) + "!!!";
    }
    return typed(text);
  }

  /**
   * Of the texts, how many have a sentence of this kind.
   *
   * @param second another one about the topic
   * @param context what else is so, in the words of other topics too
   * @param elsewhere another topic in passing
   * @param rescue of those in a good mood about a bad matter: what made it good, which the
   *     delighted always say
   */
  private record Shares(
      double opening,
      double second,
      double context,
      double elsewhere,
      double rescue,
      double closing) {}

  /**
   * What happened, and around it what the mood says. Whoever is not neutral shows it by at least
   * one of opening and closing.
   */
  private List<String> sentences(Shares shares) {
    boolean opens = dice.chance(shares.opening);
    boolean closes = dice.chance(shares.closing);
    if (!opens && !closes && mood != NEUTRAL) {
      opens = dice.chance(shares.opening / (shares.opening + shares.closing));
      closes = !opens;
    }
    List<String> said = new ArrayList<>();
    if (opens) {
      said.add(say("opening " + MOODS.get(mood)));
    }
    if (dice.chance(shares.context)) {
      said.add(say("context"));
    }
    said.addAll(matter(shares));
    boolean isRescued = mood == DELIGHTED || (mood > NEUTRAL && dice.chance(shares.rescue));
    if (isRescued && topic != Topic.PRAISE) {
      said.add(say("rescue"));
    }
    if (closes) {
      said.add(say("closing " + MOODS.get(mood)));
    }
    return said;
  }

  private List<String> matter(Shares shares) {
    List<String> said = new ArrayList<>();
    List<String> cores = phrases.sayTwo(dice, topic.name());
    String core = cores.get(0);
    said.add(dice.chance(OTHER_LANGUAGE_SHARE) ? switched(core) : core);
    if (dice.chance(shares.second)) {
      said.add(cores.get(1));
    }
    Topic other = dice.oneOf(List.of(Topic.values()));
    if (dice.chance(shares.elsewhere) && topic != Topic.PRAISE && isSaidBeside(other)) {
      said.add(say(other.name()));
    }
    return said;
  }

  private boolean isSaidBeside(Topic other) {
    return other != topic && (other != Topic.PRAISE || mood > NEUTRAL);
  }

  private String say(String section) {
    return phrases.say(dice, section);
  }

  /** With a phrase of another language before the full stop. */
  private String switched(String sentence) {
    Language[] all = Language.values();
    Language other = all[(language.ordinal() + 1 + dice.below(all.length - 1)) % all.length];
    String aside = Phrases.of(other).say(dice, "aside");
    int end = sentence.length() - 1;
    return sentence.substring(0, end).stripTrailing() + ", " + aside + sentence.charAt(end);
  }

  private String typed(String text) {
    return dice.chance(TYPO_SHARE) ? Typos.in(dice, text) : text;
  }

  private String decorated(String text) {
    if (!dice.chance(EMOJI_SHARE)) {
      return text;
    }
    String emoji = dice.oneOf(EMOJI.get(mood));
    return text + " " + (dice.chance(.2) ? emoji + emoji : emoji);
  }

  private String lowerCase(String text) {
    return text.toLowerCase(locale());
  }

  private Locale locale() {
    return Locale.forLanguageTag(language.tag());
  }
}
