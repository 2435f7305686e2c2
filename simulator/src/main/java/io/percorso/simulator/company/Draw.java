package io.percorso.simulator.company;

/** Numbers that are a function of the world's seed, a purpose and an entity. */
final class Draw {
  private Draw() {}

  static long number(WorldSize size, String purpose, long... entity) {
    return io.percorso.simulator.Draws.number(size.seed(), purpose, entity);
  }
}
