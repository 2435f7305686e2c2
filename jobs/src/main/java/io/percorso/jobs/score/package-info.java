/**
 * What the lake found against what a simulated company knows of itself: one class per metric, on
 * plain values, without Spark. docs/simulator/score.md defines each of them.
 */
package io.percorso.jobs.score;
