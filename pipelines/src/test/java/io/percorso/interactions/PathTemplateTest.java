package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathTemplateTest {
  @Test
  void partsThatNameOneThingBecomeIds() {
    assertThat(PathTemplate.ofPath("/orders/1234567/items/42?q=1#top"))
        .isEqualTo("/orders/:id/items/42");
    assertThat(PathTemplate.ofPath("/u/177234df-d425-412e-ad8d-8b97515b2807/x"))
        .isEqualTo("/u/:id/x");
    assertThat(PathTemplate.ofPath("/u/ann@example.org")).isEqualTo("/u/:id");
    assertThat(PathTemplate.ofPath("/u/ann%40example.org")).isEqualTo("/u/:id");
    assertThat(PathTemplate.ofPath("/t/aGVsbG8gd29ybGQx")).isEqualTo("/t/:id");
    assertThat(PathTemplate.ofPath("/resources/product-analytics-ebook/"))
        .isEqualTo("/resources/product-analytics-ebook/");
  }

  @Test
  void aUrlKeepsHostPathAndQueryKeys() {
    assertThat(PathTemplate.ofUrl("https://me:pw@Shop.example:8443/a/123456?q=ann&page=2#x"))
        .isEqualTo("shop.example:8443/a/:id?q&page");
  }
}
