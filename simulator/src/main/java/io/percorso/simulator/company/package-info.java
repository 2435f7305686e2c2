/**
 * A simulated company with a known truth: an online retailer with a subscription club, its
 * customers, what they do on every channel, what stands in their way, and who leaves and why.
 *
 * <p>{@link io.percorso.simulator.company.World} is the door. A customer's life is drawn as a list
 * of {@link io.percorso.simulator.company.Act}s, which know nothing of files; {@link
 * io.percorso.simulator.company.Format}s write them as the vendors do; noise comes between the two.
 */
package io.percorso.simulator.company;
