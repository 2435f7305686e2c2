/**
 * Raw files of an invented company, for the demo and for measurements. Knows the raw formats only
 * and nothing of the rest of the project.
 */
package io.percorso.simulator;
