package io.percorso.interactions;

import io.percorso.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentPagesSourceTest {
  private static final List<Outcome> SAMPLE = Samples.read("segment-pages", ".csv");

  @Test
  void eachRowIsAPageView() {
    Samples.assertBecome(
        SAMPLE,
        """
        verdict   | occurred_at              | available_at             | place              | kinds        | device | campaign | referrer            | language | is_bot_agent | attributes
        LOADED    | 2026-02-10T09:00:00.100Z | 2026-02-10T09:00:01.300Z | /products/:id/oven | cookie       | mobile | spring   | news.example/top?id | it-it    | false        | medium=email campaign_source=newsletter
        LOADED    | 2026-02-10T09:01:00Z     | 2026-02-10T09:01:00.400Z | /                  | cookie login |        |          |                     |          | true         |
        LOADED    | 2026-02-10T09:02:00Z     | 2026-02-10T09:02:00Z     | /cart              | login        |        |          |                     |          | false        |
        TS_FORMAT |                          |                          |                    |              |        |          |                     |          |              |
        """);
  }

  @Test
  void theWarehouseSampleLoadsUnedited() throws IOException {
    byte[] file = Files.readAllBytes(RealData.path("formats/segment_pages.csv"));
    Samples.assertBecome(
        Loading.parse(Loading.shipped("segment-pages"), file),
        """
        verdict | occurred_at          | place    | kinds        | device  | campaign               | referrer
        LOADED  | 2015-02-23T22:28:55Z | /product | cookie login | desktop | autumn_collection_2015 | www.google.com/
        """);
  }
}
