package io.percorso.friction.hazard;

import java.io.Serializable;

/**
 * How many there are of what visits name by number.
 *
 * @param confounders of each visit
 * @param signals of each visit
 * @param failures of them, the first: signs of one thing that went wrong, where the others each
 *     stand for themselves
 */
public record Sizes(
    int touchpoints, int channels, int intents, int confounders, int signals, int failures)
    implements Serializable {}
