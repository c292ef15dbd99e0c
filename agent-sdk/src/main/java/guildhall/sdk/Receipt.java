package guildhall.sdk;

import java.util.List;

/// What one engagement cost its payer and who got it, with the receipts of everything that was
/// bought for it.
///
/// @param id the call's id
/// @param capability what was bought
/// @param agent from whom; empty for the task itself
/// @param fee what was paid for the agent's own work
/// @param lines to whom the fee went; they sum to the fee exactly, but for those with the role
///   `access`, which come on top of it
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

  /// {@return the fee, what was paid for reading, and all parts: what the payer has paid for it}
  public Amount total() {
    Amount own =
        lines.stream()
            .filter(line -> line.role().equals(Line.ACCESS))
            .map(Line::amount)
            .reduce(fee, Amount::plus);
    return parts.stream().map(Receipt::total).reduce(own, Amount::plus);
  }

  /// One payee.
  ///
  /// @param account who was credited
  /// @param role why: `agent`, `platform`, `royalty`, `residual`, `pool`, `reversed` for a royalty
  ///   that was taken back and given to this account, or `access` for passages of a datanet that
  ///   were read at its price
  /// @param amount how much
  /// @param note for a royalty the contributions it is paid for, for what was reversed the reason,
  ///   for what was read the datanet and how many passages
  public record Line(String account, String role, Amount amount, String note) {

    /// Role of what was paid for reading a datanet.
    public static final String ACCESS = "access";
  }

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
