package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.ledger.AccountView;
import guildhall.ledger.HoldView;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.Freeze;
import guildhall.ledger.Standing;
import guildhall.task.ErrorCode;
import java.util.List;
import java.util.Optional;

/// Accounts, statements, the trial balance, and the two things an administrator may do to an
/// account.
final class MoneyEndpoints {

  private static final String BEARER = "Bearer ";

  private final GatewayServices services;

  MoneyEndpoints(GatewayServices services) {
    this.services = services;
  }

  void addTo(Front front) {
    front.get("/v1/accounts/{id}", this::account);
    front.get("/v1/accounts/{id}/statement", this::statement);
    front.get("/v1/trial-balance", this::trialBalance);
    front.post("/v1/admin/accounts/{id}:freeze", request -> freeze(request, true));
    front.post("/v1/admin/accounts/{id}:unfreeze", request -> freeze(request, false));
  }

  private Answer account(Incoming request) throws Problem {
    request.onlyQuery();
    return answer(request.subject());
  }

  private Answer answer(String name) throws Problem {
    Optional<Standing> found = services.book().await(_ -> services.ledger().standing(name));
    Standing snapshot = found.orElseThrow(() -> noSuchAccount(name));
    ObjectNode json = json(snapshot.account());
    ArrayNode holds = json.putArray("holds");
    snapshot.holds().forEach(hold -> holds.add(json(hold)));
    return Answer.ok(json);
  }

  private static Problem noSuchAccount(String name) {
    return Problem.of(ErrorCode.ACCOUNT_NOT_FOUND, "there is no account " + name);
  }

  private static ObjectNode json(AccountView account) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", account.account())
        .put("owner", account.owner())
        .put("kind", account.kind().name())
        .put("balance", Credits.of(account.balanceMicros()))
        .put("held", Credits.of(account.heldMicros()))
        .put("available", Credits.of(account.availableMicros()))
        .put("frozen", account.frozen());
  }

  private static ObjectNode json(HoldView hold) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", hold.id().toString());
    hold.parent().ifPresent(parent -> json.put("parent", parent.toString()));
    return json.put("fee", Credits.of(hold.feeMicros()))
        .put("expensesUpTo", Credits.of(hold.expensesMicros()))
        .put("spent", Credits.of(hold.spentBelowMicros()))
        .put("free", Credits.of(hold.freeMicros()))
        .put("expires", TaskJson.time(hold.expiresMicros()));
  }

  private Answer statement(Incoming request) throws Problem {
    request.onlyQuery("limit", "before");
    int limit = (int) request.number("limit", 1, 100, 20);
    long before = request.number("before", 0, Long.MAX_VALUE, Long.MAX_VALUE);
    String name = request.subject();
    AccountView account =
        services
            .book()
            .await(_ -> services.ledger().find(name))
            .orElseThrow(() -> noSuchAccount(name));
    return Answer.ok(Statement.of(services.book().feed(), account, limit, before));
  }

  private record Trial(long sumMicros, List<AccountView> accounts) {}

  private Answer trialBalance(Incoming request) throws Problem {
    request.onlyQuery();
    Trial trial =
        services
            .book()
            .await(_ ->
                new Trial(services.ledger().trialBalanceMicros(), services.ledger().accounts()));
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("sum", Credits.of(trial.sumMicros()));
    ArrayNode accounts = json.putArray("accounts");
    trial.accounts().forEach(account -> accounts.add(json(account)));
    return Answer.ok(json);
  }

  private Answer freeze(Incoming request, boolean frozen) throws Problem {
    String authorization = request.header("Authorization").orElse("");
    boolean known =
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && services.isAdminKey().test(authorization.substring(BEARER.length()).strip());
    if (!known) {
      throw Problem.of(
              ErrorCode.UNAUTHORIZED,
              "this needs the key of the file admin.key, as Authorization: Bearer KEY")
          .withHeader("WWW-Authenticate", "Bearer");
    }
    String name = request.subject();
    if (name.startsWith("@")) {
      throw Problem.of(
          ErrorCode.INVALID_PARAMETER, name + " is the runtime's own account and cannot be frozen");
    }
    LedgerStatus status =
        services
            .book()
            .await(draft ->
                services
                    .ledger()
                    .decide(new Freeze(name, frozen), draft.timeMicros(), draft.position())
                    .appendTo(draft));
    if (!status.ok()) {
      throw noSuchAccount(name);
    }
    return answer(name);
  }
}
