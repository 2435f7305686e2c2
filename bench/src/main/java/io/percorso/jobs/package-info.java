/** Benches that need the steps of a night one at a time. */
package io.percorso.jobs;
