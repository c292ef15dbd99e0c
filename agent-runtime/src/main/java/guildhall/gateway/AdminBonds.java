package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.book.BookClock;
import guildhall.gateway.Refusals.OfBond;
import guildhall.settlement.bond.BondDesk;
import guildhall.settlement.bond.BondDesk.Accusation;
import guildhall.settlement.bond.BondDesk.Share;
import guildhall.settlement.bond.BondDesk.Slash;
import guildhall.settlement.bond.BondStatus;
import guildhall.task.InputSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `/v1/admin/bonds` and `/v1/admin/duties`: what bonds have to be, who is said to have broken a
/// duty, and what that costs.
final class AdminBonds {

  /// How long an accusation holds a bond up if nothing else is said.
  private static final Duration LAPSES_AFTER = Duration.ofDays(30);

  private static final InputSchema KIND_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false,
           "required": ["kind", "minimum", "cooldown"],
           "properties": {
             "kind": {"type": "string", "minLength": 1, "maxLength": 64},
             "minimum": {"type": "string"},
             "cooldown": {"type": "string"}}}
          """);

  private static final InputSchema ACCUSE_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false,
           "required": ["principal", "duty", "offence", "rule", "evidence"],
           "properties": {
             "principal": {"type": "string", "minLength": 1, "maxLength": 200},
             "duty": {"type": "string", "minLength": 1, "maxLength": 200},
             "offence": {"type": "string", "minLength": 1, "maxLength": 200},
             "rule": {"type": "string", "minLength": 1, "maxLength": 64},
             "evidence": {"type": "string", "pattern": "\\\\S", "maxLength": 20000},
             "lapses": {"type": "string"}}}
          """);

  private static final InputSchema DISMISS_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false,
           "required": ["principal", "duty", "offence"],
           "properties": {
             "principal": {"type": "string", "minLength": 1, "maxLength": 200},
             "duty": {"type": "string", "minLength": 1, "maxLength": 200},
             "offence": {"type": "string", "minLength": 1, "maxLength": 200}}}
          """);

  private static final InputSchema SLASH_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false,
           "required": ["principal", "duty", "offence", "rule", "permille", "evidence", "to"],
           "properties": {
             "principal": {"type": "string", "minLength": 1, "maxLength": 200},
             "duty": {"type": "string", "minLength": 1, "maxLength": 200},
             "offence": {"type": "string", "minLength": 1, "maxLength": 200},
             "rule": {"type": "string", "minLength": 1, "maxLength": 64},
             "permille": {"type": "integer", "minimum": 1, "maximum": 1000},
             "evidence": {"type": "string", "pattern": "\\\\S", "maxLength": 20000},
             "to": {"type": "array", "minItems": 1, "maxItems": 8,
               "items": {"type": "object", "additionalProperties": false,
                 "required": ["account", "permille"],
                 "properties": {
                   "account": {"type": "string", "minLength": 1, "maxLength": 200},
                   "permille": {"type": "integer", "minimum": 1, "maximum": 1000}}}}}}
          """);

  private final GatewayServices services;
  private final BondDesk desk;
  private final Evidences evidences;

  AdminBonds(GatewayServices services) {
    this.services = services;
    this.desk = services.disputes().desk();
    this.evidences = new Evidences(services.contents());
  }

  void addTo(Front front, Administrators administrators) {
    front.post("/v1/admin/duties", administrators.only(this::set));
    front.get("/v1/admin/bonds", administrators.only(this::list));
    front.post("/v1/admin/bonds:accuse", administrators.only(this::accuse));
    front.post("/v1/admin/bonds:dismiss", administrators.only(this::dismiss));
    front.post("/v1/admin/bonds:slash", administrators.only(this::slash));
  }

  private Answer set(Incoming request) throws Problem {
    request.onlyQuery();
    JsonNode body = Forms.valid(KIND_FORM, request);
    String kind = body.path("kind").textValue();
    long minimum = Forms.micros(body, "/minimum");
    long cooldown = Forms.duration(body, "/cooldown");
    BondStatus status = services.book().await(desk.set(kind, minimum, cooldown));
    Refusals.refuse(Refusals.of(status, new OfBond("", kind, body.path("cooldown").textValue())));
    return Answer.ok(
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", kind)
            .put("minimum", body.path("minimum").textValue())
            .put("cooldown", BondEndpoints.duration(cooldown))
            .put("status", status.code()));
  }

  private Answer list(Incoming request) throws Problem {
    request.onlyQuery();
    return Answer.ok(
        BondEndpoints.json(services.book().await(_ -> services.disputes().bonds().all())));
  }

  private Answer accuse(Incoming request) throws Problem {
    request.onlyQuery();
    JsonNode body = Forms.valid(ACCUSE_FORM, request);
    long lapses =
        body.has("lapses")
            ? Forms.time(body, "/lapses")
            : BookClock.micros(services.clock().instant().plus(LAPSES_AFTER));
    Accusation accusation =
        new Accusation(
            body.path("principal").textValue(),
            body.path("duty").textValue(),
            body.path("offence").textValue(),
            body.path("rule").textValue(),
            evidences.keep(body),
            lapses);
    return done(body, desk.accuse(accusation), fault(body));
  }

  /// The value that is at fault if it is the rule, the time or the offence.
  private static String fault(JsonNode body) {
    return body.has("lapses")
        ? body.path("rule").textValue() + ", lapsing " + body.path("lapses").textValue()
        : body.path("rule").textValue();
  }

  private Answer done(JsonNode body, guildhall.book.Command<BondStatus> command, String value)
      throws Problem {
    return BondEndpoints.done(
        services,
        new OfBond(body.path("principal").textValue(), body.path("duty").textValue(), value),
        command);
  }

  private Answer dismiss(Incoming request) throws Problem {
    request.onlyQuery();
    JsonNode body = Forms.valid(DISMISS_FORM, request);
    String offence = body.path("offence").textValue();
    return done(
        body,
        desk.dismiss(body.path("principal").textValue(), body.path("duty").textValue(), offence),
        offence);
  }

  private Answer slash(Incoming request) throws Problem {
    request.onlyQuery();
    JsonNode body = Forms.valid(SLASH_FORM, request);
    List<Share> to = new ArrayList<>();
    body.path("to")
        .forEach(share ->
            to.add(
                new Share(share.path("account").textValue(), share.path("permille").intValue())));
    Slash slash =
        new Slash(
            body.path("principal").textValue(),
            body.path("duty").textValue(),
            body.path("offence").textValue(),
            body.path("rule").textValue(),
            body.path("permille").intValue(),
            evidences.keep(body),
            to);
    return done(body, desk.slash(slash), value(slash));
  }

  private static String value(Slash slash) {
    List<String> payees =
        slash.to().stream().map(share -> share.account() + " " + share.permille()).toList();
    return slash.offence() + " under " + slash.rule() + " to " + String.join(", ", payees);
  }
}
