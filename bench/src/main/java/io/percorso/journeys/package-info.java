/** Benches of the pass over customers' histories, and ways to store what it reads. */
package io.percorso.journeys;
