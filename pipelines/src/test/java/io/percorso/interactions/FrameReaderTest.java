package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private record Found(long offset, String text, String fault) {}

  private static List<Found> frames(Framing framing, byte[] content, long base) throws IOException {
    FrameReader reader = Loading.frames(content, framing, base);
    List<Found> found = new ArrayList<>();
    while (reader.next()) {
      String text =
          new String(reader.buffer(), reader.start(), reader.end() - reader.start(), UTF_8);
      found.add(new Found(reader.offset(), text, reader.fault().map(Reason::name).orElse("")));
    }
    return found;
  }

  private static List<String> texts(Framing framing, String content) throws IOException {
    return frames(framing, content.getBytes(UTF_8), 0).stream()
        .map(f -> f.fault.isEmpty() ? f.text : f.fault)
        .toList();
  }

  @Test
  void theLastLineNeedsNoLineBreak() throws IOException {
    assertThat(texts(Framing.LINES, "a\r\n\nb\nc")).containsExactly("a", "", "b", "c");
  }

  @Test
  void aQuotedCellMayHoldALineBreak() throws IOException {
    assertThat(texts(Framing.CSV, "a,\"b\n\"\"c\"\nd,e\n"))
        .containsExactly("a,\"b\n\"\"c\"", "d,e");
  }

  @Test
  void aQuoteThatNeverClosesCostsOneRow() throws IOException {
    assertThat(texts(Framing.CSV, "a,b\nc,\"d\ne,f\ng,h\n"))
        .containsExactly("a,b", "QUOTE", "e,f", "g,h");
  }

  @Test
  void elementsOfADocumentAreFrames() throws IOException {
    assertThat(texts(Framing.JSON_DOCUMENT, "[ {\"a\":\"]}\\\"\"} , {\"b\":[1]} ]\n"))
        .containsExactly("{\"a\":\"]}\\\"\"}", "{\"b\":[1]}");
    assertThat(texts(Framing.JSON_DOCUMENT, "[]")).isEmpty();
    assertThat(texts(Framing.JSON_DOCUMENT, "{\"a\":1}")).containsExactly("{\"a\":1}");
  }

  @Test
  void aBrokenDocumentIsNotedAtItsEnd() throws IOException {
    assertThat(texts(Framing.JSON_DOCUMENT, "[{},{}")).containsExactly("{}", "{}", "BAD_JSON");
    assertThat(texts(Framing.JSON_DOCUMENT, "[{} {}]")).containsExactly("{}", "BAD_JSON");
    assertThat(texts(Framing.JSON_DOCUMENT, "[{}] x")).containsExactly("{}", "TRAILING_DATA");
  }

  @Test
  void aFileMayBeCutBetweenAnyTwoFrames() throws IOException {
    Random random = new Random(11);
    String[] pieces = {"a", "bb,", "\"x\ny\",", "\n", "\r\n", ",,", "\"q\"\"q\",", "\u00e8"};
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] content = text.toString().getBytes(UTF_8);
      Framing framing = round % 2 == 0 ? Framing.CSV : Framing.LINES;
      List<Found> whole = frames(framing, content, 0);
      for (int i = 1; i < whole.size(); i++) {
        int cut = (int) whole.get(i).offset;
        List<Found> parts = new ArrayList<>(frames(framing, Arrays.copyOf(content, cut), 0));
        parts.addAll(frames(framing, Arrays.copyOfRange(content, cut, content.length), cut));
        assertThat(parts).isEqualTo(whole);
      }
    }
  }

  @Test
  void framesOfAnyLengthCrossTheBuffer() throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> lines = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      String line = Integer.toString(i).repeat(1 + random.nextInt(20_000));
      lines.add(line);
      text.append(line).append('\n');
    }
    assertThat(texts(Framing.LINES, text.toString())).isEqualTo(lines);
    assertThat(texts(Framing.CSV, text.toString())).isEqualTo(lines);
  }
}
