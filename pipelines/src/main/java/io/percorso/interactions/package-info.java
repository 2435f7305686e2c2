/**
 * From landing files to interactions: what was delivered, frame by frame as it came, one verdict
 * per record, and the interactions that every later package builds on.
 */
package io.percorso.interactions;
