package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.ChangeCount.Change;
import io.percorso.quality.Restatements.Restated;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class RestatementsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 20);
  private static final List<Restated> PARTS =
      List.of(
          part("sessions", Cause.IDENTITY, Change.DELETE, 2, DAY.minusDays(3), DAY),
          part("sessions", Cause.IDENTITY, Change.INSERT, 1, DAY.minusDays(9), DAY.minusDays(8)),
          part("sessions", Cause.SILENCE, Change.UPDATE, 4, DAY, DAY),
          part("gold.handoffs", Cause.SEVERAL, Change.UPDATE, 1, DAY, DAY),
          new Restated(
              "customer_ids",
              Cause.IDENTITY,
              Change.UPDATE,
              1,
              Optional.empty(),
              Optional.empty()));

  @Test
  void partsOfOneSubjectAndCauseAreOneRowWithTheDaysOfAll() {
    assertThat(Restatements.rows(PARTS, "nightly-9", 8, DAY))
        .containsExactly(
            RowFactory.create(
                "nightly-9", 8L, DAY, "customer_ids", "identity", 1L, 0L, 0L, null, null),
            RowFactory.create(
                "nightly-9", 8L, DAY, "gold.handoffs", "several", 1L, 0L, 0L, DAY, DAY),
            RowFactory.create(
                "nightly-9", 8L, DAY, "sessions", "identity", 0L, 2L, 1L, DAY.minusDays(9), DAY),
            RowFactory.create("nightly-9", 8L, DAY, "sessions", "silence", 4L, 0L, 0L, DAY, DAY));
  }

  @Test
  void theSentenceCountsWhatNoCourseOfTimeBroughtAndNamesTheCauseOfMost() {
    assertThat(Restatements.sentence(PARTS, DAY))
        .contains(
            "restated of the days up to 2026-03-20: 1 customer id, 3 sessions, 1 published"
                + " figure, most by identity");
  }

  @Test
  void whatTimeBringsEveryNightIsNotSaid() {
    assertThat(
            Restatements.sentence(
                List.of(
                    part("sessions", Cause.LATER_DAYS, Change.UPDATE, 1, DAY, DAY),
                    part("journeys", Cause.SILENCE, Change.UPDATE, 3, DAY, DAY)),
                DAY))
        .isEmpty();
  }

  @Test
  void nothingRestatedIsNothingSaid() {
    assertThat(Restatements.sentence(List.of(), DAY)).isEmpty();
    assertThat(Restatements.rows(List.of(), "nightly-9", 8, DAY)).isEmpty();
  }

  private static Restated part(
      String subject, Cause cause, Change change, long rows, LocalDate first, LocalDate last) {
    return new Restated(subject, cause, change, rows, Optional.of(first), Optional.of(last));
  }
}
