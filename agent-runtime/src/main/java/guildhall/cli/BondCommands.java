package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.export.Ids;
import guildhall.ledger.Id;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `guildhall bond`.
@Command(
    name = "bond",
    description = "Bonds principals for duties, and takes bonds when a duty is broken.",
    synopsisSubcommandLabel = "COMMAND")
final class BondCommands extends Asking {

  private static final String DUTY = "Such as review:wines.";
  private static final String AS = "For this principal; local if not given.";

  BondCommands(Options options, Console console) {
    super(options, console);
  }

  @Command(name = "list", description = "Lists all bonds, or those of one principal.")
  int list(
      @Option(names = "--as", paramLabel = "NAME", description = "Only those of this principal.")
          @Nullable String as)
      throws Failure {
    Addressed at =
        as == null ? Addressed.of("/v1/admin/bonds") : Addressed.of("/v1/bonds").with("as", as);
    return running(node -> node.get(at), this::printBonds);
  }

  private void printBonds(ObjectNode found) {
    Table table = new Table("principal", "duty", "amount>", "left>", "state", "accused of");
    for (JsonNode bond : found.path("bonds")) {
      table.row(
          bond.path("principal").asText(),
          bond.path("duty").asText(),
          Answers.credits(bond.path("amount")),
          Answers.credits(bond.path("left")),
          bond.path("state").asText(),
          String.join(", ", bond.path("pending").findValuesAsText("offence")));
    }
    table.print(console.out());
  }

  @Command(name = "duties", description = "Lists kinds of duties and what their bonds have to be.")
  int duties() throws Failure {
    return running(node -> node.get("/v1/duties"), this::printDuties);
  }

  private void printDuties(ObjectNode found) {
    Table table = new Table("kind", "minimum>", "cooldown");
    for (JsonNode kind : found.path("duties")) {
      table.row(
          kind.path("kind").asText(),
          Answers.credits(kind.path("minimum")),
          kind.path("cooldown").asText());
    }
    table.print(console.out());
  }

  @Command(name = "duty", description = "Sets what bonds of a kind of duty have to be.")
  int duty(
      @Parameters(paramLabel = "KIND", description = "Such as review.") String kind,
      @Option(
              names = "--minimum",
              paramLabel = "AMOUNT",
              required = true,
              description = "The least, in credits.")
          String minimum,
      @Option(
              names = "--cooldown",
              paramLabel = "DURATION",
              required = true,
              description = "How long the money stays after a withdrawal, such as P7D.")
          String cooldown)
      throws Failure {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", kind)
            .put("minimum", minimum)
            .put("cooldown", cooldown);
    return running(node -> node.post("/v1/admin/duties", body));
  }

  /// Has something done with one's bonds.
  private int own(String what, ObjectNode body, @Nullable String as) throws Failure {
    return running(node -> node.post(Addressed.of("/v1/bonds" + what).with("as", as), body));
  }

  @Command(
      name = "post",
      description = {
        "Bonds a principal for a duty. The id is said first, on the error output: if the command"
            + " ends with exit status 3, repeat it with that --id, and it is done once."
      })
  int post(
      @Parameters(index = "0", paramLabel = "DUTY", description = DUTY) String duty,
      @Parameters(index = "1", paramLabel = "AMOUNT", description = "Credits.") String amount,
      @Option(
              names = "--until",
              paramLabel = "TIME",
              description = "The cooldown of a withdrawal begins then at the earliest.")
          @Nullable String until,
      @Option(names = "--id", paramLabel = "ID", description = "The id of an earlier try.")
          @Nullable String id,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    ObjectNode body = body(duty, amount, id);
    if (until != null) {
      body.put("until", until);
    }
    return own("", body, as);
  }

  private ObjectNode body(String duty, String amount, @Nullable String id) throws Failure {
    Id chosen =
        id == null
            ? NewId.now()
            : Ids.parse(id)
                .orElseThrow(
                    () -> Failure.usage("--id is neither 32 hexadecimal digits nor a UUID"));
    console.err().println("id " + chosen);
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", chosen.toString())
        .put("duty", duty)
        .put("amount", amount);
  }

