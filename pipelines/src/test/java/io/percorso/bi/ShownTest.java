package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.bi.Overview.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "0.0004, < 0.1 %",
    "0.0123, 1.2 %",
    "0.0994, 9.9 %",
    "0.0996, 10 %",
    "0.144, 14 %",
    "0.9986, 99.9 %",
    "0.99999, 99.9 %",
    "1, 100 %"
  })
  void aShareIsWrittenSoThatOnlyNothingIsZeroAndOnlyAllIsAHundred(double share, String written) {
    assertThat(Shown.share(share)).isEqualTo(written);
  }

  @Test
  void aShareOfNothingIsADash() {
    assertThat(Shown.share(0, 0)).isEqualTo("–");
  }

  @ParameterizedTest
  @CsvSource({"0.4, < 1 min", "14.2, 14 min", "119, 119 min", "120, 2.0 h", "2880, 2.0 d"})
  void aTimeIsWrittenInTheUnitThatReadsBest(double minutes, String written) {
    assertThat(Shown.minutes(minutes)).isEqualTo(written);
  }

  @Test
  void freshnessIsInWords() {
    LocalDate date = LocalDate.of(2026, 3, 31);
    assertThat(Shown.freshness(Instant.parse("2026-03-31T01:00:00Z"), date))
        .isEqualTo("up to date");
    assertThat(Shown.freshness(Instant.parse("2026-03-30T23:59:59Z"), date))
        .isEqualTo("1 day behind");
    assertThat(Shown.freshness(Instant.parse("2026-03-01T00:00:00Z"), date))
        .isEqualTo("30 days behind");
  }

  @Test
  void theHighestDayTouchesTheTopOfTheLine() {
    LocalDate day = LocalDate.of(2026, 3, 1);
    List<Day> days =
        List.of(new Day(day, 5), new Day(day.plusDays(1), 10), new Day(day.plusDays(2), 0));
    assertThat(Shown.line(days, 100, 80)).isEqualTo("0.0,40.0 50.0,0.0 100.0,80.0");
  }
}
