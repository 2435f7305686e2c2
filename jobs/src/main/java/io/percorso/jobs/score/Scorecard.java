package io.percorso.jobs.score;

import io.percorso.lake.NearestName;
import io.percorso.lake.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * All scores of one lake against one truth.
 *
 * @param grids tables that explain the scores: a header and lines each
 */
public record Scorecard(List<Score> scores, List<List<List<String>>> grids) {
  /** Every name that {@code --require} knows. */
  public static final List<String> NAMES =
      List.of(
          RecordVerdicts.NAME,
          DeliveredCounts.NAME,
          Deduplication.NAME,
          SessionBoundaries.NAME,
          BotCalls.PRECISION,
          BotCalls.F1,
          IdentityPairs.PRECISION,
          IdentityPairs.RECALL,
          IdentityPairs.JOINABLE,
          JourneyOutcomes.NAME,
          JourneyOutcomes.END_TO_END,
          ChurnCeiling.NAME,
          FrictionTruth.PRECISION,
          FrictionTruth.RANKED,
          FrictionTruth.ORDER,
          FrictionTruth.TRAPS,
          RetentionTruth.AUC,
          RetentionTruth.CALIBRATION,
          RetentionTruth.TOP_REASON,
          ManyWorlds.CEILINGS,
          ManyWorlds.SHUFFLED,
          ManyWorlds.CALIBRATION);

  public Scorecard {
    scores = List.copyOf(scores);
    grids = List.copyOf(grids);
  }

  /**
   * @throws UserError of kind usage for a name that no scorecard has, with the nearest
   */
  public static void requireKnown(List<String> names) {
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw UserError.usage(
            "--require %s: there is no such row%s; there are %s"
                .formatted(name, NearestName.hint(name, NAMES), String.join(", ", NAMES)));
      }
    }
  }

  /** A sentence per required row that is missing or does not hold. */
  public List<String> unmet(List<String> required) {
    List<String> sentences = new ArrayList<>();
    for (String name : required) {
      List<Score> found = scores.stream().filter(s -> s.name().equals(name)).toList();
      if (found.isEmpty()) {
        sentences.add(name + ": the scorecard has no such row: the lake or the truth lacks it");
      }
      for (Score score : found) {
        if (score.verdict() != Score.Verdict.OK) {
          sentences.add(
              "%s is %s, must be %s: %s"
                  .formatted(
                      name,
                      score.value().isEmpty() ? "not known" : score.value(),
                      score.bound(),
                      score.sentence()));
        }
      }
    }
    return sentences;
  }
}
