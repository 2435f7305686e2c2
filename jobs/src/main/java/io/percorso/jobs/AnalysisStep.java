package io.percorso.jobs;

import io.percorso.friction.FrictionRules;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;

/**
 * What is made of everybody's histories at once: what friction costs, who stays, and who is alike.
 */
final class AnalysisStep {
  private final Lake lake;
  private final Run run;
  private final ConfFiles conf;
  private final Cutoff cutoff;

  AnalysisStep(Lake lake, Run run, ConfFiles conf, Cutoff cutoff) {
    this.lake = lake;
    this.run = run;
    this.conf = conf;
    this.cutoff = cutoff;
  }

  void build() {
    for (Analysis each : Analysis.values()) {
      if (conf.analyses().contains(each)) {
        build(each);
      } else {
        each.leaveOut(lake, run);
      }
    }
  }

  private void build(Analysis analysis) {
    switch (analysis) {
      case FRICTION -> {
        FrictionRules rules = FrictionRules.from(conf.settings());
        try (FrictionStep friction = new FrictionStep(lake, run, rules, conf.releases(), cutoff)) {
          friction.build();
        }
      }
      case RETENTION -> {
        new RetentionStep(lake, run, conf, cutoff).build();
        new RiskStep(lake, run, conf.settings(), cutoff).build();
      }
      case SEGMENTS -> new SegmentStep(lake, run, conf.settings(), cutoff).build();
    }
  }
}
