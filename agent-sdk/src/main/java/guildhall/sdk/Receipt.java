package guildhall.sdk;

import java.util.List;

/// What one engagement cost its payer and who got it, with the receipts of everything that was
/// bought for it.
///
/// @param id the call's id
/// @param capability what was bought
/// @param agent from whom; empty for the task itself
/// @param fee what was paid for the agent's own work
/// @param lines to whom the fee went; they sum to the fee exactly
/// @param state how final it is
/// @param parts receipts of what was bought on the way
public record Receipt(
    String id,
    String capability,
    String agent,
    Amount fee,
    List<Line> lines,
    State state,
    List<Receipt> parts) {

  /// Copies the lists.
  public Receipt {
    lines = List.copyOf(lines);
    parts = List.copyOf(parts);
  }

  /// {@return the fee and all parts: what the payer has paid for it}
  public Amount total() {
    return parts.stream().map(Receipt::total).reduce(fee, Amount::plus);
  }

  /// One payee.
  ///
  /// @param account who was credited
  /// @param role why: `agent`, `platform`, `royalty`, `residual`, `pool`, or `reversed` for a
  ///   royalty that was taken back and given to this account
  /// @param amount how much
  /// @param note for a royalty the contributions it is paid for, for what was reversed the reason
  public record Line(String account, String role, Amount amount, String note) {}

  /// How final a receipt is.
  public enum State {
    /// The fee was paid; the royalty part lies in the pool.
    SETTLED,
    /// It is decided to which contributors the royalty part belongs.
    DISTRIBUTED,
    /// The challenge window of its policy has passed as well, and they are paid.
    FINAL
  }
}
