package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "NULL",
        " undefined ",
        "zendesk:null",
        "zendesk:",
        "0",
        "0000",
        "00000000-0000-0000-0000-000000000000",
        "(not set)",
        "-"
      })
  void aWordForNobodyIsNoIdentifier(String value) {
    assertThat(Placeholders.isOne(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u-1001",
        "10",
        "Nullo",
        "zendesk:403958466973",
        "+390212345",
        "0x0f",
        "203.0.113.7 Reader: -",
        "Anna"
      })
  void anIdentifierStays(String value) {
    assertThat(Placeholders.isOne(value)).isFalse();
  }
}
