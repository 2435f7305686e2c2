package io.percorso.simulator.company;

import java.util.List;

/**
 * One frame as it will stand in a file, and what the truth says of each of its records.
 *
 * @param source number of the format
 * @param day day of the file, from the world's first
 * @param arrival when it came, milliseconds; frames of a file stand in this order
 * @param tie order among equal arrivals
 * @param truth the end of the truth's row of each record, from the act on
 */
record Raw(int source, int day, long arrival, long tie, String text, List<String> truth)
    implements Comparable<Raw> {
  @Override
  public int compareTo(Raw other) {
    int byDay = Integer.compare(day, other.day);
    int bySource = byDay != 0 ? byDay : Integer.compare(source, other.source);
    int byArrival = bySource != 0 ? bySource : Long.compare(arrival, other.arrival);
    return byArrival != 0 ? byArrival : Long.compare(tie, other.tie);
  }
}
