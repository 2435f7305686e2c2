/** What people read: published tables, the metric dictionary and the pages. */
package io.percorso.bi;
