package guildhall.gateway;

import guildhall.datanet.CurationStatus;
import guildhall.settlement.RoyaltyStatus;
import guildhall.settlement.bond.BondStatus;
import guildhall.task.ErrorCode;
import java.util.Optional;

/// Every status with which datanets, bonds and royalties say no, as an error.
final class Refusals {

  private Refusals() {}

  /// What was asked of a datanet.
  ///
  /// @param datanet its name
  /// @param id of the contribution, empty if it is about none
  /// @param principal who asked
  record OfDatanet(String datanet, String id, String principal) {

    String contribution() {
      return id.isEmpty() ? "what is offered to " + datanet : id + " of " + datanet;
    }
  }

  /// Why it was not done; empty if it was.
  static Optional<Problem> of(CurationStatus status, OfDatanet it) {
    String of = it.contribution();
    return switch (status) {
      case DONE, EXISTS -> Optional.empty();
      case DATANET_NOT_FOUND -> Optional.of(noSuchDatanet(it.datanet()));
      case CONTRIBUTION_NOT_FOUND -> Optional.of(noSuchContribution(it.datanet(), it.id()));
      case BAD_NAME ->
          no(
              ErrorCode.INVALID_PARAMETER,
              (it.id().isEmpty() ? it.datanet() : "\"" + it.id() + "\"")
                  + " is no name: it has lower-case letters, digits, hyphens and, of a datanet,"
                  + " dots");
      case NAME_TAKEN -> refused(status, it.datanet() + " belongs to somebody else");
      case ID_TAKEN -> refused(status, of + " is something else already");
      case NOT_OWNER -> forbidden(status, it.principal() + " does not own " + it.datanet());
      case NOT_CONTRIBUTOR ->
          forbidden(status, it.principal() + " has not contributed " + of + " and does not own it");
      case CLOSED_TO_CONTRIBUTIONS -> refused(status, it.datanet() + " takes none now");
      case LICENCE_NOT_ACCEPTED -> refused(status, it.datanet() + " does not accept the licence");
      case OVER_QUOTA ->
          refused(status, it.principal() + " has offered as much as a day of it allows");
      case NOT_REVIEWER -> forbidden(status, it.principal() + " does not review " + it.datanet());
      case BOND_TOO_SMALL ->
          refused(status, it.principal() + " has bonded too little for review:" + it.datanet());
      case CONFLICT_OF_INTEREST ->
          forbidden(status, it.principal() + " has contributed " + of + " and cannot judge it");
      case JUDGED_OTHERWISE -> refused(status, it.principal() + " has judged " + of + " before");
      case REASON_MISSING -> missing("a refusal or a withdrawal needs a reason, of " + of);
      case NOTHING_TO_PUBLISH ->
          refused(status, it.datanet() + " is as it was in its last version");
      case WITHDRAWN_ALREADY -> refused(status, of + " is withdrawn already");
      case DECLINE_FEE_DUE ->
          no(
              ErrorCode.INSUFFICIENT_FUNDS,
              status.code()
                  + ": "
                  + it.principal()
                  + " cannot pay for what may fail the checks of "
                  + it.datanet());
      case BUSY ->
          Optional.of(
              Problem.of(
                      ErrorCode.OVERLOADED,
                      status.code() + ": others offer to " + it.datanet() + ", try again later")
                  .withHeader("Retry-After", "5"));
    };
  }

  static Problem noSuchDatanet(String datanet) {
    return Problem.of(ErrorCode.DATANET_NOT_FOUND, "there is no datanet " + datanet);
  }

  static Problem noSuchContribution(String datanet, String id) {
    return Problem.of(
        ErrorCode.CONTRIBUTION_NOT_FOUND,
        "the datanet " + datanet + " has no " + id + " of which this could be asked");
  }

  private static Optional<Problem> no(ErrorCode code, String sentence) {
    return Optional.of(Problem.of(code, sentence));
  }

  private static Optional<Problem> missing(String sentence) {
    return Optional.of(Problem.at("/reason", ErrorCode.MISSING_FIELD, sentence));
  }

  private static Optional<Problem> refused(CurationStatus status, String why) {
    return no(ErrorCode.CURATION_REFUSED, status.code() + ": " + why);
  }

  private static Optional<Problem> forbidden(CurationStatus status, String why) {
    return no(ErrorCode.FORBIDDEN, status.code() + ": " + why);
  }

  /// What was asked of royalties.
  ///
  /// @param call which receipt, empty if it is about none
  /// @param line which line of it, empty for all
  /// @param account whose they are or are to be, empty if nobody was named
  record OfRoyalties(String call, String line, String account) {

    String lines() {
      return (line.isEmpty() ? "the lines" : "line " + line) + " of " + call;
    }
  }

