package io.percorso.retention.value;

/**
 * A model as fitted to data.
 *
 * @param logLikelihood of all customers under it
 * @param isConverged false: the search ran out of steps, or a parameter ran away because the data
 *     does not say how customers differ; the model must then not be relied on
 */
public record Fitted<M>(M model, double logLikelihood, boolean isConverged) {}
