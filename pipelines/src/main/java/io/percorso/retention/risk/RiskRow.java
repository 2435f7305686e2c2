package io.percorso.retention.risk;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * One customer on one snapshot day, with what came of it.
 *
 * @param group such as the kind of contract; models are judged by group too
 * @param hasLeft within the horizon after the day
 * @param values in the order of the features, NaN where missing
 */
public record RiskRow(
    String customer, LocalDate day, String group, boolean hasLeft, double[] values)
    implements Serializable {}
