package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CutoffTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  @Test
  void aDayEndsInTheBusinessZoneAlsoWhenItHas23Hours() {
    assertThat(Cutoff.endOf(LocalDate.of(2026, 3, 28), ROME).end())
        .isEqualTo(Instant.parse("2026-03-28T23:00:00Z"));
    assertThat(Cutoff.endOf(LocalDate.of(2026, 3, 29), ROME).end())
        .isEqualTo(Instant.parse("2026-03-29T22:00:00Z"));
  }
}
