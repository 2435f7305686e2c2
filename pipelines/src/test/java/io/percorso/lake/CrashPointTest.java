package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CrashPointTest {
  @Test
  void aPointIsDueTheFirstTimeThatItIsReached() {
    CrashPoint.Plan plan = CrashPoint.Plan.parse("merge.after-commit");
    assertThat(plan.isDue(CrashPoint.MERGE_BEFORE_DATA, "silver.sessions")).isFalse();
    assertThat(plan.isDue(CrashPoint.MERGE_AFTER_COMMIT, "silver.sessions")).isTrue();
    assertThat(plan.isDue(CrashPoint.MERGE_AFTER_COMMIT, "silver.journeys")).isFalse();
  }

  @Test
  void onlyTimesWithTheSubjectCount() {
    CrashPoint.Plan plan = CrashPoint.Plan.parse("commit.before-link@ops.runs:2");
    assertThat(plan.isDue(CrashPoint.COMMIT_BEFORE_LINK, "ops.runs")).isFalse();
    assertThat(plan.isDue(CrashPoint.COMMIT_BEFORE_LINK, "silver.sessions")).isFalse();
    assertThat(plan.isDue(CrashPoint.COMMIT_BEFORE_LINK, "ops.runs")).isTrue();
  }

  @Test
  void aPointThatThereIsNotIsAMistakeThatNamesThoseThatThereAre() {
    for (String wrong : new String[] {"merge", "", "merge.after-commit:0", "lock.taken:x"}) {
      assertThatThrownBy(() -> CrashPoint.Plan.parse(wrong))
          .as(wrong)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("merge.after-commit");
    }
  }

  @Test
  void everyPointHasAWordOfItsOwn() {
    assertThat(Arrays.stream(CrashPoint.values()).map(CrashPoint::word)).doesNotHaveDuplicates();
  }
}
