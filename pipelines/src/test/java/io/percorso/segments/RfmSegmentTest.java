package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class RfmSegmentTest {
  @Test
  void theCornersOfTheMapHaveTheNamesThatEverybodyGivesThem() {
    assertThat(RfmSegment.of(5, 5, 5)).isEqualTo(RfmSegment.CHAMPIONS);
    assertThat(RfmSegment.of(5, 1, 1)).isEqualTo(RfmSegment.NEW);
    assertThat(RfmSegment.of(1, 5, 5)).isEqualTo(RfmSegment.CANNOT_LOSE_THEM);
    assertThat(RfmSegment.of(1, 1, 1)).isEqualTo(RfmSegment.LOST);
    assertThat(RfmSegment.of(1, 2, 2)).isEqualTo(RfmSegment.HIBERNATING);
    assertThat(RfmSegment.of(2, 1, 2)).isEqualTo(RfmSegment.ABOUT_TO_SLEEP);
  }

  @Test
  void theMeanOfFrequencyAndMoneyIsRoundedUp() {
    assertThat(RfmSegment.both(1, 2)).isEqualTo(2);
    assertThat(RfmSegment.both(1, 5)).isEqualTo(3);
    assertThat(RfmSegment.both(4, 4)).isEqualTo(4);
  }

  @Test
  void everyNameIsSomebodys() {
    EnumSet<RfmSegment> found = EnumSet.noneOf(RfmSegment.class);
    for (int recency = 1; recency <= 5; recency++) {
      for (int both = 1; both <= 5; both++) {
        found.add(RfmSegment.of(recency, both, both));
      }
    }
    assertThat(found).isEqualTo(EnumSet.allOf(RfmSegment.class)).hasSize(11);
  }
}
