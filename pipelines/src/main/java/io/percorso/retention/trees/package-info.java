/**
 * Boosted trees and what each feature of a row adds to their answer: reasons of a model, not causes
 * in the world. Plain Java on arrays; {@link io.percorso.retention.trees.MllibTrees} alone knows
 * Spark.
 */
package io.percorso.retention.trees;
