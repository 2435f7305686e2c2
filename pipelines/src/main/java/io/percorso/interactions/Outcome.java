package io.percorso.interactions;

/** What the parser makes of one record: a candidate for loading, a rate, or a refusal. */
sealed interface Outcome permits Candidate, Rate, Refused {}
