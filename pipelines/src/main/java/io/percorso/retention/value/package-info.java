/**
 * What a customer is worth and whether he still buys, in plain Java on numbers in memory: no Spark,
 * no tables. Without a contract nobody says goodbye: {@link io.percorso.retention.value.BgNbd} and
 * {@link io.percorso.retention.value.ParetoNbd} tell from the times of purchases who is gone,
 * {@link io.percorso.retention.value.GammaGamma} what a purchase is worth. With a contract {@link
 * io.percorso.retention.value.ShiftedBetaGeometric} tells how many renew. {@link
 * io.percorso.retention.value.ExpectedProfit} says how many of those at risk a campaign should
 * address. Each class names its source; its tests hold it against published figures.
 */
package io.percorso.retention.value;
