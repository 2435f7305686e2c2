package io.percorso.friction.hazard;

import java.io.Serializable;

/**
 * One visit of a touchpoint in a journey that has ended, by a customer who could have given up
 * there. Everything but how it ended, and what became of its journey, is known at its end.
 *
 * @param customer hash of the customer id: rows of one customer are drawn together
 * @param touchpoint number of the touchpoint
 * @param channel number of the channel
 * @param position of the visit in its journey, from 1
 * @param elapsedSeconds since the journey began
 * @param day on which it began, days since 1970
 * @param confounders what was known before the visit, each scaled to a spread of about 1
 * @param signals strength of each signal of friction, 0 to 1
 * @param end how the visit ended
 * @param journey what became of its journey
 */
public record Visit(
    long customer,
    int touchpoint,
    int channel,
    int position,
    double elapsedSeconds,
    int day,
    double[] confounders,
    double[] signals,
    End end,
    Journey journey)
    implements Serializable {
  /** How a visit ended. */
  public enum End {
    CONTINUED,
    ABANDONED,
    /** A person had to help: another exit, which leaves the risk set. */
    ESCALATED
  }

  /**
   * What became of a journey.
   *
   * @param intent its number
   * @param isConverted whether it reached its goal
   * @param worth what that brought, in the reporting currency; NaN where it did not, or nobody
   *     knows
   * @param isRecaptured whether it was given up and a later one made it good
   */
  public record Journey(int intent, boolean isConverted, double worth, boolean isRecaptured)
      implements Serializable {}

  /** Whether its journey reached its goal. */
  public boolean isConverted() {
    return journey.isConverted;
  }
}
