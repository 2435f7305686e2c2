package io.percorso.jobs;

/** The one place where the command line meets Spark. */
final class Engines {
  private Engines() {}

  /** The engine on Spark; starts its session when it is first asked for something. */
  static Engine spark(Engine.Setup setup) {
    return new SparkEngine(setup);
  }
}
