package io.percorso.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The customer_id that an identifier stands for: 128 of the 256 bits of its SHA-256. */
final class CustomerHash {
  /** What the id of a customer of whom only a weak identifier is known begins with. */
  static final String ANONYMOUS = "anon-";

  static final int LETTERS = 32;

  private static final int BYTES = LETTERS / 2;

  private CustomerHash() {}

  static String of(Identifier leader) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(leader.toString().getBytes(StandardCharsets.UTF_8));
      String id = HexFormat.of().formatHex(hash, 0, BYTES);
      return leader.isStrong() ? id : ANONYMOUS + id;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
