/**
 * Statistics that several rooms need, in plain Java on numbers in memory: no Spark, no tables. Each
 * class names its source; its tests hold it against published figures.
 */
package io.percorso.statistics;
