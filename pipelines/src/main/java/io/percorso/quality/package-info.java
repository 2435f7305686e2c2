/** How much came, how complete it is, how old it is, and what is out of the ordinary. */
package io.percorso.quality;
