package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.testing.Grid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeFormatsTest {
  private static String micros(String text, String forms, String zone) {
    try {
      List<String> each = Arrays.stream(forms.split(" or ")).toList();
      return Long.toString(TimeFormats.of(each, zone).micros(text, "at"));
    } catch (Refusal refusal) {
      return refusal.reason().name();
    }
  }

  @Test
  void aTimeIsReadByTheFirstFormThatFits() {
    Grid grid =
        Grid.of(
            """
            text                          | forms                                     | micros
            2026-03-01T09:00:00Z          | iso or epoch-millis                       | 1772355600000000
            1772355600000                 | iso or epoch-millis                       | 1772355600000000
            1772355600000001              | epoch-micros                              | 1772355600000001
            2026-03-01 09:00:00.5 UTC     | iso                                       | 1772355600500000
            2026-03-01 09:00:00 UTC       | epoch-millis or yyyy-MM-dd HH:mm:ss VV             | 1772355600000000
            Sun, 01 Mar 2026 09:00:00 GMT | iso or EEE, dd MMM yyyy HH:mm:ss zzz      | 1772355600000000
            2026-03-01                    | iso or yyyy-MM-dd                         | 1772323200000000
            yesterday                     | iso or epoch-millis                       | TS_FORMAT
            1772355600000                 | epoch-seconds or epoch-millis             | 1772355600000000
            1772355600000                 | epoch-seconds or iso                      | TS_RANGE
            """);
    grid.assertShows(
        grid.rows(),
        row ->
            column ->
                column.equals("micros")
                    ? micros(row.get("text"), row.get("forms"), "UTC")
                    : row.get(column));
  }

  @Test
  void aDayBeginsAtMidnightOfTheDeclaredZoneAndIsRefusedWithoutOne() {
    assertThat(micros("2026-03-01", "yyyy-MM-dd", "Europe/Rome")).isEqualTo("1772319600000000");
    assertThat(micros("2026-03-01", "yyyy-MM-dd", "")).isEqualTo("TS_FORMAT");
  }

  @Test
  void aTimeOfNoFormNamesThemAll() {
    assertThatThrownBy(() -> TimeFormats.of(List.of("iso", "epoch-millis"), "").micros("x", "at"))
        .hasMessage("at is not of the form iso or epoch-millis");
  }
}
