package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCsvTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+cmd", "-2+3", "@sum(a1)", "\t=1", "\0x", "+", "-"})
  void aCellThatBeginsAFormulaIsText(String cell) {
    assertThat(SpreadsheetCsv.cell(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2", "+3.5", "-1.5e-7", "0", "12", "", "cart", "a=b"})
  void aNumberOrAPlainWordStaysAsItIs(String cell) {
    assertThat(SpreadsheetCsv.cell(cell)).isEqualTo(cell);
  }

  @Test
  void aCarriageReturnInFrontIsMadeTextAndQuoted() {
    assertThat(SpreadsheetCsv.cell("\r=1")).isEqualTo("\"'\r=1\"");
  }

  @Test
  void commasQuotesAndLineEndsAreQuoted() {
    assertThat(SpreadsheetCsv.line(List.of("a,b", "say \"hi\"", "two\nlines", "plain")))
        .isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",plain");
  }

  @Test
  void aFormulaThatNeedsQuotesGetsBoth() {
    assertThat(SpreadsheetCsv.cell("=HYPERLINK(\"x\",\"y\")"))
        .isEqualTo("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
  }
}
