/** Measurements of the parser, in its package so that the product needs no switches for them. */
package io.percorso.interactions;
