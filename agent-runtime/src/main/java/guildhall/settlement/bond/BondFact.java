package guildhall.settlement.bond;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import guildhall.ledger.Id;
import java.util.List;

/// What the book says of bonds. Amounts are micro-credits, times book time in microseconds. What
/// the ledger says of a bond's hold, that it was increased, extended or released, is not said
/// again.
public sealed interface BondFact extends Fact {

  /// What bonds of a kind of duty have to be from now on; those that stand stay as they are.
  ///
  /// @param kind the part of a duty before its first colon, for example `review`
  /// @param minimumMicros the least that a bond must hold for the duty to go on
  /// @param cooldownMicros how long the money stays after the holder has withdrawn
  record DutySet(String kind, long minimumMicros, long cooldownMicros) implements BondFact {}

  /// A principal is bonded for a duty; its hold stands in the same group.
  ///
  /// @param hold where the money is reserved; names the bond
  /// @param principal whose
  /// @param duty for what, for example `review:wines`
  /// @param amountMicros how much
  /// @param minimumMicros of its kind of duty at the time
  /// @param cooldownMicros of its kind of duty at the time
  /// @param untilMicros the cooldown begins then at the earliest
  /// @param expiresMicros when the hold would end if it were not extended
  record Posted(
      Id hold,
      String principal,
      String duty,
      long amountMicros,
      long minimumMicros,
      long cooldownMicros,
      long untilMicros,
      long expiresMicros)
      implements BondFact {}

  /// The holder has withdrawn: the duty has ended, the money still stands for what was done.
  ///
  /// @param hold which bond
  /// @param releasableMicros when it may be released
  record Withdrawn(Id hold, long releasableMicros) implements BondFact {}

  /// Somebody says that the duty was broken; until that is decided, or the accusation lapses, the
  /// bond is not released.
  ///
  /// @param hold which bond
  /// @param offence names what is said to have happened, once per bond
  /// @param rule stable code of the rule that is said to be broken
  /// @param evidence what shows it
  /// @param lapsesMicros from when on it holds nothing up any more
  record Accused(Id hold, String offence, String rule, ContentId evidence, long lapsesMicros)
      implements BondFact {}

  /// An accusation came to nothing.
  record Dismissed(Id hold, String offence) implements BondFact {}

  /// A payee of a slash and its part.
  record Part(String account, long micros) {}

  /// Part of a bond, or all of it, was lost; the ledger's capture stands in the same group.
  ///
  /// @param hold which bond
  /// @param offence for what, at most once per bond
  /// @param rule stable code of the rule that was broken
  /// @param permille of all that was ever put into the bond
  /// @param amountMicros what that is
  /// @param evidence what shows it
  /// @param to to whom; they sum to the amount
  /// @param endsDuty whether too little is left for the duty
  /// @param releasableMicros when the rest may be released if it ends the duty, else 0
  record Slashed(
      Id hold,
      String offence,
      String rule,
      int permille,
      long amountMicros,
      ContentId evidence,
      List<Part> to,
      boolean endsDuty,
      long releasableMicros)
      implements BondFact {
    /// Copies the list.
    public Slashed {
      to = List.copyOf(to);
    }
  }
}
