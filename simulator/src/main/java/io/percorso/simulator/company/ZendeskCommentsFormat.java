package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Comment;
import java.time.LocalDate;

/**
 * Comments of cases: {@code ticket_comment} of a Zendesk warehouse export, joined with the author's
 * role and the requester as {@code docs/sources/zendesk-comments.md} asks for.
 */
final class ZendeskCommentsFormat implements Format {
  private static final String HEADER =
      "id,_fivetran_synced,body,created,facebook_comment,public,ticket_id,tweet,user_id,"
          + "voice_comment,author_role,requester_id";

  @Override
  public String source() {
    return "zendesk-comments";
  }

  @Override
  public String fileName(LocalDate day) {
    return "ticket_comment-" + day + ".csv";
  }

  @Override
  public String open() {
    return HEADER + "\n";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Comment comment = (Comment) act;
    return new Csv()
        .cell(Ids.number(comment.comment()))
        .cell(Stamps.spacedMillis(times.received()))
        .cell(comment.text())
        .cell(Stamps.spaced(comment.at()))
        .cell(false)
        .cell(true)
        .cell(Ids.number(comment.ticket()))
        .cell(false)
        .cell(Ids.number(comment.author()))
        .cell(false)
        .cell(comment.isCustomer() ? "end-user" : "agent")
        .cell(Ids.number(comment.requester()))
        .end();
  }
}
