package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.risk.SingleFeatureAuc.Suspect;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SingleFeatureAucTest {
  private static final List<RiskFeature> FEATURES =
      List.of(
          new RiskFeature("honest", RiskFeature.Kind.NUMBER),
          new RiskFeature("cancelled", RiskFeature.Kind.FLAG),
          new RiskFeature("kept", RiskFeature.Kind.FLAG),
          new RiskFeature("survey_of_leavers", RiskFeature.Kind.NUMBER));

  private static List<RiskRow> rows() {
    SplittableRandom random = new SplittableRandom(1);
    List<RiskRow> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      boolean hasLeft = random.nextInt(10) == 0;
      double[] values = {
        random.nextDouble() + (hasLeft ? .5 : 0),
        hasLeft && random.nextInt(20) > 0 ? 1 : 0,
        hasLeft && random.nextInt(30) > 0 ? 0 : 1,
        hasLeft ? random.nextDouble() : Double.NaN
      };
      rows.add(new RiskRow("c" + i, ModelsOfTest.DAY, "all", hasLeft, values));
    }
    return rows;
  }

  @Test
  void aFeatureThatKnowsTheOutcomeIsListedWhicheverWayRoundAndWhereOnlyMissingTellsIt() {
    List<Suspect> suspects = SingleFeatureAuc.of(FEATURES, rows());
    assertThat(suspects)
        .extracting(Suspect::feature)
        .containsExactly("survey_of_leavers", "kept", "cancelled");
    assertThat(suspects.get(0).auc()).isEqualTo(1);
  }

  @Test
  void whereAllCameToTheSameNothingIsListed() {
    List<RiskRow> stayed = rows().stream().filter(row -> !row.hasLeft()).toList();
    assertThat(SingleFeatureAuc.of(FEATURES, stayed)).isEmpty();
    assertThat(SingleFeatureAuc.of(FEATURES, List.of())).isEmpty();
  }
}
