package guildhall.ledger;

import guildhall.book.Draft;
import java.util.List;

/// What came of an operation: its status, and the facts to append if it is to take effect.
///
/// The facts are always appended, whatever the status: a failure that is remembered is a fact too.
/// Not to append them is a dry run: nothing has happened.
///
/// @param status how it ended
/// @param reason the first failure if it is [LedgerStatus#ID_ALREADY_FAILED], that of the operation
///   inside if it is [LedgerStatus#LINKED_FAILED], else the status
/// @param index which operation of a group failed, -1 if that is not what happened
/// @param facts they hold only if they are appended before anything else is decided
/// @param original position of the entry that settled the id before, -1 if none did
public record Decision(
    LedgerStatus status, LedgerStatus reason, int index, List<LedgerFact> facts, long original) {

  /// Copies the list.
  public Decision {
    facts = List.copyOf(facts);
  }

  static Decision no(LedgerStatus status) {
    return new Decision(status, status, -1, List.of(), -1);
  }

  static Decision known(LedgerStatus status, LedgerStatus reason, long original) {
    return new Decision(status, reason, -1, List.of(), original);
  }

  static Decision yes(LedgerFact fact) {
    return yes(List.of(fact));
  }

  static Decision yes(List<LedgerFact> facts) {
    return new Decision(LedgerStatus.CREATED, LedgerStatus.CREATED, -1, facts, -1);
  }

  Decision remembered(LedgerFact.Refused fact) {
    return new Decision(status, reason, index, List.of(fact), original);
  }

  /// Whether the operation takes effect, or has before.
  public boolean ok() {
    return status.ok();
  }

  /// Appends the facts and gives the status.
  public LedgerStatus appendTo(Draft draft) {
    for (LedgerFact fact : facts) {
      draft.append(fact);
    }
    return status;
  }
}
