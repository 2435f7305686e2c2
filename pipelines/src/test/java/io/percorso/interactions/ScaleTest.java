package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
import io.percorso.testing.Grid;
import org.junit.jupiter.api.Test;

/** The function of a mapping that moves the point of a number. */
class ScaleTest {
  private static Source source(String places) {
    return Sources.parse(
        "x.yaml",
        """
        source: x
        channel: web
        time: {created: {const: '2026-03-01T10:00:00Z', format: iso}}
        identifiers: [{kind: login, value: {const: someone}}]
        columns: {value_amount: {from: amount, then: [{scale: %s}]}}
        """
            .formatted(places));
  }

  private static Object amount(String amount, String places) {
    Outcome outcome =
        Loading.parse(source(places), "{\"amount\":\"%s\"}".formatted(amount).getBytes(UTF_8))
            .get(0);
    return outcome instanceof Candidate candidate
        ? candidate.value(Interactions.VALUE_AMOUNT)
        : ((Refused) outcome).reason();
  }

  @Test
  void thePointMovesToTheLeftAndWhatIsNoNumberIsRefused() {
    Grid grid =
        Grid.of(
            """
            amount      | places | value
            1999        | 2      | 19.9900
            -1          | 2      | -0.0100
            12345       | 3      | 12.3450
            345         | -3     | 345000.0000
            19.99       | 0      | 19.9900
            x           | 2      | TYPE
            1,999       | 2      | TYPE
            """);
    grid.assertShows(
        grid.rows(),
        row ->
            column ->
                column.equals("value")
                    ? amount(row.get("amount"), row.get("places"))
                    : row.get(column));
  }

  @Test
  void thePlacesAreAWholeNumber() {
    for (String places : new String[] {"1.5", "two", "13"}) {
      assertThatThrownBy(() -> source(places))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("from -12 to 12");
    }
    assertThat(amount("1", "12")).hasToString("0.0000");
  }
}
