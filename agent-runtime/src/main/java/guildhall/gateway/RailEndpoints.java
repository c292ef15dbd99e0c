package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.export.Credits;
import guildhall.json.RecordJson;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerStatus;
import guildhall.rail.RailDesk;
import guildhall.rail.RailDesk.Answered;
import guildhall.rail.RailDesk.State;
import guildhall.rail.Rails.Progress;
import guildhall.rail.Reconciliation;
import guildhall.rail.Reconciliation.Item;
import guildhall.rail.Withdrawal;
import guildhall.sdk.Amount;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import guildhall.task.InputSchema.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1/admin/rails`: where a rail stands, whether the book agrees with it, and paying out over it.
/// All of it needs the key.
final class RailEndpoints {

  private static final Logger LOG = LoggerFactory.getLogger(RailEndpoints.class);

  private static final InputSchema WITHDRAW_FORM =
      InputSchema.of(
          RecordJson.readTree(
              """
              {"type": "object", "additionalProperties": false,
               "required": ["id", "account", "amount", "destination"],
               "properties": {
                 "id": {"type": "string"},
                 "account": {"type": "string", "minLength": 1, "maxLength": 200},
                 "amount": {"type": "string"},
                 "destination": {"type": "string", "minLength": 1, "maxLength": 200}}}
              """
                  .getBytes(StandardCharsets.UTF_8)));

  private final GatewayServices services;

  RailEndpoints(GatewayServices services) {
    this.services = services;
  }

  void addTo(Front front, Administrators administrators) {
    front.get("/v1/admin/rails/{id}", administrators.only(this::standing));
    front.get("/v1/admin/rails/{id}:reconcile", administrators.only(this::reconcile));
    front.post("/v1/admin/rails/{id}:withdraw", administrators.only(this::withdraw));
  }

  private RailDesk desk(Incoming request) throws Problem {
    RailDesk desk = services.rails().get(request.subject());
    if (desk == null) {
      throw Problem.of(ErrorCode.NOT_FOUND, "there is no rail " + request.subject());
    }
    return desk;
  }

  private Answer standing(Incoming request) throws Problem {
    request.onlyQuery();
    RailDesk.Standing it = desk(request).standing();
    Progress progress = it.progress();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("rail", it.rail())
            .put("unit", it.unit())
            .put("account", it.account())
            .put("balance", Credits.of(it.balanceMicros()))
            .put("cursor", progress.cursor())
            .put("deposits", progress.deposits())
            .put("unclaimed", progress.unclaimed())
            .put("declined", progress.declined())
            .put("paid", progress.paid())
            .put("refused", progress.refused())
            .put("trouble", it.trouble());
    ArrayNode pending = json.putArray("pending");
    it.pending().forEach(each -> pending.add(json(each)));
    return Answer.ok(json);
  }

  private static ObjectNode json(Withdrawal withdrawal) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", withdrawal.reference())
        .put("account", withdrawal.account())
        .put("amount", Credits.of(withdrawal.amountMicros()))
        .put("destination", withdrawal.destination())
        .put("position", withdrawal.position());
  }

  private Answer reconcile(Incoming request) throws Problem {
    request.onlyQuery();
    RailDesk desk = desk(request);
    Reconciliation it;
    try {
      it = desk.reconcile();
    } catch (IOException e) {
      LOG.warn("the rail {} gives no statement", desk.name(), e);
      throw Problem.of(
              ErrorCode.UNAVAILABLE, "the rail " + desk.name() + " gives no statement, see the log")
          .withHeader("Retry-After", "30");
    }
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("rail", it.rail())
            .put("unit", it.unit())
            .put("clean", it.isClean())
            .put("balance", Credits.of(it.balanceMicros()))
            .put("deposits", Credits.of(it.depositsMicros()))
            .put("uncollected", Credits.of(it.uncollectedMicros()))
            .put("paid", Credits.of(it.paidMicros()))
            .put("pending", Credits.of(it.pendingMicros()))
            .put("paidPending", Credits.of(it.paidPendingMicros()))
            .put("difference", Credits.of(it.differenceMicros()));
    put(json, "depositsOnlyAtRail", "account", it.depositsOnlyAtRail());
    put(json, "depositsOnlyInBook", "account", it.depositsOnlyInBook());
    put(json, "payoutsOnlyAtRail", "destination", it.payoutsOnlyAtRail());
    put(json, "payoutsOnlyInBook", "destination", it.payoutsOnlyInBook());
    ArrayNode unreadable = json.putArray("unreadable");
    it.unreadable().forEach(unreadable::add);
    return Answer.ok(json);
  }

  private static void put(ObjectNode json, String name, String party, List<Item> items) {
    ArrayNode array = json.putArray(name);
    for (Item each : items) {
      array
          .addObject()
          .put("reference", each.reference())
          .put(party, each.party())
          .put("amount", Credits.of(each.amountMicros()));
    }
  }

  private Answer withdraw(Incoming request) throws Problem {
    request.onlyQuery();
    RailDesk desk = desk(request);
    JsonNode body = request.json();
    List<Violation> violations = WITHDRAW_FORM.violations(body);
    if (!violations.isEmpty()) {
      throw Problem.of(violations.getFirst());
    }
    Id id = id(body.path("id").textValue());
    String account = body.path("account").textValue();
    long micros = micros(body.path("amount").textValue());
    Answered answered = desk.withdraw(id, account, micros, body.path("destination").textValue());
    if (!answered.status().ok()) {
      throw refused(account, answered);
    }
    String state =
        answered.state() == State.NONE ? "ended" : answered.state().name().toLowerCase(Locale.ROOT);
    return Answer.ok(
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id.toString())
            .put("status", answered.status().code())
            .put("state", state));
  }

  private static Id id(String text) throws Problem {
    String digits = text.length() == 36 ? text.replace("-", "") : text;
    if (!digits.matches("[0-9a-fA-F]{32}")) {
      throw Problem.at(
          "/id", ErrorCode.VALUE_NOT_ALLOWED, "/id has to be 32 hexadecimal digits, or a UUID");
    }
    return new Id(
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }

  private static long micros(String text) throws Problem {
    try {
      Amount amount = Amount.credits(text);
      if (!amount.isZero()) {
        return amount.micros();
      }
    } catch (IllegalArgumentException | ArithmeticException _) {
      // told below, with what is allowed
    }
    throw Problem.at(
        "/amount",
        ErrorCode.VALUE_NOT_ALLOWED,
        "/amount has to be a decimal number above 0 with at most six places after the point, for"
            + " example \"12.5\"");
  }

  private static Problem refused(String account, Answered answered) {
    LedgerStatus status = answered.status();
    if (status == LedgerStatus.EXISTS_WITH_DIFFERENT_BODY) {
      return Problem.of(
          ErrorCode.IDEMPOTENCY_CONFLICT, "this id was used before for something else");
    }
    if (status == LedgerStatus.DEBIT_NOT_FOUND) {
      return Problem.of(
          ErrorCode.ACCOUNT_NOT_FOUND, "there is no account " + account + " that can withdraw");
    }
    String before =
        status == LedgerStatus.ID_ALREADY_FAILED
            ? "; it was refused before under this id: " + answered.reason().code()
            : "";
    return Problem.of(
        ErrorCode.LEDGER_REFUSED, "the ledger does not allow it: " + status.code() + before);
  }
}
