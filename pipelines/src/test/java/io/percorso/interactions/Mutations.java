package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes bytes at random, the same way for the same seed. */
final class Mutations {
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\"\"",
          ",",
          ";",
          ":",
          "\\",
          "\\u0000",
          "\\ud800",
          "\\ud83d\\ude00",
          "null",
          "true",
          "NaN",
          "-Infinity",
          "1e999",
          "1e400000000",
          "-0",
          "0.1e-9",
          "99999999999999999999",
          "-9223372036854775808",
          "\n",
          "\r\n",
          "\r",
          "\t",
          "\0",
          "\uFEFF",
          "\u0085",
          "\u2028",
          "\u00e8",
          "\ud83d\ude00",
          "//",
          "/*",
          "#",
          "'",
          "http://",
          "https://a@b/?q=1",
          "@",
          "%40",
          "a@b.example",
          "+39 02 1234 5678",
          "IT60X0542811101000000123456",
          "4111 1111 1111 1111",
          " ",
          "  ",
          "-",
          "=1+1",
          "<script>",
          "2026-02-30T10:00:00Z",
          "2026-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "1772359200000",
          "\"id\":",
          "\"ID\":",
          "{}",
          "[]",
          "\"\\\"",
          "GET /",
          "[01/Feb/2026:10:00:00 +0000]");

  private final SplittableRandom random;

  Mutations(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** One of them; none is changed. */
  byte[] of(List<byte[]> seeds) {
    byte[] bytes = one(seeds).clone();
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      bytes = once(bytes, seeds);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes, List<byte[]> seeds) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(16));
    return switch (random.nextInt(12)) {
      case 0 -> flipped(bytes);
      case 1 -> replaced(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
      case 2 -> replaced(bytes, at, to, new byte[0]);
      case 3, 4, 5 -> replaced(bytes, at, at, token());
      case 6, 7 -> replaced(bytes, at, to, token());
      case 8 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 9 -> spliced(bytes, at, one(seeds));
      case 10 -> Arrays.copyOf(bytes, at);
      default -> encoded(bytes);
    };
  }

  private byte[] flipped(byte[] bytes) {
    byte[] out = bytes.clone();
    if (out.length > 0) {
      out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return out;
  }

  private byte[] spliced(byte[] bytes, int at, byte[] other) {
    int from = random.nextInt(other.length + 1);
    return replaced(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
  }

  private byte[] encoded(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    return switch (random.nextInt(4)) {
      case 0 -> text.getBytes(ISO_8859_1);
      case 1 -> text.getBytes(UTF_16LE);
      case 2 -> new String(bytes, ISO_8859_1).getBytes(UTF_8);
      default -> ("\uFEFF" + text).getBytes(UTF_8);
    };
  }

  private byte[] token() {
    String token = TOKENS.get(random.nextInt(TOKENS.size()));
    int times = random.nextInt(40) == 0 ? random.nextInt(300) : 1;
    return token.repeat(times).getBytes(UTF_8);
  }

  private byte[] one(List<byte[]> seeds) {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
    out.write(bytes, 0, from);
    out.writeBytes(by);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
