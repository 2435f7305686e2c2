package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityPairsTest {
  private final IdentityPairs pairs = new IdentityPairs();

  @Test
  void pairsOfTwoPeopleInOneCustomerCostPrecision() {
    pairs.take(1, List.of("login:a"), "x", 3);
    pairs.take(2, List.of("login:b"), "x", 1);
    // Six pairs of the customer, three of them one person's.
    assertThat(score(0).value()).isEqualTo("0.5");
    assertThat(score(0).verdict()).isEqualTo(Score.Verdict.FAILED);
  }

  @Test
  void onePersonInTwoCustomersCostsRecall() {
    pairs.take(1, List.of("login:a", "cookie:c"), "x", 2);
    pairs.take(1, List.of("cookie:c"), "anon-c", 2);
    // Six pairs that the cookie joins; one in each customer was joined.
    assertThat(score(1).value()).isEqualTo("0.333333");
    assertThat(score(0).value()).isEqualTo("1");
  }

  @Test
  void whatNoIdentifierJoinsIsNotAskedOfTheLake() {
    pairs.take(1, List.of("login:a"), "x", 2);
    pairs.take(1, List.of("cookie:c"), "anon-c", 2);
    assertThat(score(1).value()).isEqualTo("1");
    // Two of six pairs.
    assertThat(score(2).value()).isEqualTo("0.333333");
  }

  @Test
  void identifiersOfAnotherPersonJoinNothing() {
    pairs.take(1, List.of("cookie:home"), "x", 1);
    pairs.take(1, List.of("login:a"), "y", 1);
    pairs.take(2, List.of("cookie:home", "login:a"), "x", 1);
    assertThat(score(2).value()).isEqualTo("0");
  }

  private Score score(int row) {
    return pairs.scores().get(row);
  }
}
