package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Ticket;
import java.time.LocalDate;

/** Cases: the {@code ticket} table of a Zendesk warehouse export. */
final class ZendeskTicketsFormat implements Format {
  private static final String HEADER =
      "id,_fivetran_synced,assignee_id,brand_id,created_at,description,group_id,is_public,priority,"
          + "recipient,requester_id,status,subject,submitter_id,ticket_form_id,type,updated_at,url,"
          + "via_channel,via_source_to_address";
  private static final String BRAND = "360003529474";
  private static final String GROUP = "360006965034";
  private static final String FORM = "360002048693";
  private static final String MAILBOX = "care@bottega.example.org";

  @Override
  public String source() {
    return "zendesk-tickets";
  }

  @Override
  public String fileName(LocalDate day) {
    return "ticket-" + day + ".csv";
  }

  @Override
  public String open() {
    return HEADER + "\n";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Ticket ticket = (Ticket) act;
    String number = Ids.number(ticket.ticket());
    boolean isMail = ticket.via().equals("email");
    return new Csv()
        .cell(number)
        .cell(Stamps.spacedMillis(times.received()))
        .cell(Ids.numberOrBlank(ticket.agent()))
        .cell(BRAND)
        .cell(Stamps.spaced(ticket.at()))
        .cell(ticket.description())
        .cell(GROUP)
        .cell(true)
        .cell("normal")
        .cell(isMail ? MAILBOX : "")
        .cell(Ids.number(ticket.requester()))
        .cell(ticket.status())
        .cell(ticket.subject())
        .cell(Ids.number(ticket.requester()))
        .cell(FORM)
        .cell("question")
        .cell(Stamps.spaced(ticket.updated()))
        .cell("https://bottega.example.org/api/v2/tickets/" + number + ".json")
        .cell(ticket.via())
        .cell(isMail ? MAILBOX : "")
        .end();
  }
}
