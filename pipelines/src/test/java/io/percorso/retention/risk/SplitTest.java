package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static List<LocalDate> days(String text) {
    return Arrays.stream(text.split("\\s+")).map(LocalDate::parse).toList();
  }

  private static List<LocalDate> months(int count) {
    return IntStream.range(0, count).mapToObj(m -> LocalDate.of(2025, 1, 1).plusMonths(m)).toList();
  }

  /** One word for each day: train, validation, calibration, test, or a dash between slices. */
  private static String grid(Split split, List<LocalDate> days) {
    return days.stream()
        .map(
            day ->
                day + " | " + split.slice("c1", day).map(s -> s.name().toLowerCase()).orElse("-"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void theLastTwoDaysTestAndALabelEndsBeforeTheNextSliceBegins() {
    List<LocalDate> days = months(10);
    Split split = Split.of(days, 20, 1);
    assertThat(split.isInTime()).isTrue();
    assertThat(grid(split, days))
        .isEqualTo(
            """
            2025-01-01 | train
            2025-02-01 | train
            2025-03-01 | train
            2025-04-01 | train
            2025-05-01 | train
            2025-06-01 | validation
            2025-07-01 | validation
            2025-08-01 | calibration
            2025-09-01 | test
            2025-10-01 | test
            """);
  }

  @Test
  void daysWhoseLabelReachesIntoTheNextSliceAreUsedForNothing() {
    List<LocalDate> days = months(14);
    assertThat(grid(Split.of(days, 45, 1), days))
        .isEqualTo(
            """
            2025-01-01 | train
            2025-02-01 | train
            2025-03-01 | train
            2025-04-01 | train
            2025-05-01 | train
            2025-06-01 | train
            2025-07-01 | -
            2025-08-01 | validation
            2025-09-01 | validation
            2025-10-01 | -
            2025-11-01 | calibration
            2025-12-01 | -
            2026-01-01 | test
            2026-02-01 | test
            """);
  }

  @Test
  void aLabelThatEndsOnTheVeryDayIsKnownAtItsEnd() {
    List<LocalDate> days =
        days("2026-01-01 2026-01-31 2026-03-02 2026-04-01 2026-05-01 2026-05-31");
    assertThat(Split.of(days, 30, 1).slice("c1", days.get(0))).contains(Slice.TRAIN);
    assertThat(Split.of(days, 31, 1).isInTime()).isFalse();
  }

  @Test
  void asManyDaysTrainAsDoTheRestWhereThatCanBe() {
    assertThat(grid(Split.of(months(8), 20, 1), months(8)))
        .isEqualTo(
            """
            2025-01-01 | train
            2025-02-01 | train
            2025-03-01 | train
            2025-04-01 | train
            2025-05-01 | validation
            2025-06-01 | calibration
            2025-07-01 | test
            2025-08-01 | test
            """);
    assertThat(grid(Split.of(months(6), 20, 1), months(6)))
        .isEqualTo(
            """
            2025-01-01 | train
            2025-02-01 | train
            2025-03-01 | train
            2025-04-01 | validation
            2025-05-01 | calibration
            2025-06-01 | test
            """);
  }

  @Test
  void whenDaysAreFewOneValidatesAndOneTests() {
    assertThat(grid(Split.of(months(5), 20, 1), months(5)))
        .isEqualTo(
            """
            2025-01-01 | train
            2025-02-01 | train
            2025-03-01 | validation
            2025-04-01 | calibration
            2025-05-01 | test
            """);
    assertThat(grid(Split.of(months(4), 20, 1), months(4)))
        .isEqualTo(
            """
            2025-01-01 | train
            2025-02-01 | validation
            2025-03-01 | calibration
            2025-04-01 | test
            """);
  }

  @Test
  void aHistoryThatIsTooShortDividesCustomersAndSaysSo() {
    Split split = Split.of(months(3), 20, 1);
    assertThat(split.isInTime()).isFalse();
    assertThat(split.reason())
        .isEqualTo(
            "3 snapshot days from 2025-01-01 to 2025-03-01 do not hold four slices that each begin"
                + " more than 20 days after the one before, so customers are divided instead of"
                + " time");
    assertThat(Split.of(List.of(), 20, 1).reason()).startsWith("0 snapshot days do not hold");
  }

  @Test
  void aCustomerOfADividedHistoryIsInOneSliceOnAllDays() {
    Split split = Split.byCustomers(7);
    for (int i = 0; i < 100; i++) {
      Optional<Slice> first = split.slice("c" + i, LocalDate.of(2026, 1, 1));
      assertThat(split.slice("c" + i, LocalDate.of(2026, 2, 1))).isEqualTo(first).isPresent();
    }
  }

  @Test
  void customersAreDividedBy55And15And15And15() {
    Map<Slice, Integer> counts = new EnumMap<>(Slice.class);
    for (int i = 0; i < 100_000; i++) {
      counts.merge(
          Split.byCustomers(7).slice("c" + i, ModelsOfTest.DAY).orElseThrow(), 1, Integer::sum);
    }
    assertThat(counts.get(Slice.TRAIN)).isCloseTo(55_000, within(600));
    assertThat(counts.get(Slice.VALIDATION)).isCloseTo(15_000, within(450));
    assertThat(counts.get(Slice.CALIBRATION)).isCloseTo(15_000, within(450));
    assertThat(counts.get(Slice.TEST)).isCloseTo(15_000, within(450));
  }

  @Test
  void anotherSeedDividesOtherwise() {
    List<Optional<Slice>> one = new ArrayList<>();
    List<Optional<Slice>> other = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      one.add(Split.byCustomers(1).slice("c" + i, ModelsOfTest.DAY));
      other.add(Split.byCustomers(2).slice("c" + i, ModelsOfTest.DAY));
    }
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void anUnknownDayIsInNoSlice() {
    assertThat(Split.of(months(10), 20, 1).slice("c1", LocalDate.of(2030, 1, 1))).isEmpty();
  }

  @Test
  void aHorizonLastsAtLeastADay() {
    assertThatThrownBy(() -> Split.of(months(5), 0, 1)).hasMessageContaining("0 days");
  }
}
