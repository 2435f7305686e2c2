package io.percorso.journeys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids made of content: equal parts give equal ids on every machine and in every run. */
final class ContentHash {
  private static final int BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(ContentHash::sha256);

  private ContentHash() {}

  /** 32 hexadecimal letters: the first half of the SHA-256 of the parts, in this order. */
  static String of(String... parts) {
    byte[] whole =
        SHA256.get().digest(String.join("\u001f", parts).getBytes(StandardCharsets.UTF_8));
    return HEX.formatHex(whole, 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
    }
  }
}
