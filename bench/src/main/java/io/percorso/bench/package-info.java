/** Measurements that anyone can rerun, each in JVMs of its own. */
package io.percorso.bench;
