package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.percorso.lake.CrashPoint;
import io.percorso.lake.UserError;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret keys by which identifiers become tokens: token = HMAC-SHA-256(kₙ, … HMAC(k₁,
 * kind:value)), cut to 128 bits, base64url. A new layer can be laid over stored tokens without the
 * raw values.
 *
 * <p>Lives in a folder outside the lake, a file {@code layer-1.key}, {@code layer-2.key}, … per
 * layer, readable by its owner alone. Whoever loses it can never again tie new records to old
 * customers: back it up.
 */
public final class KeyRing implements Serializable {
  /** Changes whenever {@link #normalised} does: tokens of different versions do not match. */
  public static final int NORMALISATION_VERSION = 1;

  private static final int KEY_BYTES = 32;
  private static final int TOKEN_BYTES = 16;

  /** Longer values are not remembered: the cache is bounded by their number. */
  private static final int CACHED_LETTERS = 256;

  private static final int CACHED_TOKENS = 1 << 16;

  private final List<byte[]> layers;

  private KeyRing(List<byte[]> layers) {
    this.layers = new ArrayList<>(layers);
  }

  /** The key ring of a folder; makes one with a single new layer where there is none. */
  public static KeyRing openOrCreate(Path folder) {
    if (!Files.exists(layer(folder, 1))) {
      byte[] key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      write(folder, 1, key);
    }
    return open(folder);
  }

  /**
   * @throws UserError when the folder has no key, or a key others may read
   */
  public static KeyRing open(Path folder) {
    List<byte[]> layers = new ArrayList<>();
    for (int i = 1; Files.exists(layer(folder, i)); i++) {
      layers.add(read(layer(folder, i)));
    }
    if (layers.isEmpty()) {
      throw UserError.usage(
          "no key in %s: tokens cannot be made without %s. Put back the backup of this lake's keys"
              .formatted(folder, layer(folder, 1).getFileName()));
    }
    return new KeyRing(layers);
  }

  /** A ring of given keys, first layer first. */
  static KeyRing of(byte[]... keys) {
    return new KeyRing(Arrays.stream(keys).map(byte[]::clone).toList());
  }

  private static Path layer(Path folder, int number) {
    return folder.resolve("layer-" + number + ".key");
  }

  /** A key is there whole and on disk, or not at all: half of one would lock the lake for ever. */
  private static void write(Path folder, int number, byte[] key) {
    Path file = layer(folder, number);
    Path unfinished = folder.resolve("." + file.getFileName() + ".unfinished");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(unfinished);
      Set<OpenOption> opening = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              opening,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer text = UTF_8.encode(Base64.getEncoder().encodeToString(key) + "\n");
        while (text.hasRemaining()) {
          channel.write(text);
        }
        channel.force(true);
      }
      CrashPoint.KEY_BEFORE_RENAME.reach();
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      CrashPoint.KEY_AFTER_RENAME.reach();
    } catch (IOException e) {
      throw UserError.usage(
          "the key %s cannot be written: %s. Give a folder that you may write to"
              .formatted(file, e.getMessage()));
    }
  }

  private static byte[] read(Path file) {
    try {
      String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      if (!rights.endsWith("------")) {
        throw UserError.usage(
            "the key %s has the rights %s: others can read it. Run: chmod 600 %s"
                .formatted(file, rights, file));
      }
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length != KEY_BYTES) {
        throw UserError.usage(
            "the key %s has %d bytes instead of %d. Put back its backup"
                .formatted(file, key.length, KEY_BYTES));
      }
      return key;
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.usage(
          "the key %s cannot be read (%s). Put back its backup"
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  /** Per layer a short name of its key that does not tell the key: 16 hexadecimal letters. */
  public List<String> fingerprints() {
    return layers.stream()
        .map(key -> HexFormat.of().formatHex(apply(mac(key), "fingerprint".getBytes(UTF_8)), 0, 8))
        .toList();
  }

  /** The salt of content hashes; belongs to the first layer, and so outlives a rotation. */
  byte[] contentSalt() {
    return apply(mac(layers.get(0)), "content".getBytes(UTF_8));
  }

  /** Makes tokens, for one thread. */
  public Tokens tokens() {
    return new Tokens(layers.stream().map(KeyRing::mac).toList());
  }

  /** Makes tokens and remembers the last ones. Not for several threads. */
  public static final class Tokens {
    private final List<Mac> macs;
    private final Map<String, String> cache = new HashMap<>();

    private Tokens(List<Mac> macs) {
      this.macs = macs;
    }

    /**
     * The token of a value; equal values of one kind, normalised, have equal tokens.
     *
     * @return "" for a blank value
     */
    public String of(String kind, String raw) {
      String key = kind + ":" + raw;
      String known = cache.get(key);
      if (known != null) {
        return known;
      }
      String normalised = normalised(kind, raw);
      String token = normalised.isEmpty() ? "" : token(kind + ":" + normalised);
      if (cache.size() >= CACHED_TOKENS) {
        cache.clear();
      }
      if (raw.length() <= CACHED_LETTERS) {
        cache.put(key, token);
      }
      return token;
    }

    private String token(String named) {
      byte[] hash = named.getBytes(UTF_8);
      for (Mac mac : macs) {
        hash = apply(mac, hash);
      }
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, TOKEN_BYTES));
    }
  }

  /** Trimmed, NFC; e-mail addresses, logins and handles in lower case, handles without their @. */
  static String normalised(String kind, String raw) {
    String composed = Normalizer.normalize(raw.strip(), Normalizer.Form.NFC);
    return switch (kind) {
      case "email", "login" -> composed.toLowerCase(Locale.ROOT);
      case "handle" -> {
        String lower = composed.toLowerCase(Locale.ROOT);
        yield lower.startsWith("@") ? lower.substring(1) : lower;
      }
      default -> composed;
    };
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] apply(Mac mac, byte[] message) {
    return mac.doFinal(message);
  }

  @Override
  public String toString() {
    return "KeyRing" + fingerprints();
  }
}
