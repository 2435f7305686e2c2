package io.percorso.jobs.score;

import static io.percorso.jobs.score.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.score.Score.Verdict;
import org.junit.jupiter.api.Test;

class RecordVerdictsTest {
  private final RecordVerdicts verdicts = new RecordVerdicts();

  @Test
  void everyRecordAsExpectedIsOk() {
    verdicts.add(thing("loaded loaded"), 1_000);
    verdicts.add(thing("rejected rejected garbled"), 3);
    verdicts.add(thing("late late too-late"), 2);
    assertThat(verdicts.score().verdict()).isEqualTo(Verdict.OK);
    assertThat(verdicts.score().n()).isEqualTo(1_005);
  }

  @Test
  void oneWrongRecordOfMillionsFailsAndIsNotRoundedAway() {
    verdicts.add(thing("loaded loaded"), 9_999_999);
    verdicts.add(thing("loaded rejected"), 1);
    assertThat(verdicts.score().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(verdicts.score().value()).isEqualTo("0.999999");
  }

  @Test
  void ofTwoEqualDeliveriesEitherMayBeTheOneThatIsLoaded() {
    verdicts.add(thing("loaded duplicate\nduplicate loaded duplicate"), 1);
    assertThat(verdicts.score().verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aDeliveryThatWasLoadedAndGaveWayIsADuplicate() {
    verdicts.add(thing("loaded loaded\nduplicate displaced duplicate"), 1);
    verdicts.add(thing("loaded displaced\nduplicate loaded duplicate"), 1);
    verdicts.add(thing("duplicate displaced"), 1);
    assertThat(verdicts.score().verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aRepeatOfWhatWasGarbledIsTheOneThatIsLoaded() {
    verdicts.add(thing("rejected rejected garbled\nduplicate loaded duplicate"), 1);
    assertThat(verdicts.score().verdict()).isEqualTo(Verdict.OK);
    verdicts.add(thing("rejected rejected garbled\nduplicate duplicate duplicate"), 1);
    assertThat(verdicts.score().value()).isEqualTo("0.75");
  }

  @Test
  void aThingOfWhichNoDeliveryIsLoadedIsWrong() {
    verdicts.add(thing("loaded duplicate\nduplicate duplicate duplicate"), 1);
    assertThat(verdicts.score().value()).isEqualTo("0.5");
    assertThat(verdicts.score().verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void aThingOfWhichBothDeliveriesAreLoadedIsWrong() {
    verdicts.add(thing("loaded loaded\nduplicate loaded duplicate"), 1);
    assertThat(verdicts.score().verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void whatNobodyReplacedAndIsGoneIsWrong() {
    verdicts.add(thing("loaded displaced"), 1);
    verdicts.add(thing("loaded absent"), 1);
    assertThat(verdicts.score().value()).isEqualTo("0");
  }

  @Test
  void aRecordWithTwoFlagsCountsInTwoLines() {
    verdicts.add(thing("loaded loaded late skewed"), 5);
    verdicts.add(thing("loaded rejected"), 2);
    assertThat(verdicts.flags().count("late", "loaded")).isEqualTo(5);
    assertThat(verdicts.flags().count("skewed", "loaded")).isEqualTo(5);
    assertThat(verdicts.flags().count("(none)", "rejected")).isEqualTo(2);
  }

  @Test
  void nothingAtAllIsNeverOk() {
    assertThat(verdicts.score().verdict()).isEqualTo(Verdict.SHOWN);
  }
}
