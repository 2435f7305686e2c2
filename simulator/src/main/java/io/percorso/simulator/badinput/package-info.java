/**
 * Files as nobody should deliver them, each bad record among good ones, with what must become of
 * every record. Knows raw formats only.
 */
package io.percorso.simulator.badinput;
