package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.testing.SparkExtension;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FrictionReleasesTest {
  @Test
  void aReleaseIsHeldAgainstTheChannelThatDidNotChange(SparkSession spark) {
    List<Row> releases = FrictionReleases.rows(FailingCheckout.fitted(spark));

    assertThat(releases.stream().map(r -> r.getString(0)).toList())
        .containsExactly("mended", "nothing", "elsewhere");
    Row mended = releases.get(0);
    assertThat(mended.getBoolean(FrictionReleases.TABLE.indexOf(FrictionReleases.IS_COMPARED)))
        .isTrue();
    assertThat(mended.getDouble(FrictionReleases.TABLE.indexOf(FrictionReleases.FRICTION_AFTER)))
        .isEqualTo(0);
    assertThat(mended.getDouble(FrictionReleases.TABLE.indexOf(FrictionReleases.CHANGE)))
        .isCloseTo(-8, within(8.0));
    assertThat(
            releases
                .get(1)
                .getBoolean(FrictionReleases.TABLE.indexOf(FrictionReleases.IS_CONFIRMED)))
        .isFalse();
  }

  @Test
  void aReleaseWhereNobodyIsSaysSo(SparkSession spark) {
    Row elsewhere = FrictionReleases.rows(FailingCheckout.fitted(spark)).get(2);

    assertThat(elsewhere.getLong(FrictionReleases.TABLE.indexOf(FrictionReleases.BEFORE_COUNT)))
        .isZero();
    assertThat(elsewhere.isNullAt(FrictionReleases.TABLE.indexOf(FrictionReleases.CHANGE)))
        .isTrue();
  }
}
