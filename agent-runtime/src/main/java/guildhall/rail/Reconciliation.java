package guildhall.rail;

import java.util.List;

/// What a rail and the book say of each other at one moment. Amounts are micros of the rail's unit;
/// a sum that cannot be counted is given as the largest number.
///
/// If nothing is wrong, `balance = paid - paidPending - deposits`: what came in and has not gone
/// out again is owed to accounts, and what the rail has paid but the book has not noted yet is
/// still held by the account that asked.
///
/// @param rail its name
/// @param unit what it counts in
/// @param balanceMicros of the rail's account in the book
/// @param depositsMicros what the rail has received, but for what is not collected yet
/// @param uncollectedMicros what it has received and the book will still collect
/// @param paidMicros what the rail has paid
/// @param pendingMicros what the book holds for open withdrawals
/// @param paidPendingMicros the part of that which the rail has paid
/// @param differenceMicros the account's balance less what it should be; 0 if nothing is wrong
/// @param depositsOnlyAtRail received by the rail, passed by the book, and not credited
/// @param depositsOnlyInBook credited in the book, and the rail has not received them like that
/// @param payoutsOnlyAtRail paid or under way at the rail, and no withdrawal of the book is like it
/// @param payoutsOnlyInBook noted as paid in the book, and the rail has not paid them like that
/// @param unreadable what the rail has and cannot make sense of
public record Reconciliation(
    String rail,
    String unit,
    long balanceMicros,
    long depositsMicros,
    long uncollectedMicros,
    long paidMicros,
    long pendingMicros,
    long paidPendingMicros,
    long differenceMicros,
    List<Item> depositsOnlyAtRail,
    List<Item> depositsOnlyInBook,
    List<Item> payoutsOnlyAtRail,
    List<Item> payoutsOnlyInBook,
    List<String> unreadable) {

  /// Copies the lists.
  public Reconciliation {
    depositsOnlyAtRail = List.copyOf(depositsOnlyAtRail);
    depositsOnlyInBook = List.copyOf(depositsOnlyInBook);
    payoutsOnlyAtRail = List.copyOf(payoutsOnlyAtRail);
    payoutsOnlyInBook = List.copyOf(payoutsOnlyInBook);
    unreadable = List.copyOf(unreadable);
  }

  /// A deposit or a payout.
  ///
  /// @param party the account it came in for, or the destination it went to
  public record Item(String reference, String party, long amountMicros) {}

  /// Whether both say the same.
  public boolean isClean() {
    return differenceMicros == 0
        && depositsOnlyAtRail.isEmpty()
        && depositsOnlyInBook.isEmpty()
        && payoutsOnlyAtRail.isEmpty()
        && payoutsOnlyInBook.isEmpty()
        && unreadable.isEmpty();
  }
}
