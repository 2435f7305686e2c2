package io.percorso.interactions;

import java.util.Optional;

/**
 * One frame as it lies in a reader's buffer; valid until the reader moves on.
 *
 * @param number from 1 within its file
 * @param fault what the framing found wrong with it
 */
record Frame(byte[] buffer, int from, int to, long number, Optional<Reason> fault) {}
