package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
import org.junit.jupiter.api.Test;

class RateParserTest {
  private static final String DECLARED =
      """
      source: rates
      target: currency-rates
      framing: csv
      time: {created: {from: day, format: yyyy-MM-dd, zone: UTC}}
      columns: {base: base, currency: currency, rate: rate}
      """;

  @Test
  void aWideRowIsARecordPerCellThatHoldsARate() {
    Sample.of("ecb-rates", "ecb-rates.csv")
        .shows(
            """
            verdict   | rate_day   | base | currency | rate         | element_index
            LOADED    | 2026-02-10 | EUR  | USD      | 1.04000000   | 0
            LOADED    | 2026-02-10 | EUR  | JPY      | 160.10000000 | 1
            LOADED    | 2026-02-10 | EUR  | GBP      | 0.83120000   | 2
            TYPE      |            |      |          |              |
            LOADED    | 2026-02-09 | EUR  | USD      | 1.03910000   | 0
            TYPE      |            |      |          |              |
            LOADED    | 2026-02-09 | EUR  | GBP      | 0.83123457   | 2
            TYPE      |            |      |          |              |
            EMPTY     |            |      |          |              |
            TS_FORMAT |            |      |          |              |
            RAGGED    |            |      |          |              |
            """);
  }

  @Test
  void theDailyFileHasWordsForMonthsAndBlanksBesideCommas() {
    Sample.of("ecb-rates", "ecb-rates-daily.csv")
        .shows(
            """
            verdict | rate_day   | base | currency | rate
            LOADED  | 2026-02-10 | EUR  | USD      | 1.04000000
            LOADED  | 2026-02-10 | EUR  | JPY      | 160.10000000
            """);
  }

  @Test
  void aRateIsAboveNothingAndBetweenTwoCurrencies() {
    Sample.of("currency-rates", "currency-rates.csv")
        .shows(
            """
            verdict       | rate_day   | base | currency | rate           | version
            LOADED        | 2026-02-10 | EUR  | USD      | 1.04000000     | 0
            LOADED        | 2026-02-10 | EUR  | USD      | 1.04010000     | 2
            TYPE          |            |      |          |                |
            TYPE          |            |      |          |                |
            LOADED        | 2026-02-10 | EUR  | IDR      | 17385.77500000 | 0
            TYPE          |            |      |          |                |
            TYPE          |            |      |          |                |
            TS_FORMAT     |            |      |          |                |
            MISSING_FIELD |            |      |          |                |
            """);
  }

  @Test
  void aDayWithoutABankingDayMayHaveARate() {
    String sunday = "day,base,currency,rate\n2026-02-08,EUR,USD,1.04\n";
    assertThat(Loading.verdict(Sources.parse("rates.yaml", DECLARED), sunday.getBytes(UTF_8)))
        .isEqualTo("LOADED");
  }

  @Test
  void aMappingOfRatesNamesEveryColumnAndNoPerson() {
    assertRefused("rate: rate", "", "no 'rate'");
    assertRefused("rate: rate", "rate: rate, place: x", "'place'");
    assertRefused("framing: csv", "framing: csv\nchannel: web", "'channel'");
    assertRefused("currency-rates", "currency-rate", "did you mean 'currency-rates'?");
    assertRefused(
        "framing: csv",
        "framing: lines\nunpivot: {keep: [day], name: currency, value: rate}",
        "framing: csv only");
  }

  private static void assertRefused(String from, String to, String part) {
    assertThatThrownBy(() -> Sources.parse("rates.yaml", DECLARED.replace(from, to)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(part);
  }
}
