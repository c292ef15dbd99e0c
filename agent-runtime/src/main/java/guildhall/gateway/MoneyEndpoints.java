package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookClock;
import guildhall.export.AccountJson;
import guildhall.export.Credits;
import guildhall.export.StatementJson;
import guildhall.ledger.AccountView;
import guildhall.ledger.History;
import guildhall.ledger.Standing;
import guildhall.settlement.RoyaltyFigures;
import guildhall.task.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// Accounts, statements and the trial balance.
final class MoneyEndpoints {

  private final GatewayServices services;

  MoneyEndpoints(GatewayServices services) {
    this.services = services;
  }

  void addTo(Front front) {
    front.get("/v1/accounts/{id}", this::account);
    front.get("/v1/accounts/{id}/statement", this::statement);
    front.get("/v1/trial-balance", this::trialBalance);
  }

  private Answer account(Incoming request) throws Problem {
    request.onlyQuery();
    return Answer.ok(json(services, request.subject()));
  }

  /// An account with its open holds.
  static ObjectNode json(GatewayServices services, String name) throws Problem {
    Optional<Found> found =
        services
            .book()
            .await(_ ->
                services
                    .ledger()
                    .standing(name)
                    .map(standing -> new Found(standing, services.vesting().figures(name))));
    Found account = found.orElseThrow(() -> noSuchAccount(name));
    return withRoyalties(AccountJson.of(account.standing()), account.royalties());
  }

  private record Found(Standing standing, RoyaltyFigures royalties) {}

  /// Adds what became of an account's royalties, if it has earned any.
  private static ObjectNode withRoyalties(ObjectNode json, RoyaltyFigures figures) {
    if (!figures.equals(RoyaltyFigures.NONE)) {
      json.putObject("royalties")
          .put("vesting", Credits.of(figures.vestingMicros()))
          .put("paid", Credits.of(figures.paidMicros()))
          .put("reversed", Credits.of(figures.reversedMicros()))
          .put("unclaimed", Credits.of(figures.unclaimedMicros()));
    }
    return json;
  }

  static Problem noSuchAccount(String name) {
    return Problem.of(ErrorCode.ACCOUNT_NOT_FOUND, "there is no account " + name);
  }

  private Answer statement(Incoming request) throws Problem {
    request.onlyQuery("limit", "before", "since", "until", "reason");
    History.Query query =
        new History.Query(
            (int) request.number("limit", 1, 100, 20),
            request.number("before", 0, Long.MAX_VALUE, Long.MAX_VALUE),
            Optional.of(request.text("reason")).filter(reason -> !reason.isEmpty()),
            time(request, "since", Long.MIN_VALUE),
            time(request, "until", Long.MAX_VALUE));
    String name = request.subject();
    record Seen(AccountView account, RoyaltyFigures royalties) {}
    Seen seen =
        services
            .book()
            .await(_ ->
                services
                    .ledger()
                    .find(name)
                    .map(found -> new Seen(found, services.vesting().figures(name))))
            .orElseThrow(() -> noSuchAccount(name));
    AccountView account = seen.account();
    History.Page page = new History(services.book().feed()::get).statement(account, query);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("account", account.account());
    var _ = withRoyalties(json, seen.royalties());
    ArrayNode lines = json.putArray("lines");
    page.lines().forEach(line -> lines.add(StatementJson.of(line)));
    page.next().ifPresent(next -> json.put("next", next(request, name, query, next)));
    return Answer.ok(json);
  }

  private static String next(Incoming request, String name, History.Query query, long before) {
    StringBuilder next = new StringBuilder("/v1/accounts/");
    next.append(encoded(name)).append("/statement?limit=").append(query.limit());
    next.append("&before=").append(before);
    for (String filter : List.of("since", "until", "reason")) {
      if (!request.text(filter).isEmpty()) {
        next.append('&').append(filter).append('=').append(encoded(request.text(filter)));
      }
    }
    return next.toString();
  }

  /// A text as a part of an address.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%40", "@");
  }

  private static long time(Incoming request, String name, long otherwise) throws Problem {
    String text = request.text(name);
    try {
      return text.isEmpty() ? otherwise : BookClock.micros(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException | ArithmeticException _) {
      throw Problem.of(
          ErrorCode.INVALID_PARAMETER,
          name + " has to be a time with its zone, such as 2026-11-20T12:00:00Z");
    }
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
    trial.accounts().forEach(account -> accounts.add(AccountJson.of(account)));
    return Answer.ok(json);
  }
}
