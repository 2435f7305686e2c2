package io.percorso.interactions;

import java.util.List;

/**
 * A decision about two identifiers, with its values in the order of {@link
 * IdentityCorrections#TABLE}; which of several deliveries wins is not decided yet.
 *
 * @param values one per column; decider and reason may be null
 */
record Correction(List<Object> values) implements Outcome {
  Object value(io.percorso.lake.Field field) {
    return values.get(IdentityCorrections.TABLE.indexOf(field));
  }
}
