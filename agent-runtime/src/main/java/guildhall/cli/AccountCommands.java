package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.cli.Node.Page;
import guildhall.export.Ids;
import guildhall.ledger.AccountKind;
import guildhall.ledger.History;
import guildhall.ledger.Id;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `guildhall account`.
@Command(
    name = "account",
    description = "Shows, opens, freezes and funds accounts.",
    synopsisSubcommandLabel = "COMMAND")
final class AccountCommands extends Asking {

  private static final int PAGE = 1000;
  private static final int STATEMENT_PAGE = 100;

  AccountCommands(Options options, Console console) {
    super(options, console);
  }

  @Command(name = "list", description = "Lists accounts in the order they were opened.")
  int list(
      @Option(
              names = "--after",
              paramLabel = "NAME",
              defaultValue = "",
              description = "Begins after this account.")
          String after,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1000",
              description = "At most so many (1000).")
          int limit)
      throws Failure {
    if (limit < 1) {
      throw Failure.usage("--limit has to be 1 or more");
    }
    try (Node node = options.node()) {
      List<JsonNode> accounts = new ArrayList<>();
      String last = after;
      boolean more = true;
      while (more && accounts.size() < limit) {
        int asked = Math.min(PAGE, limit - accounts.size());
        List<JsonNode> page = node.accounts(last, asked);
        accounts.addAll(page);
        more = page.size() == asked;
        last = page.isEmpty() ? last : page.getLast().path("id").asText();
      }
      more = more && !node.accounts(last, 1).isEmpty();
      print(accounts, more ? last : "");
      return Failure.OK;
    }
  }

  private void print(List<JsonNode> accounts, String next) {
    if (options.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.putArray("accounts").addAll(accounts);
      if (!next.isEmpty()) {
        json.put("after", next);
      }
      Answers.json(json, console.out());
      return;
    }
    Table table =
        new Table("account", "kind", "owner", "unit", "balance>", "held>", "available>", "");
    accounts.forEach(account ->
        table.row(
            account.path("id").asText(),
            account.path("kind").asText(),
            account.path("owner").asText(),
            account.path("unit").asText(),
            Answers.credits(account.path("balance")),
            Answers.credits(account.path("held")),
            Answers.credits(account.path("available")),
            state(account)));
    table.print(console.out());
    if (!next.isEmpty()) {
      console.err().println("there are more: --after " + Table.plain(next));
    }
  }

  private static String state(JsonNode account) {
    return account.path("closed").asBoolean()
        ? "closed"
        : account.path("frozen").asBoolean() ? "frozen" : "";
  }

  @Command(name = "show", description = "Shows an account with its open holds.")
  int show(@Parameters(paramLabel = "NAME", description = "The account.") String name)
      throws Failure {
    return any(node -> node.account(name), this::print);
  }

  private void print(ObjectNode account) {
    List<String> fields = new ArrayList<>(List.of("account", account.path("id").asText()));
    if (account.has("status")) {
      fields.addAll(List.of("status", account.path("status").asText()));
    }
    for (String name : List.of("owner", "kind", "unit", "frozen", "closed")) {
      if (account.has(name)) {
        fields.addAll(List.of(name, account.path(name).asText()));
      }
    }
    for (String name : List.of("balance", "held", "available")) {
      fields.addAll(List.of(name, Answers.credits(account.path(name))));
    }
    Answers.fields(console.out(), fields.toArray(String[]::new));
    if (!account.path("holds").isEmpty()) {
      Table table = new Table("hold", "fee>", "expenses up to>", "spent>", "free>", "expires");
      for (JsonNode hold : account.path("holds")) {
        table.row(
            (hold.has("parent") ? "  " : "") + hold.path("id").asText(),
            Answers.credits(hold.path("fee")),
            Answers.credits(hold.path("expensesUpTo")),
            Answers.credits(hold.path("spent")),
            Answers.credits(hold.path("free")),
            hold.path("expires").asText());
      }
      console.out().println();
      table.print(console.out());
    }
  }

  @Command(name = "statement", description = "Lists what moved an account, newest first.")
  int statement(
      @Parameters(paramLabel = "NAME", description = "The account.") String name,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "At most so many lines (20).")
          int limit,
      @Option(
              names = "--before",
              paramLabel = "POS",
              description = "Only entries at lower positions.")
          @Nullable Long before,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Only from this time on, such as 2026-11-20 or 2026-11-20T12:00:00Z.")
          @Nullable String since,
      @Option(names = "--until", paramLabel = "TIME", description = "Only before this time.")
          @Nullable String until,
      @Option(
              names = "--reason",
              paramLabel = "REASON",
              description = "Only movements with this reason.")
          @Nullable String reason)
      throws Failure {
    long from = before == null ? Long.MAX_VALUE : before;
    if (limit < 1 || from < 0) {
      throw Failure.usage("--limit has to be 1 or more, --before 0 or more");
    }
    long sinceMicros = since == null ? Long.MIN_VALUE : TimeText.micros("--since", since);
    long untilMicros = until == null ? Long.MAX_VALUE : TimeText.micros("--until", until);
    try (Node node = options.node()) {
      List<JsonNode> found = new ArrayList<>();
      long next = from;
      do {
        int asked = Math.min(STATEMENT_PAGE, limit - found.size());
        Page page =
            node.statement(
                name,
                new History.Query(
                    asked,
                    next,
                    Optional.ofNullable(reason).filter(each -> !each.isEmpty()),
                    sinceMicros,
                    untilMicros));
        found.addAll(page.lines());
        next = page.before();
      } while (next >= 0 && found.size() < limit);
      print(name, found, next);
      return Failure.OK;
    }
  }

  private void print(String name, List<JsonNode> lines, long next) {
    if (options.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("account", name);
      ArrayNode array = json.putArray("lines");
      array.addAll(lines);
      if (next >= 0) {
        json.put("before", next);
      }
      Answers.json(json, console.out());
      return;
    }
    Table table = new Table("position>", "time", "amount>", "balance>", "reason", "id");
    for (JsonNode line : lines) {
      table.row(
          line.path("position").asText(),
          line.path("time").asText(),
          Answers.credits(line.path("amount")),
          Answers.credits(line.path("balance")),
          line.path("reason").asText(),
          id(line));
    }
    table.print(console.out());
    if (next >= 0) {
      console.err().println("perhaps there are older ones: --before " + next);
    }
  }

  private static String id(JsonNode line) {
    return line.path("transfer").asText(line.path("hold").asText(line.path("refund").asText()));
  }

  @Command(
      name = "open",
      description = {
        "Opens an account; doing it again changes nothing. Names of principals do not start with @,"
            + " all others do."
      })
  int open(
      @Parameters(paramLabel = "NAME", description = "The account.") String name,
      @Option(
              names = "--owner",
              paramLabel = "NAME",
              description = "Whom it belongs to (the account's own name).")
          @Nullable String owner,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              completionCandidates = Kinds.class,
              description = {
                "PRINCIPAL (if not given), TREASURY, RAIL, PLATFORM, POOL, RESIDUAL",
                "or UNCLAIMED."
              })
          @Nullable String kind,
      @Option(names = "--unit", paramLabel = "UNIT", description = "What it counts in (credit).")
          @Nullable String unit)
      throws Failure {
    Map<String, String> details = new HashMap<>();
    put(details, "owner", owner);
    put(details, "kind", kind);
    put(details, "unit", unit);
    return writing(node -> node.open(name, details), this::print);
  }

  @Command(
      name = "freeze",
      description = {
        "Stops a principal's account from paying. It still receives, and what it has held still"
            + " settles."
      })
  int freeze(@Parameters(paramLabel = "NAME", description = "The account.") String name)
      throws Failure {
    return freeze(name, true);
  }

  @Command(name = "unfreeze", description = "Lets a frozen account pay again.")
  int unfreeze(@Parameters(paramLabel = "NAME", description = "The account.") String name)
      throws Failure {
    return freeze(name, false);
  }

  private int freeze(String name, boolean frozen) throws Failure {
    return writing(node -> node.freeze(name, frozen), this::print);
  }

  @Command(
      name = "issue",
      description = {
        "Gives new credits to an account, from the treasury. The id is said first, on the error"
            + " output: if the command ends with exit status 3, repeat it with that --id, and it is"
            + " done once."
      })
  int issue(
      @Parameters(index = "0", paramLabel = "NAME", description = "The account.") String name,
      @Parameters(
              index = "1",
              paramLabel = "AMOUNT",
              description = "Credits, with at most six places after the point.")
          String amount,
      @Option(
              names = "--reason",
              paramLabel = "REASON",
              description = "A short code for statements (issue).")
          @Nullable String reason,
      @Option(
              names = "--treasury",
              paramLabel = "NAME",
              description = "Where they come from (@treasury); counts in the same unit.")
          @Nullable String treasury,
      @Option(
              names = "--id",
              paramLabel = "ID",
              description = "The id of an earlier try: 32 hexadecimal digits, or a UUID.")
          @Nullable String id)
      throws Failure {
    try (Node node = options.writable()) {
      Id chosen =
          id == null
              ? NewId.now()
              : Ids.parse(id)
                  .orElseThrow(
                      () -> Failure.usage("--id is neither 32 hexadecimal digits nor a UUID"));
      console.err().println("id " + chosen);
      Map<String, String> details = new HashMap<>();
      put(details, "reason", reason);
      put(details, "treasury", treasury);
      return say(issue(node, name, chosen, amount, details), this::print);
    }
  }

  private static ObjectNode issue(
      Node node, String name, Id id, String amount, Map<String, String> details) throws Failure {
    try {
      return node.issue(name, id, amount, details);
    } catch (Failure failure) {
      throw failure.exitStatus() == Failure.UNKNOWN
          ? Failure.unknown(failure.sentence() + "; repeat it with --id " + id)
          : failure;
    }
  }

  /// What may follow `--kind`, for completion.
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(AccountKind.values()).map(AccountKind::name).iterator();
    }
  }

  private static void put(Map<String, String> details, String name, @Nullable String value) {
    if (value != null) {
      details.put(name, value);
    }
  }
}
