package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Survey;
import java.time.LocalDate;

/** Surveys, in the plain shape of {@code docs/sources/surveys.md}. */
final class SurveysFormat implements Format {
  private static final String HEADER =
      "response_id,kind,score,text,language,sent_at,answered_at,customer_no,email,touchpoint,"
          + "contact_id,wording,transactional";

  @Override
  public String source() {
    return "surveys";
  }

  @Override
  public String fileName(LocalDate day) {
    return "surveys-" + day + ".csv";
  }

  @Override
  public String open() {
    return HEADER + "\n";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Survey survey = (Survey) act;
    boolean isTransactional = !survey.touchpoint().isEmpty() || !survey.contact().isEmpty();
    return new Csv()
        .cell(Ids.hex("response", survey.response()))
        .cell(survey.kind())
        .cell(survey.score() < 0 ? "" : Integer.toString(survey.score()))
        .cell(survey.text())
        .cell(survey.language())
        .cell(Stamps.iso(survey.sent()))
        .cell(survey.answered().map(Stamps::iso).orElse(""))
        .cell(survey.customerNo())
        .cell(survey.email())
        .cell(survey.touchpoint())
        .cell(survey.contact())
        .cell("1")
        .cell(isTransactional ? "true" : "false")
        .end();
  }
}
