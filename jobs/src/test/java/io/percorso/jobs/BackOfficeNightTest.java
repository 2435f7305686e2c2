package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Conservation;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.InputFiles;
import io.percorso.jobs.Engine.RunStatus;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nights over the samples of the back-office sources, currency rates among them. */
@ExtendWith(SparkExtension.class)
class BackOfficeNightTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final Path SAMPLES = Path.of("../pipelines/src/test/resources/sources");
  private static final List<String> RATES = List.of("ecb-rates.csv", "currency-rates.csv");
  private static final List<String> OTHERS =
      List.of(
          "zendesk-tickets.csv",
          "zendesk-users.csv",
          "zendesk-comments.csv",
          "zendesk-ticket-history.csv",
          "zendesk-chats.csv",
          "zendesk-api.json",
          "zendesk-audits.json",
          "connect.json",
          "surveys.csv",
          "typeform.json",
          "crm-customers.csv",
          "hubspot-contacts.json",
          "shopify-orders.json",
          "stripe-subscriptions.json");

  @TempDir private Path temporary;

  private static void land(TestWorkspace workspace, List<String> files) {
    files.forEach(
        file -> workspace.land(file.substring(0, file.indexOf('.')), SAMPLES.resolve(file)));
  }

  private static List<Conservation> files(TestWorkspace workspace) {
    return workspace.lake.read(InputFiles.TABLE).collectAsList().stream()
        .map(Conservation::of)
        .toList();
  }

  @Test
  void everyRecordHasOneVerdictAndANightOrTwoGiveTheSameFacts() {
    TestWorkspace atOnce = new TestWorkspace(temporary.resolve("at-once"));
    land(atOnce, RATES);
    land(atOnce, OTHERS);
    assertThat(atOnce.night(DAY.plusDays(1)).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(files(atOnce)).hasSize(RATES.size() + OTHERS.size()).allMatch(Conservation::holds);
    assertThat(files(atOnce)).allMatch(file -> file.loaded() > 0);

    TestWorkspace inTwo = new TestWorkspace(temporary.resolve("in-two"));
    land(inTwo, List.of("ecb-rates.csv"));
    assertThat(inTwo.night(DAY).status()).isEqualTo(RunStatus.SUCCESS);
    land(inTwo, List.of("currency-rates.csv"));
    land(inTwo, OTHERS);
    assertThat(inTwo.night(DAY.plusDays(1)).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(files(inTwo)).allMatch(Conservation::holds);

    assertThat(inTwo.facts()).isEqualTo(atOnce.facts()).containsKey("silver.currency_rates");
    List<Map<String, Object>> rates =
        Frames.maps(inTwo.lake.read(CurrencyRates.TABLE)).stream()
            .sorted(Comparator.comparing(row -> row.get("rate_day") + "" + row.get("currency")))
            .toList();
    Grid.of(
            """
            rate_day   | base | currency | rate           | version | source
            2026-02-09 | EUR  | GBP      | 0.83123457     | 0       | ecb-rates
            2026-02-09 | EUR  | USD      | 1.03910000     | 0       | ecb-rates
            2026-02-10 | EUR  | GBP      | 0.83120000     | 0       | ecb-rates
            2026-02-10 | EUR  | IDR      | 17385.77500000 | 0       | currency-rates
            2026-02-10 | EUR  | JPY      | 160.10000000   | 0       | ecb-rates
            2026-02-10 | EUR  | USD      | 1.04010000     | 2       | currency-rates
            """)
        .assertShows(rates, row -> row::get);
    assertThat(inTwo.night(DAY.plusDays(1)).status()).isEqualTo(RunStatus.EMPTY);
  }
}
