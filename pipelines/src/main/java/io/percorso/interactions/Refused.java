package io.percorso.interactions;

/**
 * A record that is not loaded.
 *
 * @param elementIndex record within its frame, from 0
 * @param detail names of fields and types only, never a value of the record
 */
record Refused(int elementIndex, Verdict verdict, Reason reason, String detail)
    implements Outcome {}
