/**
 * Looks over a lake on a local disk without Spark: the logs of its tables, their data files, the
 * books of runs and what is published. {@link io.percorso.lake.fsck.Fsck} puts the checks together.
 */
package io.percorso.lake.fsck;
