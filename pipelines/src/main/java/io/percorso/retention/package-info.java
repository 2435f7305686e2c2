/** Who stays, who leaves: activity by day, cohorts, lifecycle. */
package io.percorso.retention;
