/** Which identifiers are one customer, and whose each interaction is. */
package io.percorso.identity;
