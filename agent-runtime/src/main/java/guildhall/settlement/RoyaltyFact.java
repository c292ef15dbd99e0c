package guildhall.settlement;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import java.util.List;
import java.util.Optional;

/// What the book says of royalties after their distribution. Amounts are micro-credits, times book
/// time in microseconds.
public sealed interface RoyaltyFact extends Fact {

  /// What one contributor is paid of a bucket.
  ///
  /// @param account whose royalties they are
  /// @param micros how much, more than 0
  /// @param to who was paid instead: a successor, or `@unclaimed`; empty for the account itself
  record Payout(String account, long micros, Optional<String> to) {}

  /// What had vested was paid; the ledger's transfer stands in the same group.
  ///
  /// @param dueMicros which bucket; 0 for what a distribution without a window could not pay to the
  ///   account of its line
  /// @param payouts one for each contributor
  record Paid(long dueMicros, List<Payout> payouts) implements RoyaltyFact {
    /// Copies the list.
    public Paid {
      payouts = List.copyOf(payouts);
    }
  }

  /// One line of a distribution.
  ///
  /// @param line its index among the lines of the distribution, 0 or more
  /// @param account whose it was
  /// @param micros how much
  record Part(int line, String account, long micros) {}

  /// Lines of a distribution were taken back while they vested.
  ///
  /// @param call which receipt
  /// @param dueMicros the bucket they vested in
  /// @param parts those lines
  /// @param to whose they are instead, in the same bucket; empty if they went back to the pool
  /// @param reason one sentence
  /// @param evidence what shows that it was right
  record Reversed(
      String call,
      long dueMicros,
      List<Part> parts,
      Optional<String> to,
      String reason,
      ContentId evidence)
      implements RoyaltyFact {
    /// Copies the list.
    public Reversed {
      parts = List.copyOf(parts);
    }

    /// What stands in the receipt in place of a line.
    Line instead(Part part) {
      return new Line(
          to.orElse(SystemAccounts.ROYALTIES), "reversed", Amount.micros(part.micros()), reason);
    }
  }

  /// Who is paid the royalties of an account that is closed or that nobody has.
  ///
  /// @param account whose
  /// @param successor to whom
  record SuccessorNamed(String account, String successor) implements RoyaltyFact {}

  /// What lay unclaimed was paid; the ledger's transfer stands in the same group.
  ///
  /// @param account whose royalties it was
  /// @param to who was paid
  /// @param micros all that was unclaimed of it
  record Claimed(String account, String to, long micros) implements RoyaltyFact {}
}