  /// Why it was not done; empty if it was.
  static Optional<Problem> of(RoyaltyStatus status, OfRoyalties it) {
    return switch (status) {
      case DONE -> Optional.empty();
      case NO_REASON -> missing("a reversal needs a reason, of " + it.lines());
      case NO_SUCH_CALL ->
          no(ErrorCode.CALL_NOT_FOUND, "no call " + it.call() + " was ever awarded");
      case NOT_DISTRIBUTED -> refused(status, "nothing of " + it.call() + " is distributed");
      case NO_SUCH_LINE ->
          Optional.of(
              Problem.at(
                  "/line",
                  ErrorCode.VALUE_NOT_ALLOWED,
                  "/line is " + it.line() + ", the distribution of " + it.call() + " has less"));
      case ALREADY_REVERSED -> refused(status, it.lines() + " went back before");
      case ALREADY_PAID -> refused(status, it.lines() + ", all or in part");
      case WINDOW_OVER -> refused(status, it.lines() + " can be challenged no more");
      case BAD_PAYEE -> refused(status, it.account() + " cannot be paid in place of another");
      case NOTHING_UNCLAIMED -> refused(status, "nothing of " + it.account() + " lies unclaimed");
      case NO_SUCCESSOR ->
          refused(status, it.account() + " cannot be paid, nor can anybody in its place");
      case LEDGER_REFUSED ->
          no(
              ErrorCode.LEDGER_REFUSED,
              "an account of the runtime is frozen or has too little, for "
                  + (it.call().isEmpty() ? it.account() : it.lines()));
    };
  }

  private static Optional<Problem> refused(RoyaltyStatus status, String why) {
    return no(ErrorCode.ROYALTIES_REFUSED, status.code() + ": " + why);
  }

  /// What was asked of a bond.
  ///
  /// @param principal whose
  /// @param duty for what
  /// @param value what is at fault if that is one value: an amount, a rule, an offence, a time
  record OfBond(String principal, String duty, String value) {

    String bond() {
      return "the bond of " + principal + " for " + duty;
    }
  }

  /// Why it was not done; empty if it was.
  static Optional<Problem> of(BondStatus status, OfBond it) {
    return switch (status) {
      case DONE, EXISTS -> Optional.empty();
      case AMOUNT_NOT_POSITIVE -> bad("amount " + it.value(), "it has to be above 0");
      case UNKNOWN_DUTY -> bad("duty \"" + it.duty() + "\"", "no such kind is set");
      case BAD_RULE -> bad("rule \"" + it.value() + "\"", "it has 1 to 64 of a-z, 0-9, _, - and .");
      case BAD_OFFENCE -> bad("offence \"" + it.value() + "\"", "it has 1 to 200 characters");
      case BAD_PERMILLE -> bad("permille " + it.value(), "it is 1 to 1000");
      case BAD_PAYEE ->
          bad(
              "payees " + it.value(),
              "they are one to eight other accounts in credits, whose permille sum to 1000");
      case BAD_TIME -> bad("time " + it.value(), "it lies ahead, by ten years at most");
      case NOT_BONDED -> no(ErrorCode.BOND_NOT_FOUND, "there is no such thing as " + it.bond());
      case ALREADY_BONDED -> refused(status, it.bond() + " is there, under another id");
      case ID_USED ->
          no(ErrorCode.IDEMPOTENCY_CONFLICT, "the id was used before, for " + it.bond());
      case BELOW_MINIMUM -> refused(status, it.value() + " is too little for " + it.duty());
      case DUTY_ENDED -> refused(status, it.bond() + " stands behind nothing any more");
      case NOT_WITHDRAWN -> refused(status, it.bond() + " has to be withdrawn first");
      case COOLING_DOWN -> refused(status, it.bond() + " stays for a while yet");
      case SLASH_PENDING -> refused(status, it.bond() + " has an accusation to be decided");
      case NOT_PENDING -> refused(status, it.bond() + " has no accusation " + it.value());
      case TOO_MANY_PENDING -> refused(status, it.bond() + " has 16 accusations already");
      case ALREADY_SLASHED -> refused(status, it.bond() + " was slashed for " + it.value());
      case EXCEEDS_BOND -> refused(status, it.bond() + " has not as much left");
      case NO_SUCH_ACCOUNT ->
          no(
              ErrorCode.ACCOUNT_NOT_FOUND,
              "there is no principal " + it.principal() + " in credits");
      case ACCOUNT_CLOSED, ACCOUNT_FROZEN ->
          no(ErrorCode.LEDGER_REFUSED, status.code() + ": " + it.principal() + " cannot bond");
      case INSUFFICIENT_FUNDS ->
          no(
              ErrorCode.INSUFFICIENT_FUNDS,
              it.principal() + " has less than " + it.value() + " available");
      case LEDGER_REFUSED ->
          no(
              ErrorCode.LEDGER_REFUSED,
              "the ledger does not allow it, for a limit of the account or the form of the id: "
                  + it.bond());
    };
  }

  private static Optional<Problem> bad(String what, String allowed) {
    return no(ErrorCode.VALUE_NOT_ALLOWED, "the " + what + " is not allowed: " + allowed);
  }

  private static Optional<Problem> refused(BondStatus status, String why) {
    return no(ErrorCode.BOND_REFUSED, status.code() + ": " + why);
  }

  /// @throws Problem if there is one
  static void refuse(Optional<Problem> problem) throws Problem {
    if (problem.isPresent()) {
      throw problem.get();
    }
  }
}
