package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.score.Score.Verdict;
import org.junit.jupiter.api.Test;

class SessionBoundariesTest {
  private static final String ANNA = "1 web cookie-a";

  @Test
  void namesOfSessionsDoNotMatterOnlyWhereTheyBegin() {
    Score score =
        score(
            """
            1 x
            1 x
            2 y
            2 y
            3 z
            """);
    assertThat(score.value()).isEqualTo("1");
    assertThat(score.verdict()).isEqualTo(Verdict.OK);
    assertThat(score.sentence()).contains("of 4 pairs 2 sessions begin");
  }

  @Test
  void aMissedBeginningAndOneInVainBothCost() {
    // True beginnings: 2, 3. Found: one between the first two, and at 3. F1 = 2/(2+1+1).
    Score score =
        score(
            """
            1 x
            1 y
            2 y
            3 z
            """);
    assertThat(score.value()).isEqualTo("0.5");
    assertThat(score.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(score.sentence()).contains("1 of them missed, 1 begin in vain");
  }

  @Test
  void aSessionThatReturnsBeginsAgain() {
    assertThat(score("1 x\n2 y\n1 x").sentence()).contains("2 sessions begin; 0 of them missed");
  }

  @Test
  void thePairBetweenTwoPeopleIsNone() {
    SessionBoundaries boundaries = new SessionBoundaries();
    boundaries.take("1 web cookie-a", 1, "x");
    boundaries.take("2 web cookie-a", 2, "y");
    boundaries.take("2 app device-b", 3, "z");
    assertThat(boundaries.pairs().total()).isZero();
  }

  @Test
  void anInteractionInNoSessionIsNeverInTheSameAsAnother() {
    SessionBoundaries boundaries = new SessionBoundaries();
    boundaries.take(ANNA, 1, "");
    boundaries.take(ANNA, 1, "");
    assertThat(boundaries.pairs().count("goes on", "begins")).isEqualTo(1);
  }

  @Test
  void theBoundIsReachedAtExactlyTheBound() {
    Confusion pairs = new Confusion();
    pairs.add("begins", "begins", 95);
    pairs.add("begins", "goes on", 5);
    pairs.add("goes on", "begins", 5);
    pairs.add("goes on", "goes on", 1_000);
    assertThat(SessionBoundaries.score(pairs).value()).isEqualTo("0.95");
    assertThat(SessionBoundaries.score(pairs).verdict()).isEqualTo(Verdict.OK);
    pairs.add("goes on", "begins", 1);
    assertThat(SessionBoundaries.score(pairs).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void sessionsThatNeverBeginAreNotJudged() {
    assertThat(score("1 x\n1 x").verdict()).isEqualTo(Verdict.SHOWN);
  }

  private static Score score(String drawn) {
    SessionBoundaries boundaries = new SessionBoundaries();
    drawn
        .lines()
        .map(line -> line.split(" "))
        .forEach(cells -> boundaries.take(ANNA, Long.parseLong(cells[0]), cells[1]));
    return SessionBoundaries.score(boundaries.pairs());
  }
}
