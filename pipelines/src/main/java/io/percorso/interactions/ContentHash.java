package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A keyed 128-bit hash of a sequence of texts: SHA-256 over a secret salt and the texts, cut in
 * half. Keyed, because a hash of a short record could otherwise be undone by trying. Each text is
 * closed by a byte that UTF-8 never holds, so ("ab", "c") and ("a", "bc") differ. For one thread.
 */
final class ContentHash {
  private static final byte CLOSE = (byte) 0xFF;
  private static final int BYTES = 16;

  private final MessageDigest digest;
  private final byte[] salt;

  ContentHash(byte[] salt) {
    this.salt = salt.clone();
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    digest.update(this.salt);
  }

  ContentHash add(String text) {
    digest.update(text.getBytes(UTF_8));
    digest.update(CLOSE);
    return this;
  }

  /** 32 hexadecimal letters; the next hash begins afresh. */
  String done() {
    String hash = HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    digest.update(salt);
    return hash;
  }
}
