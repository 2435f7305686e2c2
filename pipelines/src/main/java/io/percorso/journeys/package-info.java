/**
 * From interactions to journeys: one shuffle, one sort and one fold per customer give sessions,
 * steps, journeys and timers; aggregates over them give the journey map.
 */
package io.percorso.journeys;
