package io.percorso.jobs;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** The largest heap that this JVM has used, as its own pools counted it. */
final class PeakMemory {
  private long peak;

  void look() {
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        used += pool.getPeakUsage().getUsed();
      }
    }
    peak = Math.max(peak, used);
  }

  /** Bytes; the sum of each pool's own peak, so an upper bound. */
  long peakBytes() {
    look();
    return peak;
  }
}
