package io.percorso.identity;

import static io.percorso.lake.Expectation.fail;

import io.percorso.interactions.IdentifierKind;
import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One row per identifier and span of time in which it is one customer's: what is believed now.
 *
 * <p>A strong identifier has one row, for all time: its core's customer ({@link CoreFold}). A weak
 * one has a row per owner ({@link OwnerFold}); in a time that no row covers it is nobody's, and
 * what names nothing else then belongs to a customer of its own, {@code anon-} and its hash. A weak
 * identifier on which nobody ever logged in has no row.
 *
 * <p>customer_id is the hash of the core's leader: the surest of its identifiers, of equally sure
 * ones that seen first. So it changes when a surer identifier becomes known, and not again once
 * that is a customer number.
 */
public final class CustomerIds {
  public static final Field IDENTIFIER =
      Field.token("identifier", "Kind and pseudonym of an identifier");
  public static final Field KIND = Field.word("kind", "Kind of the identifier");
  public static final Field VALID_FROM =
      Field.timestamp("valid_from", "From when it is this customer's, UTC; 1900: since ever");
  public static final Field VALID_UNTIL =
      Field.timestamp("valid_until", "The first moment when it is not, UTC; 2200: never");
  public static final Field CUSTOMER_ID =
      Field.id(
          "customer_id",
          "Hash of the identifier that stands for the customer; anon- where it names a device"
              + " only");
  public static final Field COMPONENT_ID = IdentityLinks.COMPONENT_ID;

  public static final Table TABLE =
      Table.named(
              "silver.customer_ids",
              "One row per identifier and span of time in which it is one customer's",
              IDENTIFIER,
              KIND,
              VALID_FROM,
              VALID_UNTIL,
              CUSTOMER_ID,
              COMPONENT_ID)
          .grain(IDENTIFIER, VALID_FROM)
          .expect(
              fail("a span is not empty", VALID_FROM.col().lt(VALID_UNTIL.col())),
              fail("a span has a customer", CUSTOMER_ID.col().isNotNull()));

  /** Since ever, microseconds. */
  static final long EVER = micros(Instant.parse("1900-01-01T00:00:00Z"));

  /** Until never, microseconds: a year that clients which count in nanoseconds still hold. */
  static final long NEVER = micros(Instant.parse("2200-01-01T00:00:00Z"));

  /**
   * Business numbers of identity, from conf/base.yaml, section identity.
   *
   * @param uniqueKinds kinds of which a person has one
   * @param coreCap strong identifiers that a person has at most
   * @param lookback how far a first login goes back
   * @param sharedOwners customers who make a device a shared one
   * @param sharedWindow within so long
   * @param localLinks links up to which components are found in one task
   */
  public record Rules(
      Set<IdentifierKind> uniqueKinds,
      int coreCap,
      Duration lookback,
      int sharedOwners,
      Duration sharedWindow,
      long localLinks)
      implements Serializable {
    public Rules {
      uniqueKinds = Set.copyOf(uniqueKinds);
    }

    /**
     * @throws UserError for a kind that there is not, or that is weak
     */
    public static Rules from(Settings settings) {
      return new Rules(
          Arrays.stream(settings.text("identity.unique-kinds").split(",", -1))
              .map(String::strip)
              .map(Rules::strongKind)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(IdentifierKind.class))),
          (int) settings.integer("identity.core-cap"),
          settings.duration("identity.lookback"),
          (int) settings.integer("identity.shared.owners"),
          settings.duration("identity.shared.window"),
          settings.integer("identity.local-links"));
    }

    private static IdentifierKind strongKind(String word) {
      if (!IdentifierKind.words().contains(word) || !IdentifierKind.of(word).isStrong()) {
        throw UserError.usage(
            "identity.unique-kinds names '%s', which is no kind that a person has: say some of %s"
                .formatted(
                    word,
                    Arrays.stream(IdentifierKind.values())
                        .filter(IdentifierKind::isStrong)
                        .map(IdentifierKind::word)
                        .toList()));
      }
      return IdentifierKind.of(word);
    }
  }

  private CustomerIds() {}

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
