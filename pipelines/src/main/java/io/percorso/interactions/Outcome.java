package io.percorso.interactions;

/** What the parser makes of one record: a candidate for loading, or a refusal. */
sealed interface Outcome permits Candidate, Refused {}
