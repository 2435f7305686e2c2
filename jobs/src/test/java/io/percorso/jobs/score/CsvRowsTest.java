package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
  @Test
  void cellsMayHoldCommasQuotesAndLineBreaks() {
    assertThat(rows("a,\"b,\"\"c\"\"\nd\",e\n")).containsExactly(List.of("a", "b,\"c\"\nd", "e"));
  }

  @Test
  void bothLineEndsEndARowAndTheLastNeedsNone() {
    assertThat(rows("a,b\r\nc,\"d\"\r\n,"))
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("", ""));
  }

  @Test
  void anEmptyTextHasNoRow() {
    assertThat(rows("")).isEmpty();
  }

  @Test
  void aQuoteThatDoesNotCloseIsNamedByItsRow() {
    assertThatThrownBy(() -> rows("a\n\"b")).hasMessage("t.csv, row 2: a quote does not close");
  }

  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    try (CsvRows all = new CsvRows("t.csv", new StringReader(text))) {
      for (Optional<List<String>> row = all.next(); row.isPresent(); row = all.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }
}
