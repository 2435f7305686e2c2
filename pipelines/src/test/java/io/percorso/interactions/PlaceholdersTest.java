package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
        "test@example.org",
        "Test@shop.example",
        " nobody@example.org",
        "a\u0000b@example.org",
        "4711\u001b[0m",
        "two\nlines"
      })
  void aMailboxForTestsAndControlCharactersNameNobody(String value) {
    assertThat(Placeholders.isGarbage("email", value, 320)).isTrue();
    assertThat(Placeholders.isGarbage("cookie", value, 320))
        .as("a weak one joins no two people")
        .isFalse();
  }

  @Test
  void aPersonsIdentifierOfExactlyTheLimitStaysAndOneOfTenKilobytesIsGarbage() {
    assertThat(Placeholders.isGarbage("login", "x".repeat(320), 320)).isFalse();
    assertThat(Placeholders.isGarbage("login", "x".repeat(321), 320)).isTrue();
    assertThat(Placeholders.isGarbage("phone", "0".repeat(10_240) + "1", 320)).isTrue();
    assertThat(Placeholders.isGarbage("ip_agent", "x".repeat(10_240), 320)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tester@example.org", "na@example.org", "@test", "noreply@example.org"})
  void anAddressThatOnlyLooksLikeATestStays(String value) {
    assertThat(Placeholders.isGarbage("email", value, 320)).isFalse();
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
