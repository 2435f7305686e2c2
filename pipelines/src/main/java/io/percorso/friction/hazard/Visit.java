package io.percorso.friction.hazard;

import java.io.Serializable;

/**
 * One visit of a touchpoint in a journey that has ended, by a customer who could have given up
 * there. Everything but how it ended is known at its end.
 *
 * @param customer hash of the customer id: rows of one customer are drawn together
 * @param touchpoint number of the touchpoint
 * @param channel number of the channel
 * @param position of the visit in its journey, from 1
 * @param elapsedSeconds since the journey began
 * @param confounders what was known before the visit, each scaled to a spread of about 1
 * @param signals strength of each signal of friction, 0 to 1
 * @param end how the visit ended
 * @param isConverted whether the journey reached its goal later
 */
public record Visit(
    long customer,
    int touchpoint,
    int channel,
    int position,
    double elapsedSeconds,
    double[] confounders,
    double[] signals,
    End end,
    boolean isConverted)
    implements Serializable {
  /** How a visit ended. */
  public enum End {
    CONTINUED,
    ABANDONED,
    /** A person had to help: another exit, which leaves the risk set. */
    ESCALATED
  }
}
