package io.percorso.friction.hazard;

import java.io.Serializable;

/**
 * How many there are of what visits name by number.
 *
 * @param confounders of each visit
 * @param signals of each visit
 */
public record Sizes(int touchpoints, int channels, int confounders, int signals)
    implements Serializable {}
