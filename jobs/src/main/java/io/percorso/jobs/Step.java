package io.percorso.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a pipeline of conf/schedule.yaml may be made of. */
public enum Step {
  LOAD_INTERACTIONS("landing files to bronze and silver.interactions, one verdict per record"),
  BUILD_TIMELINE("sessions, journey steps, journeys, timers and friction signals in one pass"),
  BUILD_AGGREGATES("edges, paths and signals per touchpoint"),
  AUDIT("every promise about what was written"),
  PUBLISH("what readers see, swapped all at once");

  private final String purpose;

  Step(String purpose) {
    this.purpose = purpose;
  }

  /** The word used in conf/schedule.yaml. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String purpose() {
    return purpose;
  }

  static Optional<Step> of(String word) {
    return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Step::word).toList();
  }
}
