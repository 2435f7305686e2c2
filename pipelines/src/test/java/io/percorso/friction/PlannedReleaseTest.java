package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannedReleaseTest {
  @Test
  void aReleaseIsAPlaceAndADay() {
    assertThat(
            PlannedRelease.parse(
                "releases.yaml",
                "releases: [{name: form, touchpoint: shipping, channel: app, day: 2026-03-02}]"))
        .containsExactly(
            new PlannedRelease("form", "shipping", Optional.of("app"), LocalDate.of(2026, 3, 2)));
    assertThat(PlannedRelease.parse("releases.yaml", "releases: []")).isEmpty();
  }

  @Test
  void whatIsNotUnderstoodIsToldWithItsPlace() {
    assertThatThrownBy(
            () ->
                PlannedRelease.parse(
                    "releases.yaml", "releases: [{name: form, touchpoint: cart, day: soon}]"))
        .isInstanceOf(UserError.class)
        .hasMessage("releases.yaml: releases, item 1: day 'soon' is no date such as 2026-03-31");
  }
}
