package guildhall.ledger;

import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Linked;
import guildhall.ledger.Operation.Transfer;
import java.util.List;

/// An operation with all that can be said of it before it is its turn: its body's hash, what is
/// wrong with its shape, and where its accounts seem to be. Whoever asks for the operation makes
/// it, on a thread of his own, so that the one thread that decides has less to do and need not read
/// texts. It says nothing that later decides otherwise: a guess is only a place to look first.
///
/// Immutable; see [Ledger#prepare].
public final class Prepared {

  private static final List<Credit> NOBODY = List.of();

  private final Operation operation;

  /// 0 if the operation has no id.
  final long bodyHash;

  final LedgerStatus shape;

  /// Of the payer, then of the payees in their order; of operations that name neither, none.
  final NameKeys names;

  /// The operations of a group.
  final List<Prepared> inside;

  private Prepared(Operation operation, NameKeys names, List<Prepared> inside) {
    this.operation = operation;
    this.bodyHash = Ids.of(operation) == null ? 0 : BodyHash.of(operation);
    this.shape = Shape.check(operation);
    this.names = names;
    this.inside = inside;
  }

  static Prepared of(Operation operation, Names accounts) {
    return switch (operation) {
      case Transfer it -> of(it, it.from(), it.to(), accounts);
      case Capture it -> of(it, "", it.to(), accounts);
      case Hold it -> of(it, it.parent().isPresent() ? "" : it.payer(), NOBODY, accounts);
      case Linked it ->
          new Prepared(
              it, NameKeys.NONE, it.operations().stream().map(each -> of(each, accounts)).toList());
      default -> new Prepared(operation, NameKeys.NONE, List.of());
    };
  }

  private static Prepared of(
      Operation operation, String payer, List<Credit> payees, Names accounts) {
    NameKeys names = new NameKeys(1 + payees.size());
    if (!payer.isEmpty()) { // else it is that of the hold
      names.set(0, payer, accounts);
    }
    for (int i = 0; i < payees.size(); i++) {
      names.set(1 + i, payees.get(i).account(), accounts);
    }
    return new Prepared(operation, names, List.of());
  }

  /// What is asked for.
  public Operation operation() {
    return operation;
  }
}
