package io.percorso.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GarbageLogTest {
  @Test
  void thePeaksBeforeAndAfterCollectionsAreToldAndTheirPausesAdded() {
    assertThat(
            GarbageLog.of(
                List.of(
                    "[1.0s][info][gc] Using G1",
                    "[2.0s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause)"
                        + " 900M->300M(2048M) 100.000ms",
                    "[3.0s][info][gc] GC(1) Concurrent Mark Cycle 50.000ms",
                    "[4.0s][info][gc] GC(2) Pause Young (Mixed) (G1 Evacuation Pause)"
                        + " 800M->500M(2048M) 250.000ms")))
        .isEqualTo(new GarbageLog(900, 500, 0.35));
  }
}
