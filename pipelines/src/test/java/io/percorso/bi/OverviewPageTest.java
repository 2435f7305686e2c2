package io.percorso.bi;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.bi.Overview.End;
import io.percorso.bi.Overview.Outcome;
import io.percorso.bi.Overview.Quality;
import io.percorso.bi.Overview.Refusal;
import io.percorso.bi.Overview.RefusedFile;
import io.percorso.bi.Overview.Share;
import io.percorso.bi.Overview.Source;
import io.percorso.bi.Overview.Totals;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.swing.text.MutableAttributeSet;
import javax.swing.text.html.HTML;
import javax.swing.text.html.HTMLEditorKit.ParserCallback;
import javax.swing.text.html.parser.ParserDelegator;
import org.junit.jupiter.api.Test;

class OverviewPageTest {
  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(2)>",
          "' style='position:fixed' x='",
          "</td></table><iframe src=//evil.example>",
          "<!--",
          "]]><svg onload=alert(3)>",
          "javascript:alert(4)",
          "&lt;b&gt;");

  @Test
  void thePageTellsItsDateAndItsFigures() throws IOException {
    String html = OverviewPage.render(Overviews.plausible(), Overviews.RULES);
    Files.writeString(Path.of("target", "overview.html"), html);
    assertThat(html)
        .contains("Data as of <strong>31 March 2026</strong>")
        .contains(
            "19,262", "Most journeys are given up at cart", "events-2026-03-12-resent.csv.gz");
  }

  @Test
  void thePageLoadsNothingAndRunsNothing() {
    String html = OverviewPage.render(Overviews.plausible(), Overviews.RULES);
    assertThat(html).contains("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(html).doesNotContain("<script", "http://", "https://", "@import", "src=");
  }

  @Test
  void everyTableHasACaptionAndHeadersWithAScope() {
    String html = OverviewPage.render(Overviews.plausible(), Overviews.RULES);
    long tables = html.split("<table", -1).length - 1L;
    assertThat(html.split("<caption", -1).length - 1L).isEqualTo(tables).isGreaterThanOrEqualTo(6);
    assertThat(Pattern.compile("<th(?! scope|ead)[ >]").matcher(html).find()).isFalse();
  }

  @Test
  void aPathOfFewerThanTenCustomersIsHidden() {
    String html = OverviewPage.render(Overviews.plausible(), Overviews.RULES);
    assertThat(html).contains("<span class=\"step\">support chat</span>");
    assertThat(html).doesNotContain("<span class=\"step\">message</span>");
  }

  @Test
  void aShareOfFewerThanThirtyCasesSaysNotEnoughData() {
    String row = rowOf("<span class=\"step\">support chat</span>");
    assertThat(row).contains("not enough data").doesNotContain("50 %");
  }

  @Test
  void aSmallTouchpointIsHiddenWithTheNextSmallestSoThatTheTotalDoesNotGiveItAway() {
    String html = OverviewPage.render(Overviews.plausible(), Overviews.RULES);
    assertThat(html).contains("<th scope=\"row\">checkout bug</th><td class=\"n bar warm\">");
    assertThat(html)
        .doesNotContain("<th scope=\"row\">wishlist add</th>", "<th scope=\"row\">compare</th>");
    assertThat(rowOf("elsewhere, or hidden")).contains(">11<");
  }

  @Test
  void anIntentWhoseOutcomesAreAllHiddenIsNotListed() {
    assertThat(OverviewPage.render(Overviews.plausible(), Overviews.RULES))
        .doesNotContain("complain");
  }

  @Test
  void anEmptyLakeGivesAPageThatSaysSo() {
    Overview empty =
        new Overview(
            LocalDate.of(2026, 3, 31),
            LocalDate.of(2026, 3, 1),
            "run",
            new Totals(0, 0, 0, 0),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(OverviewPage.render(empty, Overviews.RULES))
        .contains("no path was taken by 10 customers yet", "No record has been delivered yet");
  }

  @Test
  void hostileStringsAddNoElementAndNoAttribute() throws IOException {
    List<String> allowed =
        new ArrayList<>(elementsOf(OverviewPage.render(filledWith("word"), Overviews.RULES)));
    for (String hostile : HOSTILE) {
      String html = OverviewPage.render(filledWith(hostile), Overviews.RULES);
      assertThat(elementsOf(html)).as(hostile).containsExactlyElementsOf(allowed);
      assertThat(attributesOf(html))
          .as(hostile)
          .isEqualTo(attributesOf(OverviewPage.render(filledWith("word"), Overviews.RULES)));
    }
  }

  private static Overview filledWith(String text) {
    Share share = new Share(0.5, 0.45, 0.55);
    return new Overview(
        LocalDate.of(2026, 3, 31),
        LocalDate.of(2026, 3, 1),
        text,
        new Totals(1, 1, 1, 1),
        List.of(new Source(text, text, 100, 100, 100, Instant.parse("2026-03-31T10:00:00Z"))),
        List.of(),
        List.of(new Overview.Path(text, text + " > " + text, 100, 100, share, 3)),
        List.of(new Outcome(text, "abandoned", 100, 100)),
        List.of(new End(text, 100, 100)),
        List.of(Overviews.signal(text, text, 100, 50, 50)),
        List.of(new Quality(text, 100, 90, 0, 10, 0)),
        List.of(new Refusal(text, text, text, 10)),
        List.of(new RefusedFile(text, text, text, text)));
  }

  /** Every start of an element that a parser sees, in order. */
  private static List<String> elementsOf(String html) throws IOException {
    List<String> elements = new ArrayList<>();
    parse(
        html,
        new ParserCallback() {
          @Override
          public void handleStartTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
            elements.add(tag.toString());
          }

          @Override
          public void handleSimpleTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
            elements.add(tag.toString());
          }

          @Override
          public void handleComment(char[] data, int position) {
            elements.add("<!-- -->");
          }
        });
    return elements;
  }

  /** Names of all attributes within tags, each once. */
  private static Set<String> attributesOf(String html) {
    Set<String> names = new TreeSet<>();
    Matcher tags = Pattern.compile("<[a-zA-Z](?:[^>\"]|\"[^\"]*\")*>").matcher(html);
    while (tags.find()) {
      Matcher attributes =
          Pattern.compile("\\s([^\\s=\">/]+)(?==\"|=')")
              .matcher(tags.group().replaceAll("\"[^\"]*\"", "\"\""));
      while (attributes.find()) {
        names.add(attributes.group(1));
      }
    }
    return names;
  }

  private static void parse(String html, ParserCallback callback) throws IOException {
    new ParserDelegator().parse(new StringReader(html), callback, true);
  }

  private static String rowOf(String marker) {
    String html = OverviewPage.render(Overviews.plausible(), Overviews.RULES);
    int at = html.indexOf(marker);
    assertThat(at).as(marker).isPositive();
    return html.substring(html.lastIndexOf("<tr", at), html.indexOf("</tr>", at));
  }
}
