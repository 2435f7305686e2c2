package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.SparkExtension;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class JourneyVisitsTest {
  @Test
  void anEndedJourneyIsItsVisitsInOrderWithTheStepsOfEach(SparkSession spark) {
    Story won =
        Story.of(
            """
            at      | intent | place | action
            1 09:00 | buy    | home  | view
            1 09:01 | buy    | home  | view
            1 09:02 | buy    | cart  | view
            1 09:03 | buy    | home  | view
            1 09:04 | buy    | pay   | view
            1 09:05 | buy    | pay   | purchase
            """);
    Story lost =
        Story.of(
            """
            at      | intent | place
            1 09:00 | buy    | home
            """);
    assertThat(walks(ToldJourneys.of(spark, won, lost)))
        .containsExactlyInAnyOrder(
            new Walk(
                List.of("home", "cart", "home", "pay"),
                List.of(2L, 1L, 1L, 2L),
                Walk.End.SUCCESS,
                Optional.of(new BigDecimal("10.0000"))),
            new Walk(List.of("home"), List.of(1L), Walk.End.NULL, Optional.empty()));
  }

  @Test
  void anOpenJourneyIsNoWalk(SparkSession spark) {
    Story open = Story.of("at | intent | place\n30 09:00 | buy | home\n").until("31 00:00");
    assertThat(walks(ToldJourneys.of(spark, open))).isEmpty();
  }

  @Test
  void worthInAnotherCurrencyIsUnknown(SparkSession spark) {
    assertThat(
            walks(ToldJourneys.of(spark, bought("EUR"), bought("USD"))).stream().map(Walk::worth))
        .containsExactlyInAnyOrder(Optional.of(new BigDecimal("25.0000")), Optional.empty());
  }

  private static Story bought(String currency) {
    return Story.of(
        """
        at      | intent | place | action   | value | currency
        1 09:00 | buy    | pay   | purchase | 25    | %s
        """
            .formatted(currency));
  }

  private static List<Walk> walks(ToldJourneys told) {
    return told.visits().collectAsList().stream().map(JourneyVisits::walk).toList();
  }
}
