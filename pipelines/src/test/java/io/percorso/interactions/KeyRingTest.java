package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  private static final byte[] ONE = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final byte[] TWO = "fedcba9876543210fedcba9876543210".getBytes(UTF_8);
  @TempDir Path folder;

  @Test
  void aKeyIsMadeOnceAndReadableByItsOwnerAlone() throws IOException {
    KeyRing made = KeyRing.openOrCreate(folder.resolve("keys"));
    assertThat(KeyRing.openOrCreate(folder.resolve("keys")).fingerprints())
        .isEqualTo(made.fingerprints());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("keys/layer-1.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    KeyRing.openOrCreate(folder);
    Files.setPosixFilePermissions(
        folder.resolve("layer-1.key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> KeyRing.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aMissingKeyIsNotReplacedInSilence() {
    assertThatThrownBy(() -> KeyRing.open(folder)).hasMessageContaining("backup");
  }

  @Test
  void addressesAndHandlesAreNormalised() {
    KeyRing.Tokens tokens = KeyRing.of(ONE).tokens();
    assertThat(tokens.of("email", " Ann@Example.org "))
        .isEqualTo(tokens.of("email", "ann@example.org"));
    assertThat(tokens.of("handle", "@Ann")).isEqualTo(tokens.of("handle", "ann"));
    assertThat(tokens.of("customer", "cafe\u0301")).isEqualTo(tokens.of("customer", "caf\u00e9"));
    assertThat(tokens.of("customer", "Ann")).isNotEqualTo(tokens.of("customer", "ann"));
    assertThat(tokens.of("customer", "ann")).isNotEqualTo(tokens.of("login", "ann"));
    assertThat(tokens.of("customer", "  ")).isEmpty();
  }

  @Test
  void anotherLayerMakesOtherTokens() {
    String one = KeyRing.of(ONE).tokens().of("customer", "a");
    String both = KeyRing.of(ONE, TWO).tokens().of("customer", "a");
    assertThat(one).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(both);
  }

  @Test
  void itTravelsToTasksAndTellsNoKey() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    KeyRing ring = KeyRing.of(ONE);
    new ObjectOutputStream(bytes).writeObject(ring);
    KeyRing read =
        (KeyRing) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertThat(read.tokens().of("login", "x")).isEqualTo(ring.tokens().of("login", "x"));
    assertThat(ring.toString()).doesNotContain("0123456789abcdef0").contains(ring.fingerprints());
  }

  @Test
  void aLakeRefusesOtherKeys() {
    List<KeyRingEntries.Entry> stored = KeyRingEntries.of(KeyRing.of(ONE));
    KeyRingEntries.requireSame(stored, KeyRing.of(ONE));
    KeyRingEntries.requireSame(List.of(), KeyRing.of(TWO));
    assertThatThrownBy(() -> KeyRingEntries.requireSame(stored, KeyRing.of(TWO)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("backup");
  }
}
