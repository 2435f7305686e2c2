package io.percorso.jobs;

import java.util.List;
import java.util.OptionalLong;

/** Hears of a run's steps as they happen. Called from one thread. */
public interface StepListener {
  /** How a step ended. */
  enum StepStatus {
    OK,
    WARN,
    ERROR,
    SKIP
  }

  /**
   * A step that ended.
   *
   * @param name a table such as {@code silver.sessions}, or what was done
   * @param seconds wall time
   * @param rows rows written or looked at, where that means something
   * @param message why it failed, warned or was skipped; empty when there is nothing to say
   */
  record StepResult(
      String name, StepStatus status, double seconds, OptionalLong rows, String message) {}

  /** The number of steps to come, said once before the first. */
  void planned(int steps);

  void started(String step);

  void ended(StepResult result);

  /** Tells each event to all of these, in order. */
  static StepListener all(List<StepListener> listeners) {
    List<StepListener> copy = List.copyOf(listeners);
    return new StepListener() {
      @Override
      public void planned(int steps) {
        copy.forEach(l -> l.planned(steps));
      }

      @Override
      public void started(String step) {
        copy.forEach(l -> l.started(step));
      }

      @Override
      public void ended(StepResult result) {
        copy.forEach(l -> l.ended(result));
      }
    };
  }
}
