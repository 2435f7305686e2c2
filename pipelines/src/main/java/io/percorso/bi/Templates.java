package io.percorso.bi;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Makes pages of the templates that the build compiled. */
final class Templates {
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, "gg.jte.generated.precompiled");

  private Templates() {}

  /** HTML, UTF-8. */
  static String render(String template, Object parameter) {
    StringOutput output = new StringOutput();
    ENGINE.render(template, parameter, output);
    return output.toString();
  }

  /**
   * The same of several parameters.
   *
   * @param parameters by name
   */
  static String render(String template, Map<String, Object> parameters) {
    StringOutput output = new StringOutput();
    ENGINE.render(template, parameters, output);
    return output.toString();
  }
}
