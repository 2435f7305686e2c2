package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnNamesTest {
  @Test
  void whatTheRecordNamesIsTakenOutOfItsTextsAsAWordInAnyCase() {
    OwnNames names = new OwnNames();
    names.add("handle", "ghost_50");
    assertThat(names.redact("my tag is ghost_50, yes Ghost_50!"))
        .isEqualTo("my tag is [handle], yes [handle]!");
    assertThat(names.redact("ghost_50")).isEqualTo("[handle]");
  }

  @Test
  void aPartOfAnotherWordStays() {
    OwnNames names = new OwnNames();
    names.add("handle", "amazon");
    assertThat(names.redact("amazonia and the_amazon")).isEqualTo("amazonia and the_amazon");
  }

  @Test
  void aShortNameIsAWordThatMeansSomethingElse() {
    OwnNames names = new OwnNames();
    names.add("handle", "help");
    String text = "please help";
    assertThat(names.redact(text)).isSameAs(text);
  }

  @Test
  void aNameThatHoldsItsOwnReplacementEnds() {
    OwnNames names = new OwnNames();
    names.add("handle", "handle");
    assertThat(names.redact("my handle is handle")).isEqualTo("my [handle] is [handle]");
  }

  @Test
  void theNextRecordHasItsOwn() {
    OwnNames names = new OwnNames();
    names.add("handle", "ghost_50");
    names.clear();
    assertThat(names.redact("ghost_50")).isEqualTo("ghost_50");
  }
}
