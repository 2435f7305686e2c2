/** What makes a touchpoint hard: signals per visit, and what they cost. */
package io.percorso.friction;
