package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.Draft;
import guildhall.export.AccountJson;
import guildhall.export.Ids;
import guildhall.json.RecordJson;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Decision;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Freeze;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Prepared;
import guildhall.ledger.Standing;
import guildhall.sdk.Amount;
import guildhall.settlement.SystemAccounts;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import guildhall.task.InputSchema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/v1/admin/accounts`: what an administrator sees of accounts and may do to them. Whatever is
/// asked twice happens once and is answered with the status `exists`.
final class AdminAccounts {

  private static final InputSchema OPEN_FORM =
      form(
          """
          {"type": "object", "additionalProperties": false, "required": ["account"],
           "properties": {
             "account": {"type": "string", "minLength": 1, "maxLength": 200},
             "owner": {"type": "string", "minLength": 1, "maxLength": 200},
             "kind": {"type": "string"},
             "unit": {"type": "string", "minLength": 1, "maxLength": 200}}}
          """);

  private static final InputSchema ISSUE_FORM =
      form(
          """
          {"type": "object", "additionalProperties": false, "required": ["id", "amount"],
           "properties": {
             "id": {"type": "string"},
             "amount": {"type": "string"},
             "treasury": {"type": "string", "minLength": 1, "maxLength": 200},
             "reason": {"type": "string", "minLength": 1, "maxLength": 200}}}
          """);

  private final GatewayServices services;

  AdminAccounts(GatewayServices services) {
    this.services = services;
  }

  private static InputSchema form(String schema) {
    return InputSchema.of(RecordJson.readTree(schema.getBytes(StandardCharsets.UTF_8)));
  }

  void addTo(Front front, Administrators only) {
    front.get("/v1/admin/accounts", only.only(this::list));
    front.post("/v1/admin/accounts", only.only(this::open));
    front.post("/v1/admin/accounts/{id}:issue", only.only(this::issue));
    front.post("/v1/admin/accounts/{id}:freeze", only.only(request -> freeze(request, true)));
    front.post("/v1/admin/accounts/{id}:unfreeze", only.only(request -> freeze(request, false)));
  }

  private Answer list(Incoming request) throws Problem {
    request.onlyQuery("after", "limit");
    int limit = (int) request.number("limit", 1, 1000, 100);
    String after = request.text("after");
    List<AccountView> page =
        services
            .book()
            .await(_ -> services.ledger().accountsAfter(after, limit))
            .orElseThrow(() -> MoneyEndpoints.noSuchAccount(after));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode accounts = json.putArray("accounts");
    page.forEach(account -> accounts.add(AccountJson.of(account)));
    if (page.size() == limit) {
      json.put(
          "next",
          "/v1/admin/accounts?limit="
              + limit
              + "&after="
              + MoneyEndpoints.encoded(page.getLast().account()));
    }
    return Answer.ok(json);
  }

  private Answer open(Incoming request) throws Problem {
    request.onlyQuery();
    JsonNode body = valid(OPEN_FORM, request);
    String name = body.path("account").textValue();
    AccountKind kind = kind(body.path("kind").asText(AccountKind.PRINCIPAL.name()));
    if (name.equals(".") || name.equals("..")) {
      throw Problem.at(
          "/account", ErrorCode.VALUE_NOT_ALLOWED, "/account cannot be in an address: " + name);
    }
    if (name.startsWith("@") == (kind == AccountKind.PRINCIPAL)) {
      throw Problem.at(
          "/account",
          ErrorCode.VALUE_NOT_ALLOWED,
          "/account has to start with @ if it is of another kind than PRINCIPAL, and only then");
    }
    return done(
        name,
        new OpenAccount(
            name,
            body.path("owner").asText(name),
            kind,
            body.path("unit").asText(Operation.CREDIT)));
  }

  private static AccountKind kind(String text) throws Problem {
    try {
      return AccountKind.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw Problem.at(
          "/kind",
          ErrorCode.VALUE_NOT_ALLOWED,
          "/kind is none of " + Arrays.toString(AccountKind.values()));
    }
  }

  private Answer issue(Incoming request) throws Problem {
    request.onlyQuery();
    JsonNode body = valid(ISSUE_FORM, request);
    Id id =
        Ids.parse(body.path("id").textValue())
            .orElseThrow(() ->
                Problem.at(
                    "/id",
                    ErrorCode.VALUE_NOT_ALLOWED,
                    "/id has to be 32 hexadecimal digits, or a UUID"));
    long micros = micros(body.path("amount").textValue());
    String name = request.subject();
    return done(
        name,
        new Issue(
            id,
            body.path("treasury").asText(SystemAccounts.TREASURY),
            name,
            micros,
            body.path("reason").asText("issue")));
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
        "/amount has to be a decimal number of credits above 0 with at most six places after the"
            + " point, for example \"12.5\"");
  }

  private Answer freeze(Incoming request, boolean frozen) throws Problem {
    request.onlyQuery();
    String name = request.subject();
    if (name.startsWith("@")) {
      throw Problem.of(
          ErrorCode.INVALID_PARAMETER,
          name + " starts with @: such accounts cannot be frozen, only those of principals");
    }
    return done(name, new Freeze(name, frozen));
  }

  private static JsonNode valid(InputSchema form, Incoming request) throws Problem {
    JsonNode body = request.json();
    List<Violation> violations = form.violations(body);
    if (!violations.isEmpty()) {
      throw Problem.of(violations.getFirst());
    }
    return body;
  }

  /// Has the ledger decide, and answers with the account as it is then.
  private Answer done(String account, Operation operation) throws Problem {
    Prepared prepared = Prepared.of(operation);
    Done done = services.book().await(draft -> decide(draft, prepared, account));
    if (!done.decision().ok()) {
      throw refused(account, operation, done.decision());
    }
    LedgerStatus status = done.decision().status();
    ObjectNode json =
        AccountJson.of(done.standing().orElseThrow(() -> MoneyEndpoints.noSuchAccount(account)))
            .put("status", status.code());
    boolean made = operation instanceof OpenAccount && status == LedgerStatus.CREATED;
    return Answer.json(made ? 201 : 200, json);
  }

  private record Done(Decision decision, Optional<Standing> standing) {}

  /// In one command: what is read after it could fail, and say of a thing done that it was not.
  private Done decide(Draft draft, Prepared prepared, String account) {
    Decision decision = services.ledger().decide(prepared, draft.timeMicros(), draft.position());
    var _ = decision.appendTo(draft);
    return new Done(decision, services.ledger().standing(account));
  }

  private static Problem refused(String account, Operation operation, Decision decision) {
    LedgerStatus status = decision.status();
    if (status == LedgerStatus.EXISTS_WITH_DIFFERENT_BODY) {
      return Problem.of(
          ErrorCode.IDEMPOTENCY_CONFLICT,
          operation instanceof OpenAccount
              ? account + " is there with another owner, kind or unit"
              : "this id was used for something else");
    }
    if (status == LedgerStatus.DEBIT_NOT_FOUND && operation instanceof Issue issue) {
      return MoneyEndpoints.noSuchAccount(issue.treasury());
    }
    if (status == LedgerStatus.CREDIT_NOT_FOUND || status == LedgerStatus.ACCOUNT_NOT_FOUND) {
      return MoneyEndpoints.noSuchAccount(account);
    }
    String before =
        status == LedgerStatus.ID_ALREADY_FAILED
            ? "; it was refused before under this id: " + decision.reason().code()
            : "";
    return Problem.of(
        ErrorCode.LEDGER_REFUSED, "the ledger does not allow it: " + status.code() + before);
  }
}