  @Command(name = "increase", description = "Puts more into a bond; the id is as with post.")
  int increase(
      @Parameters(index = "0", paramLabel = "DUTY", description = DUTY) String duty,
      @Parameters(index = "1", paramLabel = "AMOUNT", description = "Credits.") String amount,
      @Option(names = "--id", paramLabel = "ID", description = "The id of an earlier try.")
          @Nullable String id,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    return own(":increase", body(duty, amount, id), as);
  }

  @Command(name = "withdraw", description = "Ends a duty; the money stays for the cooldown.")
  int withdraw(
      @Parameters(paramLabel = "DUTY", description = DUTY) String duty,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    return own(":withdraw", JsonNodeFactory.instance.objectNode().put("duty", duty), as);
  }

  @Command(name = "release", description = "Gives back what is left when the cooldown is over.")
  int release(
      @Parameters(paramLabel = "DUTY", description = DUTY) String duty,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    return own(":release", JsonNodeFactory.instance.objectNode().put("duty", duty), as);
  }

  private static ObjectNode about(String principal, String duty, String offence) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("principal", principal)
        .put("duty", duty)
        .put("offence", offence);
  }

  @Command(
      name = "accuse",
      description = "Keeps a bond from being released until it is decided what was done.")
  int accuse(
      @Parameters(index = "0", paramLabel = "PRINCIPAL", description = "Whose bond.")
          String principal,
      @Parameters(index = "1", paramLabel = "DUTY", description = DUTY) String duty,
      @Parameters(index = "2", paramLabel = "OFFENCE", description = "Its name, once per bond.")
          String offence,
      @Option(names = "--rule", required = true, description = "Code of the rule.") String rule,
      @Option(names = "--evidence", required = true, description = "What shows it.")
          String evidence,
      @Option(
              names = "--lapses",
              paramLabel = "TIME",
              description = "Until when it is decided; 30 days if not given.")
          @Nullable String lapses)
      throws Failure {
    ObjectNode body = about(principal, duty, offence).put("rule", rule).put("evidence", evidence);
    if (lapses != null) {
      body.put("lapses", lapses);
    }
    return running(node -> node.post("/v1/admin/bonds:accuse", body));
  }

  @Command(name = "dismiss", description = "Drops an accusation.")
  int dismiss(
      @Parameters(index = "0", paramLabel = "PRINCIPAL", description = "Whose bond.")
          String principal,
      @Parameters(index = "1", paramLabel = "DUTY", description = DUTY) String duty,
      @Parameters(index = "2", paramLabel = "OFFENCE", description = "Its name.") String offence)
      throws Failure {
    ObjectNode body = about(principal, duty, offence);
    return running(node -> node.post("/v1/admin/bonds:dismiss", body));
  }

  @Command(name = "slash", description = "Takes part of a bond, or all of it, once per offence.")
  int slash(
      @Parameters(index = "0", paramLabel = "PRINCIPAL", description = "Whose bond.")
          String principal,
      @Parameters(index = "1", paramLabel = "DUTY", description = DUTY) String duty,
      @Parameters(index = "2", paramLabel = "OFFENCE", description = "Its name.") String offence,
      @Option(names = "--rule", required = true, description = "Code of the rule.") String rule,
      @Option(names = "--evidence", required = true, description = "What shows it.")
          String evidence,
      @Option(
              names = "--permille",
              required = true,
              description = "Of all that was ever put into the bond, 1 to 1000.")
          int permille,
      @Option(
              names = "--to",
              paramLabel = "ACCOUNT=PERMILLE",
              required = true,
              description = "Who gets how much of it; may be given more than once.")
          List<String> to)
      throws Failure {
    ObjectNode body =
        about(principal, duty, offence)
            .put("rule", rule)
            .put("permille", permille)
            .put("evidence", evidence);
    ArrayNode shares = body.putArray("to");
    for (String each : to) {
      int equals = each.lastIndexOf('=');
      if (equals < 1 || !each.substring(equals + 1).matches("\\d{1,4}")) {
        throw Failure.usage("--to " + each + " is not such as @commons=1000");
      }
      shares
          .addObject()
          .put("account", each.substring(0, equals))
          .put("permille", Integer.parseInt(each.substring(equals + 1)));
    }
    return running(node -> node.post("/v1/admin/bonds:slash", body));
  }
}
