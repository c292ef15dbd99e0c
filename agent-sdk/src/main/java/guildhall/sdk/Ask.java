package guildhall.sdk;

import java.time.Duration;
import java.util.function.Consumer;

/// How much, how well and until when: the conditions of a paid request to the market.
///
/// @param atMost ceiling for fee plus expenses
/// @param qualityFloor bids that promise less, in permille, lose whatever their price
/// @param within how long the caller will wait; never past the caller's own deadline
/// @param heard gets the agent's progress, on a thread of the runtime; must be quick
/// @param ownAccount whether the owner of the agent that asks pays, see [#fromOwnAccount]
/// @param hearing gets the text of a metered call as it is released, see [#hearing(Consumer)]
public record Ask(
    Amount atMost,
    int qualityFloor,
    Duration within,
    Consumer<Progress> heard,
    boolean ownAccount,
    Consumer<String> hearing) {

  /// Checks what it is made of.
  ///
  /// @throws IllegalArgumentException if the floor is outside 0 to 1000 or the time is not positive
  public Ask {
    if (qualityFloor < 0 || qualityFloor > 1000) {
      throw new IllegalArgumentException("qualityFloor must be 0..1000: " + qualityFloor);
    }
    if (!within.isPositive()) {
      throw new IllegalArgumentException("within must be positive: " + within);
    }
  }

  /// {@return at most this much, any quality, within a minute, progress unheard}
  ///
  /// @param ceiling fee and expenses together
  public static Ask atMost(Amount ceiling) {
    return new Ask(ceiling, 0, Duration.ofMinutes(1), _ -> {}, false, _ -> {});
  }

  /// {@return the same with a quality floor in permille}
  ///
  /// @param permille 0 to 1000
  public Ask withQualityFloor(int permille) {
    return new Ask(atMost, permille, within, heard, ownAccount, hearing);
  }

  /// {@return the same with another patience}
  ///
  /// @param time how long to wait, above zero
  public Ask withTime(Duration time) {
    return new Ask(atMost, qualityFloor, time, heard, ownAccount, hearing);
  }

  /// {@return the same, heard}
  ///
  /// @param listener gets the progress, see [#heard]
  public Ask withProgress(Consumer<Progress> listener) {
    return new Ask(atMost, qualityFloor, within, listener, ownAccount, hearing);
  }

  /// {@return the same, with a listener for the text of a metered call, piece by piece in its
  /// order} Each piece is in the book, and paid, before it is heard. If an agent fails and the next
  /// is tried, the text of the next follows from its beginning.
  ///
  /// The listener is called on a thread of the runtime, one call at a time. One that throws, or is
  /// more than 262,144 characters behind, hears no more; a line in the operator's log says so, and
  /// the result has everything. After the end of the call it has a second for what it has not heard
  /// yet. After a crash of the runtime it may miss what was released just before.
  ///
  /// @param listener gets the pieces; must be quick
  public Ask hearing(Consumer<String> listener) {
    return new Ask(atMost, qualityFloor, within, heard, ownAccount, listener);
  }

  /// {@return the same, paid by the owner of the agent that asks instead of the payer at the root:
  /// what the agent had not quoted as expenses, or keeps for later calls}
  ///
  /// It is held on the owner's account and costs the root nothing, so [Call#budget] stays as it is,
  /// and a price above it is no overrun. Whatever the call comes to, what was delivered stays paid
  /// by the owner; what is under way when the call ends is cancelled and its hold returns to the
  /// owner. At most [Agent#ownSpendingUpTo] in one call: an offer above what is left of it is
  /// [Outcome.TooDear], an owner who may not or cannot pay is [Outcome.NoOffer], and neither moves
  /// anything. Whoever buys without an agent pays from its own account anyway.
  public Ask fromOwnAccount() {
    return new Ask(atMost, qualityFloor, within, heard, true, hearing);
  }
}
