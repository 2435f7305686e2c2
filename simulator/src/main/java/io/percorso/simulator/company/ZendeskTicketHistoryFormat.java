package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.TicketChange;
import java.time.LocalDate;

/** Changes of cases: {@code ticket_field_history} of a Zendesk warehouse export. */
final class ZendeskTicketHistoryFormat implements Format {
  @Override
  public String source() {
    return "zendesk-ticket-history";
  }

  @Override
  public String fileName(LocalDate day) {
    return "ticket_field_history-" + day + ".csv";
  }

  @Override
  public String open() {
    return "field_name,ticket_id,updated,_fivetran_synced,user_id,value\n";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    TicketChange change = (TicketChange) act;
    return new Csv()
        .cell("status")
        .cell(Ids.number(change.ticket()))
        .cell(Stamps.spaced(change.at()))
        .cell(Stamps.spacedMillis(times.received()))
        .cell(Ids.numberOrBlank(change.author()))
        .cell(change.status())
        .end();
  }
}
