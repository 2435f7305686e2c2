/**
 * The chance that a customer gives a journey up right after a visit, what friction adds to it, and
 * the journeys that are lost by that. Plain Java: sums over visits, wherever they lie.
 */
package io.percorso.friction.hazard;
