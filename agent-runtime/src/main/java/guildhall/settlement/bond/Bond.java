package guildhall.settlement.bond;

import guildhall.book.ContentId;
import guildhall.ledger.Id;
import java.util.ArrayList;
import java.util.List;

/// A bond at one moment. Amounts are micro-credits, times book time in microseconds.
///
/// @param hold where the money is reserved; names the bond
/// @param principal whose
/// @param duty for what
/// @param amountMicros all that was ever put into it; what slashes are a part of
/// @param leftMicros what is still reserved
/// @param minimumMicros the least that must be left for the duty to go on
/// @param cooldownMicros how long the money stays after a withdrawal
/// @param untilMicros the cooldown begins then at the earliest
/// @param expiresMicros when its hold ends by itself
/// @param state whether the duty lasts
/// @param releasableMicros when it may be released, 0 while the duty lasts
/// @param pending accusations that are not decided, some of which may have lapsed
/// @param slashed offences it was slashed for
public record Bond(
    Id hold,
    String principal,
    String duty,
    long amountMicros,
    long leftMicros,
    long minimumMicros,
    long cooldownMicros,
    long untilMicros,
    long expiresMicros,
    State state,
    long releasableMicros,
    List<Accusation> pending,
    List<String> slashed) {

  /// Lifecycle; a bond that is released or wholly slashed is no bond any more.
  public enum State {
    /// The duty lasts.
    ACTIVE,
    /// The duty has ended; the money stays until the cooldown is over.
    LEAVING
  }

  /// What somebody says was done.
  ///
  /// @param offence its name
  /// @param rule stable code of the rule that is said to be broken
  /// @param evidence what shows it
  /// @param lapsesMicros from when on it holds nothing up any more
  public record Accusation(String offence, String rule, ContentId evidence, long lapsesMicros) {}

  /// Copies the lists.
  public Bond {
    pending = List.copyOf(pending);
    slashed = List.copyOf(slashed);
  }

  static Bond posted(BondFact.Posted fact) {
    return new Bond(
        fact.hold(),
        fact.principal(),
        fact.duty(),
        fact.amountMicros(),
        fact.amountMicros(),
        fact.minimumMicros(),
        fact.cooldownMicros(),
        fact.untilMicros(),
        fact.expiresMicros(),
        State.ACTIVE,
        0,
        List.of(),
        List.of());
  }

  /// Whether the duty lasts and enough stands behind it.
  public boolean isActive() {
    return state == State.ACTIVE;
  }

  /// Whether an accusation is not decided and has not lapsed.
  public boolean isAccused(long nowMicros) {
    return accusations(nowMicros) > 0;
  }

  /// How many accusations there are.
  long accusations(long nowMicros) {
    return pending.stream().filter(each -> each.lapsesMicros() > nowMicros).count();
  }

  boolean isAccusedOf(String offence, long nowMicros) {
    return pending.stream()
        .anyMatch(each -> each.lapsesMicros() > nowMicros && each.offence().equals(offence));
  }

  Bond increased(long moreMicros) {
    return with(amountMicros + moreMicros, leftMicros + moreMicros, expiresMicros);
  }

  Bond extended(long laterMicros) {
    return with(amountMicros, leftMicros, laterMicros);
  }

  private Bond with(long amount, long left, long expires) {
    return new Bond(
        hold,
        principal,
        duty,
        amount,
        left,
        minimumMicros,
        cooldownMicros,
        untilMicros,
        expires,
        state,
        releasableMicros,
        pending,
        slashed);
  }

  Bond leaving(long releasable) {
    return with(State.LEAVING, releasable, pending, slashed);
  }

  /// Those that have lapsed are forgotten.
  Bond accused(BondFact.Accused fact, long nowMicros) {
    List<Accusation> now = new ArrayList<>(pending);
    now.removeIf(each -> each.lapsesMicros() <= nowMicros);
    now.add(new Accusation(fact.offence(), fact.rule(), fact.evidence(), fact.lapsesMicros()));
    return with(state, releasableMicros, now, slashed);
  }

  Bond dismissed(String offence) {
    return with(state, releasableMicros, without(offence), slashed);
  }

  Bond slashed(BondFact.Slashed fact) {
    List<String> offences = new ArrayList<>(slashed);
    offences.add(fact.offence());
    Bond less = with(amountMicros, leftMicros - fact.amountMicros(), expiresMicros);
    return less.with(
        fact.endsDuty() ? State.LEAVING : state,
        fact.endsDuty() ? fact.releasableMicros() : releasableMicros,
        without(fact.offence()),
        offences);
  }

  private List<Accusation> without(String offence) {
    return pending.stream().filter(each -> !each.offence().equals(offence)).toList();
  }

  private Bond with(
      State now, long releasable, List<Accusation> accusations, List<String> offences) {
    return new Bond(
        hold,
        principal,
        duty,
        amountMicros,
        leftMicros,
        minimumMicros,
        cooldownMicros,
        untilMicros,
        expiresMicros,
        now,
        releasable,
        accusations,
        offences);
  }
}
