package io.percorso.identity;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Table;

/**
 * One row per pair of identifiers of which a person said that they are one customer, or are not.
 *
 * <p>A veto beats every link. A forced link is decided before all others and obeys the same limits.
 * The last word about a pair counts.
 */
public final class IdentityCorrections {
  public static final Field IDENTIFIER = IdentitySightings.IDENTIFIER;
  public static final Field OTHER_IDENTIFIER =
      Field.token("other_identifier", "Kind and pseudonym of the other identifier");
  public static final Field VERDICT =
      Field.word("verdict", "veto: never one customer; force: one customer");
  public static final Field SAID_AT = Field.timestamp("said_at", "When it was said, UTC");
  public static final Field REASON = Field.text("reason", "Why, in the words of who said it");

  /** The two are never one customer. */
  public static final String VETO = "veto";

  /** The two are one customer. */
  public static final String FORCE = "force";

  public static final Table TABLE =
      Table.named(
              "silver.identity_corrections",
              "One row per pair of identifiers that a person said are one customer, or are not",
              IDENTIFIER,
              OTHER_IDENTIFIER,
              VERDICT,
              SAID_AT,
              REASON)
          .grain(IDENTIFIER, OTHER_IDENTIFIER)
          .expect(
              fail("a correction is a veto or a force", VERDICT.col().isin(VETO, FORCE)),
              fail(
                  "a correction is about two identifiers",
                  IDENTIFIER.col().notEqual(OTHER_IDENTIFIER.col())));

  private IdentityCorrections() {}
}
