package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.HelpDeskUser;
import java.time.LocalDate;

/** Customers at the help desk: the {@code user} table of a Zendesk warehouse export. */
final class ZendeskUsersFormat implements Format {
  private static final String HEADER =
      "id,_fivetran_synced,created_at,email,external_id,locale,phone,role,suspended,updated_at,url";

  @Override
  public String source() {
    return "zendesk-users";
  }

  @Override
  public String fileName(LocalDate day) {
    return "user-" + day + ".csv";
  }

  @Override
  public String open() {
    return HEADER + "\n";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    HelpDeskUser user = (HelpDeskUser) act;
    String number = Ids.number(user.number());
    return new Csv()
        .cell(number)
        .cell(Stamps.spacedMillis(times.received()))
        .cell(Stamps.spaced(user.created()))
        .cell(user.email())
        .cell(user.customerNo())
        .cell(user.language())
        .cell(user.phone())
        .cell("end-user")
        .cell(false)
        .cell(Stamps.spaced(user.at()))
        .cell("https://bottega.example.org/api/v2/users/" + number + ".json")
        .end();
  }
}
