package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class IdentityCorrectionsTest {
  @Test
  void aCorrectionIsAVetoOrAForceAboutTwoIdentifiers(SparkSession spark) {
    assertThat(broken(spark, "login:a", "login:b", "veto")).isEmpty();
    assertThat(broken(spark, "login:a", "login:b", "perhaps"))
        .containsExactly("a correction is a veto or a force");
    assertThat(broken(spark, "login:a", "login:a", "force"))
        .containsExactly("a correction is about two identifiers");
  }

  private static List<String> broken(SparkSession spark, String one, String other, String verdict) {
    return Promised.broken(
        IdentityCorrections.TABLE,
        Frames.of(
            spark,
            IdentityCorrections.TABLE,
            List.of(Map.of("identifier", one, "other_identifier", other, "verdict", verdict))));
  }
}
