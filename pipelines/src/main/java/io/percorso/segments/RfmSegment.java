package io.percorso.segments;

import java.util.Locale;

/**
 * The eleven names that recency, frequency and money give a customer.
 *
 * <p>The names, and between which scores of recency and of frequency with money each lies, are
 * those that Putler made usual (putler.com/rfm-analysis, 2017). Its ranges overlap; here each pair
 * of scores has one name, which is always one whose range holds it. Rows are recency from 5
 * (lately) to 1, columns the mean of frequency and money, rounded up, from 1 to 5:
 *
 * <pre>
 *      1               2                   3                   4             5
 * 5    new             potential_loyalist  loyal               champions     champions
 * 4    promising       potential_loyalist  loyal               champions     champions
 * 3    promising       need_attention      need_attention      loyal         loyal
 * 2    about_to_sleep  about_to_sleep      at_risk             at_risk       at_risk
 * 1    lost            hibernating         at_risk             cannot_lose_them (4 and 5)
 * </pre>
 */
public enum RfmSegment {
  CHAMPIONS,
  LOYAL,
  POTENTIAL_LOYALIST,
  NEW,
  PROMISING,
  NEED_ATTENTION,
  ABOUT_TO_SLEEP,
  AT_RISK,
  CANNOT_LOSE_THEM,
  HIBERNATING,
  LOST;

  /** Scores are 1 to this. */
  static final int BEST = 5;

  private static final RfmSegment[][] BY_RECENCY = {
    {LOST, HIBERNATING, AT_RISK, CANNOT_LOSE_THEM, CANNOT_LOSE_THEM},
    {ABOUT_TO_SLEEP, ABOUT_TO_SLEEP, AT_RISK, AT_RISK, AT_RISK},
    {PROMISING, NEED_ATTENTION, NEED_ATTENTION, LOYAL, LOYAL},
    {PROMISING, POTENTIAL_LOYALIST, LOYAL, CHAMPIONS, CHAMPIONS},
    {NEW, POTENTIAL_LOYALIST, LOYAL, CHAMPIONS, CHAMPIONS}
  };

  /**
   * @param recency score, 1 to 5
   * @param frequency score, 1 to 5
   * @param monetary score, 1 to 5
   */
  public static RfmSegment of(int recency, int frequency, int monetary) {
    return BY_RECENCY[recency - 1][both(frequency, monetary) - 1];
  }

  /** The mean of both scores, halves up. */
  static int both(int frequency, int monetary) {
    return (frequency + monetary + 1) / 2;
  }

  /** The word that is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
