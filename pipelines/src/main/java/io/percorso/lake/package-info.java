/**
 * What every table stands on: columns, tables and their promises, the one reader and writer, the
 * run ledger, the catalog by name, publication and digests. Knows no domain.
 */
package io.percorso.lake;
