package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Grid;
import io.percorso.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedactorTest {
  @Test
  void whatNamesAPersonBecomesAWord() {
    Grid grid =
        Grid.of(
            """
            text                                        | redacted
            mail ann.b+x@mail.example.org now           | mail [email] now
            call +39 06 1234 5678 today                 | call [phone] today
            call (06) 12345678                          | call [phone]
            pay 4111 1111 1111 1111 please              | pay [card] please
            iban GB29 NWBK 6016 1331 9268 19 and more   | iban [iban] and more
            thanks @Some_One!                           | thanks [handle]!
            see https://u@Shop.example/o/1234567?a=b&c  | see shop.example/o/:id?a&c
            on 2026-03-01 at 10:00:00                   | on 2026-03-01 at 10:00:00
            order 1234 costs 12.50                      | order 1234 costs 12.50
            """);
    grid.assertShows(
        grid.rows(),
        row ->
            column -> column.equals("text") ? row.get("text") : Redactor.redact(row.get("text")));
  }

  @Test
  void aCleanTextIsHandedBackAsItIs() {
    String text = "nothing to hide, order 1234";
    assertThat(Redactor.redact(text)).isSameAs(text);
  }

  @Test
  void redactingTwiceChangesNothingMore() {
    Random random = new Random(3);
    String[] pieces = {
      "@",
      "a",
      "b.c",
      "12",
      "345 ",
      "6789",
      "://",
      "http",
      "https://",
      "/",
      "?",
      "=",
      " ",
      "+",
      "(",
      ")",
      "-",
      ".",
      "GB29",
      "[email]",
      "\u00e8",
      "www.x.org",
      "4111",
      "1111"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(14);
      for (int j = 0; j < length; j++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String once = Redactor.redact(text.toString());
      assertThat(Redactor.redact(once)).as("of '%s'", text).isEqualTo(once);
    }
  }

  @Test
  void noAddressOfTheRealConversationsIsLeft() throws IOException {
    byte[] file = Files.readAllBytes(RealData.path("social-care/dev.json"));
    List<String> texts = new ArrayList<>();
    for (Outcome outcome : Loading.parse(Loading.shipped("social-care"), file)) {
      texts.add((String) ((Candidate) outcome).value(Interactions.TEXT_BODY));
    }
    assertThat(texts).hasSize(686);
    assertThat(texts).filteredOn(t -> t.contains("[email]")).isNotEmpty();
    assertThat(texts).filteredOn(t -> t.contains("[handle]")).hasSizeGreaterThan(100);
    assertThat(texts).noneMatch(t -> t.matches("(?s).*[A-Za-z0-9]@[A-Za-z0-9-]+\\.[a-z].*"));
    assertThat(texts).noneMatch(t -> t.matches("(?s).*https?://[a-z].*"));
    assertThat(texts).noneMatch(t -> t.matches("(?s).*(^| )@[A-Za-z].*"));
  }
}
