package io.percorso.jobs;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The world as one call of the command line sees it. Tests give their own.
 *
 * @param arguments as typed
 * @param variables environment variables
 * @param submitted Spark settings that came with the JVM, as spark-submit hands on its own
 * @param home the folder that holds conf/
 * @param clock the only one there is
 * @param isTerminal whether a person looks at stderr
 * @param out data
 * @param err everything else
 * @param engines makes the engine when a command needs one
 */
record Invocation(
    List<String> arguments,
    Map<String, String> variables,
    Map<String, String> submitted,
    Path home,
    Clock clock,
    boolean isTerminal,
    PrintStream out,
    PrintStream err,
    Function<Engine.Setup, Engine> engines) {}
