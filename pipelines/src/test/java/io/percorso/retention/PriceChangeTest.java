package io.percorso.retention;

import org.junit.jupiter.api.Test;

/** {@code first} is paid in the currency of reports, {@code second} in that named by the word. */
class PriceChangeTest {
  @Test
  void aPriceChangeIsToldForThirtyDays() {
    Facts.of(
            """
            day | fact       | first
            0   | subscribed | 10
            30  | renewed    | 12
            60  | renewed    |
            """)
        .show(
            """
            day | price_change_30 | paid_amount
            29  |                 | 10
            30  | 0.2             | 12
            59  | 0.2             | 12
            60  | 0               | 12
            """);
  }

  @Test
  void twoRecordsOfADayAreOnePaymentSoThatTheSecondDoesNotHideThatThePriceRose() {
    Facts.of(
            """
            day | fact    | first
            0   | renewed | 10
            30  | renewed | 12
            30  | renewed | 12
            """)
        .show(
            """
            day | price_change_30 | renewal_count
            30  | 0.2             | 2
            """);
  }

  @Test
  void afterAMonthThatCostNothingThereIsNoPriceToCompareWith() {
    Facts.of(
            """
            day | fact       | first
            0   | subscribed | 0
            30  | renewed    | 12
            """)
        .show(
            """
            day | price_change_30 | paid_amount
            0   |                 | 0
            30  |                 | 12
            """);
  }

  @Test
  void whatTheRateOfExchangeDoesIsNoChangeOfPrice() {
    Facts.of(
            """
            day | fact       | first | second | word
            0   | subscribed | 12    | 10     | GBP
            30  | renewed    | 12.5  | 10     | GBP
            60  | renewed    | 14.4  | 12     | GBP
            """)
        .show(
            """
            day | price_change_30 | paid_amount
            30  | 0               | 12.5
            60  | 0.2             | 14.4
            """);
  }

  @Test
  void twoCurrenciesAreComparedInThatOfReports() {
    Facts.of(
            """
            day | fact       | first | second | word
            0   | subscribed | 10    | 10     | EUR
            30  | renewed    | 11    | 9      | GBP
            """)
        .show(
            """
            day | price_change_30 | paid_amount
            30  | 0.1             | 11
            """);
  }

  @Test
  void aPriceIsComparedWhereNoRateIsKnown() {
    Facts.of(
            """
            day | fact       | first | second | word
            0   | subscribed |       | 10     | TRY
            30  | renewed    |       | 15     | TRY
            """)
        .show(
            """
            day | price_change_30 | paid_amount
            30  | 0.5             |
            """);
  }
}
