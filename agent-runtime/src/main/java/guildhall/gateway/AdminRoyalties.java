package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookClock;
import guildhall.export.Credits;
import guildhall.gateway.Refusals.OfRoyalties;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Engagement;
import guildhall.settlement.Royalties;
import guildhall.settlement.Royalties.LineState;
import guildhall.settlement.Royalties.Reversal;
import guildhall.settlement.RoyaltyFigures;
import guildhall.settlement.RoyaltyStatus;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// `/v1/admin/royalties`: what was distributed of a call's fee, and taking it back; who inherits
/// royalties, and paying out what nobody could be paid.
final class AdminRoyalties {

  private static final InputSchema REVERSE_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false, "required": ["reason", "evidence"],
           "properties": {
             "line": {"type": "integer", "minimum": 0, "maximum": 2147483647},
             "to": {"type": "string", "minLength": 1, "maxLength": 200},
             "reason": {"type": "string", "pattern": "\\\\S", "maxLength": 500},
             "evidence": {"type": "string", "pattern": "\\\\S", "maxLength": 20000}}}
          """);

  private static final InputSchema SUCCESSOR_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false, "required": ["successor"],
           "properties": {"successor": {"type": "string", "minLength": 1, "maxLength": 200}}}
          """);

  private final GatewayServices services;
  private final Royalties royalties;
  private final Evidences evidences;

  AdminRoyalties(GatewayServices services) {
    this.services = services;
    this.royalties = services.disputes().royalties();
    this.evidences = new Evidences(services.contents());
  }

  void addTo(Front front, Administrators administrators) {
    front.get("/v1/admin/royalties/{id}", administrators.only(this::one));
    front.post("/v1/admin/royalties/{id}:reverse", administrators.only(this::reverse));
    front.post("/v1/admin/accounts/{id}:successor", administrators.only(this::successor));
    front.post("/v1/admin/accounts/{id}:claim", administrators.only(this::claim));
  }

  private record Distribution(Engagement engagement, List<LineState> states) {}

  private Answer one(Incoming request) throws Problem {
    request.onlyQuery();
    return Answer.ok(json(request.subject()));
  }

  private ObjectNode json(String call) throws Problem {
    Distribution found =
        services
            .book()
            .await(draft ->
                services
                    .engagements()
                    .find(call)
                    .map(engagement ->
                        new Distribution(
                            engagement, royalties.lineStates(engagement, draft.timeMicros()))))
            .orElseThrow(() ->
                Problem.of(ErrorCode.CALL_NOT_FOUND, "no call " + call + " was ever awarded"));
    return json(found);
  }

  private static ObjectNode json(Distribution found) {
    Engagement engagement = found.engagement();
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("call", engagement.call());
    json.put("undistributed", Credits.of(engagement.undistributedMicros()));
    if (engagement.vestsMicros() > 0) {
      json.put("vests", BookClock.instant(engagement.vestsMicros()).toString());
    }
    ArrayNode lines = json.putArray("lines");
    for (int i = 0; i < found.states().size(); i++) {
      Line line = engagement.royalties().get(i);
      lines
          .addObject()
          .put("line", i)
          .put("account", line.account())
          .put("role", line.role())
          .put("amount", line.amount().toCredits())
          .put("note", line.note())
          .put("state", found.states().get(i).name().toLowerCase(Locale.ROOT));
    }
    return json;
  }

  private Answer reverse(Incoming request) throws Problem {
    request.onlyQuery();
    JsonNode body = Forms.valid(REVERSE_FORM, request);
    String call = request.subject();
    OptionalInt line =
        body.has("line") ? OptionalInt.of(body.path("line").intValue()) : OptionalInt.empty();
    Optional<String> to = Optional.ofNullable(body.path("to").textValue());
    Reversal reversal =
        new Reversal(call, line, to, body.path("reason").textValue(), evidences.keep(body));
    RoyaltyStatus status = services.book().await(royalties.reverse(reversal));
    Refusals.refuse(
        Refusals.of(
            status, new OfRoyalties(call, body.path("line").asText(""), to.orElse("nobody"))));
    return Answer.ok(
        json(call).put("status", status.code()).put("evidence", reversal.evidence().hex()));
  }

  private Answer successor(Incoming request) throws Problem {
    request.onlyQuery();
    String account = request.subject();
    String successor = Forms.valid(SUCCESSOR_FORM, request).path("successor").textValue();
    RoyaltyStatus status = services.book().await(royalties.nameSuccessor(account, successor));
    Refusals.refuse(Refusals.of(status, new OfRoyalties("", "", successor)));
    return Answer.ok(
        JsonNodeFactory.instance
            .objectNode()
            .put("account", account)
            .put("successor", successor)
            .put("status", status.code()));
  }

  private record Claim(RoyaltyStatus status, RoyaltyFigures before) {}

  private Answer claim(Incoming request) throws Problem {
    request.onlyQuery();
    TaskEndpoints.checked(request, Forms.NOTHING);
    String account = request.subject();
    Claim claim =
        services
            .book()
            .await(draft -> {
              RoyaltyFigures before = services.vesting().figures(account);
              return new Claim(royalties.claim(account).decide(draft), before);
            });
    Refusals.refuse(Refusals.of(claim.status(), new OfRoyalties("", "", account)));
    return Answer.ok(
        JsonNodeFactory.instance
            .objectNode()
            .put("account", account)
            .put("claimed", Credits.of(claim.before().unclaimedMicros()))
            .put("status", claim.status().code()));
  }
}
