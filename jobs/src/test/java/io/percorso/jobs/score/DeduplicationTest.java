package io.percorso.jobs.score;

import static io.percorso.jobs.score.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.score.Score.Verdict;
import org.junit.jupiter.api.Test;

class DeduplicationTest {
  private final Deduplication deduplication = new Deduplication();

  @Test
  void aThingDeliveredTwiceUnderOneIdHasOneRow() {
    deduplication.add(thing("loaded loaded\nduplicate duplicate"), 7);
    deduplication.add(thing("loaded duplicate\nduplicate loaded"), 7);
    assertThat(deduplication.score().verdict()).isEqualTo(Verdict.OK);
    assertThat(deduplication.score().n()).isEqualTo(14);
  }

  @Test
  void twoRowsOfOneIdAreTooMany() {
    deduplication.add(thing("loaded loaded\nduplicate loaded"), 1);
    assertThat(deduplication.score().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(deduplication.score().sentence()).contains("1 have too many rows, 0 too few");
  }

  @Test
  void noRowOfARepeatedThingIsTooFew() {
    deduplication.add(thing("loaded duplicate\nduplicate duplicate"), 1);
    assertThat(deduplication.score().sentence()).contains("0 have too many rows, 1 too few");
  }

  @Test
  void aRepeatOfWhatWasGarbledIsTheThing() {
    deduplication.add(thing("rejected rejected garbled\nduplicate loaded duplicate"), 1);
    assertThat(deduplication.score().verdict()).isEqualTo(Verdict.OK);
    deduplication.add(thing("rejected rejected garbled\nduplicate rejected duplicate"), 1);
    assertThat(deduplication.score().value()).isEqualTo("0.5");
  }

  @Test
  void aCopyUnderAnotherIdHasARowOfItsOwn() {
    deduplication.add(thing("loaded loaded\nloaded loaded copy"), 1);
    deduplication.add(thing("loaded loaded\nloaded loaded copy\nduplicate duplicate"), 1);
    assertThat(deduplication.score().verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aThingOfWhichNothingIsLoadedAlthoughItShouldIsLost() {
    deduplication.add(thing("loaded rejected"), 1);
    deduplication.add(thing("loaded loaded"), 3);
    assertThat(deduplication.score().value()).isEqualTo("0.75");
  }

  @Test
  void whatShouldNotBeLoadedIsNotJudgedHere() {
    deduplication.add(thing("rejected rejected"), 4);
    deduplication.add(thing("late late"), 4);
    assertThat(deduplication.score().n()).isZero();
    assertThat(deduplication.score().verdict()).isEqualTo(Verdict.SHOWN);
  }
}
