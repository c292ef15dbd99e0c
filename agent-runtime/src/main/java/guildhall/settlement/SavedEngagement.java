package guildhall.settlement;

import guildhall.book.ContentId;
import guildhall.ledger.Id;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.SettlementFact.Awarded;
import java.util.List;
import java.util.Optional;

/// An [Engagement] as it is kept in a snapshot: a form of its own, so that what is read in memory
/// may change without changing what lies on disk. Components are those of [Engagement] but for the
/// payer, which follows from those above it.
record SavedEngagement(
    Awarded award,
    Engagement.State state,
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
    long characters,
    Optional<Id> text,
    long vestsMicros,
    Optional<List<Integer>> reversed,
    Optional<List<Line>> access) {

  static SavedEngagement of(Engagement engagement) {
    return new SavedEngagement(
        engagement.award(),
        engagement.state(),
        engagement.code(),
        engagement.reason(),
        engagement.output(),
        engagement.evidence(),
        engagement.chargedMicros(),
        engagement.lines(),
        engagement.royalties(),
        engagement.method(),
        engagement.settledMicros(),
        engagement.distributedMicros(),
        engagement.streamed().characters(),
        Optional.of(engagement.streamed().text()),
        engagement.vestsMicros(),
        Optional.of(engagement.reversed()).filter(each -> !each.isEmpty()),
        Optional.of(engagement.access()).filter(each -> !each.isEmpty()));
  }

  /// @param inherited payer of the call that asked
  Engagement engagement(Optional<String> inherited) {
    return new Engagement(
        award,
        award.payer().or(() -> inherited),
        state,
        code,
        reason,
        output,
        evidence,
        chargedMicros,
        List.copyOf(lines),
        List.copyOf(royalties),
        method,
        settledMicros,
        distributedMicros,
        text.map(hash -> new Streamed(characters, hash)).orElse(Streamed.NOTHING),
        vestsMicros,
        reversed.map(List::copyOf).orElse(List.of()),
        access.map(List::copyOf).orElse(List.of()));
  }
}
