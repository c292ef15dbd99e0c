package guildhall.ledger;

import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Linked;
import guildhall.ledger.Operation.Transfer;
import java.util.List;

/// An operation with all that can be said of it without the ledger: its body's hash, what is wrong
/// with its shape, and its accounts' names as numbers. Whoever asks for the operation makes it, on
/// a thread of his own, so that the one thread that decides has less to do and need not read texts.
///
/// Immutable.
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

  /// Prepares an operation. Any thread, at any time: what is decided is the same, only sooner.
  public static Prepared of(Operation operation) {
    return switch (operation) {
      case Transfer it -> of(it, it.from(), it.to());
      case Capture it -> of(it, "", it.to());
      case Hold it -> of(it, it.parent().isPresent() ? "" : it.payer(), NOBODY);
      case Linked it ->
          new Prepared(it, NameKeys.NONE, it.operations().stream().map(Prepared::of).toList());
      default -> new Prepared(operation, NameKeys.NONE, List.of());
    };
  }

  private static Prepared of(Operation operation, String payer, List<Credit> payees) {
    NameKeys names = new NameKeys(1 + payees.size());
    if (!payer.isEmpty()) { // else it is that of the hold
      names.set(0, payer);
    }
    for (int i = 0; i < payees.size(); i++) {
      names.set(1 + i, payees.get(i).account());
    }
    return new Prepared(operation, names, List.of());
  }

  /// What is asked for.
  public Operation operation() {
    return operation;
  }
}
