package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
  private static final FileNames NAMES = new FileNames(Loading.KEYS);

  @Test
  void aPersonsNameIsTakenOutOfEveryPartOfAPath() {
    assertThat(FileNames.shown("chat/by-agent/anna.rossi@example.com/2024-06-30.json"))
        .isEqualTo("chat/by-agent/[email]/2024-06-30.json");
    assertThat(FileNames.shown("voice/+39 333 1234567.json")).isEqualTo("voice/[phone].json");
    assertThat(FileNames.shown("sms/393331234567.json")).isEqualTo("sms/[phone].json");
  }

  @Test
  void datesAndTimesStayReadable() {
    assertThat(FileNames.shown("ecom/20240630235959.csv.gz"))
        .isEqualTo("ecom/20240630235959.csv.gz");
    assertThat(FileNames.shown("ecom/202406302359-20240701.csv"))
        .isEqualTo("ecom/202406302359-20240701.csv");
    assertThat(FileNames.shown("ecom/events-2024-06-30T10-15-00.csv"))
        .isEqualTo("ecom/events-2024-06-30T10-15-00.csv");
  }

  @Test
  void aPhoneNumberBesideADateGoes() {
    assertThat(FileNames.shown("sms/20240630_393331234567.json"))
        .isEqualTo("sms/20240630_[phone].json");
  }

  @Test
  void whatIsGluedToOtherLettersGoesToo() {
    assertThat(FileNames.shown("sms/120039-333-1234512.txt")).isEqualTo("sms/[digits].txt");
    assertThat(FileNames.shown("pay/25IT60X0542811101000000123456.txt"))
        .isEqualTo("pay/25IT60X[digits].txt");
    assertThat(FileNames.shown("dm/31@canary31_x.json.gz")).isEqualTo("dm/[name].gz");
  }

  @Test
  void whatAPageWasAskedAndIdsGo() {
    assertThat(FileNames.shown("web/reset?name=Anna&token=abc.html")).isEqualTo("web/reset[query]");
    assertThat(FileNames.shown("web/o_canary38a1B2c3D4e5F6g7H8.html")).isEqualTo("web/o_[id].html");
    assertThat(FileNames.shown("web/transactionhistory.html"))
        .isEqualTo("web/transactionhistory.html");
  }

  @Test
  void filesWhoseShownNamesAreEqualHaveHashesThatDiffer() {
    assertThat(NAMES.hash("sms/393331234567.json"))
        .hasSize(32)
        .isEqualTo(NAMES.hash("sms/393331234567.json"))
        .isNotEqualTo(NAMES.hash("sms/393337654321.json"));
  }
}
