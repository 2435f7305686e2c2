package io.percorso.interactions;

/**
 * What the parser makes of one record: a candidate for loading, a rate, a correction, or a refusal.
 */
sealed interface Outcome permits Candidate, Rate, Correction, Refused {}
