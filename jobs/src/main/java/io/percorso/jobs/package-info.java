/**
 * What a scheduler calls: the command line ({@link io.percorso.jobs.Main}), configuration,
 * schedule, progress, and the artifacts of a run. Nothing here knows Spark but {@link
 * io.percorso.jobs.Engines} and what it makes, so that cheap commands answer at once.
 */
package io.percorso.jobs;
