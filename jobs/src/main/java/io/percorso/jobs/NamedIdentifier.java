package io.percorso.jobs;

import io.percorso.interactions.IdentifierKind;
import io.percorso.interactions.KeyRing;
import io.percorso.lake.NearestName;
import io.percorso.lake.UserError;
import java.util.Arrays;
import java.util.List;

/**
 * An identifier as a person types it, {@code kind:value}. Its value is never told again: it may be
 * an address or a telephone number, and what a command says ends up in logs.
 */
public record NamedIdentifier(IdentifierKind kind, String value) {
  private static final char BETWEEN = ':';

  /**
   * @param text such as {@code email:somebody@example.org} or {@code login:zendesk:4711}
   * @throws UserError of kind usage where it has no kind, an unknown one, or no value
   */
  static NamedIdentifier of(String text) {
    List<String> kinds = IdentifierKind.words();
    int end = text.indexOf(BETWEEN);
    if (end < 0) {
      throw UserError.usage(
          "an identifier has a kind and a value, such as email:somebody@example.org; kinds are %s"
              .formatted(kinds));
    }
    String word = text.substring(0, end);
    if (!kinds.contains(word)) {
      throw UserError.usage(
          "'%s' is no kind of identifier%s. Kinds are %s"
              .formatted(word, NearestName.hint(word, kinds), kinds));
    }
    String value = text.substring(end + 1).strip();
    if (value.isEmpty()) {
      throw UserError.usage(
          "%s: has no value: write it behind the colon, as its source gives it".formatted(word));
    }
    return new NamedIdentifier(IdentifierKind.of(word), value);
  }

  /**
   * @throws UserError of kind usage for a weak identifier
   */
  NamedIdentifier requireStrong() {
    if (!kind.isStrong()) {
      throw UserError.usage(
          "%s names no person: a browser, device, case or connection belongs to whoever logs in there, and when. So it cannot be corrected; correct two that name persons, of the kinds %s. Whose it is, says: ./percorso identity explain %s:…"
              .formatted(
                  kind.word(),
                  Arrays.stream(IdentifierKind.values())
                      .filter(IdentifierKind::isStrong)
                      .map(IdentifierKind::word)
                      .toList(),
                  kind.word()));
    }
    return this;
  }

  /** Kind and pseudonym, as tables hold it. */
  String pseudonym(KeyRing keys) {
    return kind.word() + BETWEEN + keys.tokens().of(kind.word(), value);
  }

  /** The kind alone. */
  @Override
  public String toString() {
    return kind.word() + ":…";
  }
}
