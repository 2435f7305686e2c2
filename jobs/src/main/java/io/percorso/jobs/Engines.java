package io.percorso.jobs;

import io.percorso.lake.UserError;

/** The one place where the command line meets Spark. */
final class Engines {
  private Engines() {}

  /** The engine on Spark; starts its session when it is first asked for something. */
  static Engine spark(Engine.Setup setup) {
    throw UserError.failed(
        "the engine is not part of this build, so " + setup.workspace().lake() + " was not read");
  }
}
