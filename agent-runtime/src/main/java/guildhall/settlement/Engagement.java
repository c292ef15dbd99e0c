package guildhall.settlement;

import guildhall.book.ContentId;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.SettlementFact.Awarded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// An awarded call at one moment.
///
/// @param award how it began
/// @param payer whose account pays if it is not the one at the root of the task: that of the owner
///   of the agent that asked for it, or for something above it, at its own cost
/// @param state where it stands
/// @param code why it ended, empty if it was delivered or is open
/// @param reason the same as a sentence
/// @param output its result, once delivered
/// @param evidence what the result was made from, once delivered
/// @param chargedMicros the fee paid, of a metered call what was paid so far
/// @param lines to whom the fee went, the royalty part still as one line to the pool
/// @param royalties to whom the royalty part went, once distributed
/// @param method how it was attributed, empty before
/// @param settledMicros book time of its end, 0 while it is open
/// @param distributedMicros book time of the distribution, 0 before
/// @param streamed how much of its text may be released, if it is metered
/// @param vestsMicros book time at which its royalties are due; 0 if they were paid at once or are
///   not distributed
/// @param reversed which of the royalties were reversed, by index, rising; what is there is where
///   they went then
/// @param access what was paid on top of the fee for reading datanets, once delivered
public record Engagement(
    Awarded award,
    Optional<String> payer,
    State state,
    String code,
    String reason,
    Optional<ContentId> output,
    Optional<ContentId> evidence,
    long chargedMicros,
    List<Line> lines,
    List<Line> royalties,
    String method,
    long settledMicros,
    long distributedMicros,
    Streamed streamed,
    long vestsMicros,
    List<Integer> reversed,
    List<Line> access) {

  /// Lifecycle, after ERC-8183's shape.
  public enum State {
    /// Its money is held; the agent is at work or will be.
    FUNDED,
    /// Delivered and paid.
    COMPLETED,
    /// Ended without delivery.
    REJECTED,
    /// Its hold ran out.
    EXPIRED
  }

  /// @param inherited payer of the call that asked
  static Engagement funded(Awarded award, Optional<String> inherited) {
    return new Engagement(
        award,
        award.payer().or(() -> inherited),
        State.FUNDED,
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        0,
        List.of(),
        List.of(),
        "",
        0,
        0,
        Streamed.NOTHING,
        0,
        List.of(),
        List.of());
  }

  Engagement metered(SettlementFact.Metered fact) {
    return new Engagement(
        award,
        payer,
        state,
        code,
        reason,
        output,
        evidence,
        chargedMicros + fact.chargedMicros(),
        Metering.merged(lines, fact.lines()),
        royalties,
        method,
        settledMicros,
        distributedMicros,
        new Streamed(fact.characters(), fact.text()),
        vestsMicros,
        reversed,
        access);
  }

  Engagement completed(SettlementFact.Settled fact, long timeMicros) {
    return new Engagement(
        award,
        payer,
        State.COMPLETED,
        "",
        "",
        Optional.of(fact.output()),
        Optional.of(fact.evidence()),
        fact.chargedMicros(),
        fact.lines(),
        List.of(),
        "",
        timeMicros,
        0,
        streamed,
        0,
        List.of(),
        fact.access().map(List::copyOf).orElse(List.of()));
  }

  /// What was metered before stays paid.
  Engagement ended(State end, String endCode, String sentence, long timeMicros) {
    return new Engagement(
        award,
        payer,
        end,
        endCode,
        sentence,
        Optional.empty(),
        Optional.empty(),
        chargedMicros,
        lines,
        List.of(),
        "",
        timeMicros,
        0,
        streamed,
        0,
        List.of(),
        List.of());
  }

  Engagement distributed(SettlementFact.Distributed fact, long timeMicros) {
    return new Engagement(
        award,
        payer,
        state,
        code,
        reason,
        output,
        evidence,
        chargedMicros,
        lines,
        fact.lines(),
        fact.method(),
        settledMicros,
        timeMicros,
        streamed,
        fact.vestsMicros(),
        List.of(),
        access);
  }

  /// Its royalties with those lines where they went instead.
  Engagement reversed(RoyaltyFact.Reversed fact) {
    List<Line> now = new ArrayList<>(royalties);
    List<Integer> all = new ArrayList<>(reversed);
    for (RoyaltyFact.Part part : fact.parts()) {
      now.set(part.line(), fact.instead(part));
      all.add(part.line());
    }
    Collections.sort(all);
    return new Engagement(
        award,
        payer,
        state,
        code,
        reason,
        output,
        evidence,
        chargedMicros,
        lines,
        List.copyOf(now),
        method,
        settledMicros,
        distributedMicros,
        streamed,
        vestsMicros,
        List.copyOf(all),
        access);
  }

  /// What was paid for the call itself, to the agent's side and for what it has read; not for what
  /// it bought.
  public long paidMicros() {
    return chargedMicros + access.stream().mapToLong(line -> line.amount().micros()).sum();
  }

  /// The royalty part that lies in the pool and waits: 0 if none was due or it is distributed, and
  /// while more may come.
  public long undistributedMicros() {
    return distributedMicros > 0 || state == State.FUNDED
        ? 0
        : lines.stream()
            .filter(line -> line.role().equals("royalty"))
            .mapToLong(line -> line.amount().micros())
            .sum();
  }

  /// Whether it has brought something to the pool so far.
  boolean owesRoyalties() {
    return lines.stream().anyMatch(line -> line.role().equals("royalty"));
  }

  /// Whether the owner of the agent that asked pays for it, from a hold of its own.
  public boolean isFromOwnAccount() {
    return award.payer().isPresent();
  }

  /// Identity of the engagement.
  public String call() {
    return award.call();
  }
}
