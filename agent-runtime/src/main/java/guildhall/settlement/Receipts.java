package guildhall.settlement;

import guildhall.governance.Policies;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt;
import guildhall.sdk.Receipt.Line;
import java.util.ArrayList;
import java.util.List;

/// Receipts as trees, put together from engagements. Read on the book's writer thread.
public final class Receipts {

  private final Engagements engagements;
  private final Policies policies;
  private final Vesting vesting;

  /// Receipts over these projections.
  public Receipts(Engagements engagements, Policies policies, Vesting vesting) {
    this.engagements = engagements;
    this.policies = policies;
    this.vesting = vesting;
  }

  /// The receipt of a whole task: no fee of its own, one part per paid call, whatever those bought
  /// below them. Its total is what the user's account was debited.
  ///
  /// @param nowMicros for telling whether the challenge windows have passed; until royalties are
  ///   paid as well, a receipt is not final
  public Receipt ofTask(String task, long nowMicros) {
    List<Receipt> parts =
        engagements.ofTask(task).stream()
            .filter(each -> each.award().parent().isEmpty())
            .map(each -> of(each, nowMicros))
            .filter(Receipts::paidAnything)
            .toList();
    Receipt.State least =
        parts.stream().map(Receipt::state).min(Enum::compareTo).orElse(Receipt.State.FINAL);
    return new Receipt(task, "task", "", Amount.ZERO, List.of(), least, parts);
  }

  /// The receipt of one engagement. What an agent bought at its own cost is no part of it: it has a
  /// receipt of its own.
  public Receipt of(Engagement engagement, long nowMicros) {
    List<Receipt> parts =
        engagements.children(engagement.call()).stream()
            .filter(each -> !each.isFromOwnAccount())
            .map(each -> of(each, nowMicros))
            .filter(Receipts::paidAnything)
            .toList();
    Receipt.State own = state(engagement, nowMicros);
    Receipt.State least =
        parts.stream()
            .map(Receipt::state)
            .min(Enum::compareTo)
            .filter(s -> s.compareTo(own) < 0)
            .orElse(own);
    return new Receipt(
        engagement.call(),
        engagement.award().capability(),
        engagement.award().agent(),
        Amount.micros(engagement.chargedMicros()),
        lines(engagement),
        least,
        parts);
  }

  private static boolean paidAnything(Receipt receipt) {
    return !receipt.total().isZero();
  }

  private static List<Line> lines(Engagement engagement) {
    List<Line> lines = new ArrayList<>();
    for (Line line : engagement.lines()) {
      if (line.role().equals("royalty") && !engagement.royalties().isEmpty()) {
        lines.addAll(engagement.royalties());
      } else {
        lines.add(line);
      }
    }
    lines.addAll(engagement.access());
    return lines;
  }

  private Receipt.State state(Engagement engagement, long nowMicros) {
    if (engagement.state() == Engagement.State.FUNDED || engagement.undistributedMicros() > 0) {
      return Receipt.State.SETTLED;
    }
    long since = Math.max(engagement.settledMicros(), engagement.distributedMicros());
    long window = policies.version(engagement.award().policy()).challengeWindowMicros();
    return nowMicros - since >= window && !vesting.isVesting(engagement.vestsMicros())
        ? Receipt.State.FINAL
        : Receipt.State.DISTRIBUTED;
  }
}
