/**
 * The chance that a customer leaves within a horizon: learned, calibrated, judged, explained,
 * stored and compared. Knows nothing of the lake and of feature tables: a feature is a name with a
 * kind, a row is a list of numbers.
 *
 * <ul>
 *   <li>{@link io.percorso.retention.risk.RiskLearner} takes rows with known outcomes and hands out
 *       {@link io.percorso.retention.risk.Learned}; it alone knows Spark, with {@code MllibFits}.
 *   <li>{@link io.percorso.retention.risk.Split} says what learns, what calibrates and what judges.
 *   <li>{@link io.percorso.retention.risk.RiskModel} scores, explains and is stored as JSON; {@link
 *       io.percorso.retention.risk.Calibrator} turns its score into a probability.
 *   <li>{@link io.percorso.retention.risk.RiskMetrics} and {@link
 *       io.percorso.retention.risk.Promotion} judge; {@link
 *       io.percorso.retention.risk.FeatureDrift} and {@link
 *       io.percorso.retention.risk.SingleFeatureAuc} guard.
 * </ul>
 *
 * <p>Reasons are those of the model, not causes in the world.
 */
package io.percorso.retention.risk;
