package io.percorso.jobs;

import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to type to do a run again, as the ledger keeps it: pipeline, day, workspace, and each
 * setting that did not come from base.yaml, wherever it came from. A shell understands it, and so
 * does {@code retry}.
 */
final class RecordedCommand {
  private static final String SET = "--set";
  private static final String PLAIN = "[A-Za-z0-9_./:,=@%+-]+";

  private RecordedCommand() {}

  /** Secrets are left out: they come from where they came from before. */
  static String of(RunRequest request, Setup setup) {
    List<String> words = new ArrayList<>(List.of("./percorso"));
    if (request.pipeline().equals(RunDemo.PIPELINE)) {
      words.add(RunDemo.PIPELINE);
    } else {
      words.addAll(List.of("run", request.pipeline(), "--date", request.lastDay().toString()));
    }
    words.addAll(List.of("--workspace", setup.workspace().root().toString()));
    setup.settings().all().entrySet().stream()
        .filter(e -> !isShipped(e.getValue()) && !Configuration.isSecret(e.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> words.addAll(List.of(SET, e.getKey() + "=" + e.getValue().text())));
    return String.join(" ", words.stream().map(RecordedCommand::quoted).toList());
  }

  private static boolean isShipped(Settings.Value value) {
    return value.origin().startsWith("base.yaml");
  }

  /** The {@code key=value} of each setting that a recorded command says. */
  static List<String> assignments(String command) {
    List<String> words = words(command);
    List<String> found = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals(SET)) {
        found.add(words.get(i + 1));
        i++;
      }
    }
    return found;
  }

  private static String quoted(String word) {
    return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The words of a command in which blanks may stand between single quotes. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < command.length(); i++) {
      char letter = command.charAt(i);
      if (letter == '\'') {
        isQuoted = !isQuoted;
      } else if (letter == '\\' && !isQuoted && i + 1 < command.length()) {
        i++;
        word.append(command.charAt(i));
      } else if (letter == ' ' && !isQuoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(letter);
      }
    }
    words.add(word.toString());
    return words;
  }
}
