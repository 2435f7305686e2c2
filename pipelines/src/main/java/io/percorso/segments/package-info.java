/**
 * Which customers are alike: by their purchases, by what they do, and how each such group fares.
 */
package io.percorso.segments;
