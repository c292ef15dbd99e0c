package guildhall.settlement.use;

import guildhall.book.ContentId;
import guildhall.book.ContentReader;
import guildhall.book.Entry;
import guildhall.json.RecordJson;
import guildhall.settlement.Evidence;
import guildhall.settlement.Grounds.Share;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SettlementFact.Settled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which receipts each contribution has touched: those of answers it was read for, and those whose
/// royalty part was decided with it. It follows the book, and takes 8 to 12 bytes for each receipt
/// and contribution. Of one thread at a time.
///
/// A receipt stands where it was settled, and once it is decided that the contribution has a part
/// of it, where that was decided, so it is counted once.
final class Touches {

  /// How a contribution has touched a receipt.
  enum How {
    /// It was read; no part of the answer was put down to it, or that is not decided yet.
    READ,
    /// It was read, and has a part.
    READ_AND_WEIGHED,
    /// It was not read by the call, and has a part: of what a model was made from, or by a passage.
    WEIGHED
  }

  /// Where a receipt is.
  ///
  /// @param position of its settlement, or of its distribution once that is known to concern it
  record At(long position, How how) {}

  private record Waiting(long position, Set<String> read) {}

  private static final class Of {
    private final Positions read = new Positions();
    private final Positions readAndWeighed = new Positions();
    private final Positions weighed = new Positions();
  }

  private final ContentReader contents;
  private final Map<String, Of> byKey = new HashMap<>();

  /// What was read for receipts that are still to be distributed, by call.
  private final Map<String, Waiting> waiting = new HashMap<>();

  /// @param contents where evidence is
  Touches(ContentReader contents) {
    this.contents = contents;
  }

  /// Takes the next entry in.
  ///
  /// @throws IOException if the evidence of a receipt cannot be read; nothing is taken in then
  void apply(Entry entry) throws IOException {
    switch (entry.fact()) {
      case Settled fact -> settle(entry.position(), fact);
      case Distributed fact -> distribute(entry.position(), fact);
      default -> {}
    }
  }

  private void settle(long position, Settled fact) throws IOException {
    Set<String> read = read(fact.evidence());
    read.forEach(key -> of(key).read.add(position));
    boolean distributedLater =
        fact.lines().stream()
            .anyMatch(line -> line.role().equals(Use.ROYALTY) && line.amount().micros() > 0);
    if (!read.isEmpty() && distributedLater) {
      waiting.put(fact.call(), new Waiting(position, read));
    }
  }

  private Set<String> read(ContentId evidence) throws IOException {
    byte[] bytes =
        contents.get(evidence).orElseThrow(() -> new IOException("there is no " + evidence));
    Set<String> keys = new HashSet<>();
    RecordJson.read(bytes, Evidence.class).reads().forEach(each -> keys.add(each.key()));
    return keys;
  }

  private void distribute(long position, Distributed fact) {
    Waiting before = waiting.remove(fact.call());
    for (Share share : fact.grounds().shares()) {
      Of of = of(share.key());
      if (before != null && before.read().contains(share.key())) {
        var _ = of.read.remove(before.position());
        of.readAndWeighed.add(position);
      } else {
        of.weighed.add(position);
      }
    }
  }

  private Of of(String key) {
    return byKey.computeIfAbsent(key, _ -> new Of());
  }

  /// How many receipts a contribution has touched.
  ///
  /// @param since only those at this position or behind it
  long count(String key, long since) {
    Of of = byKey.get(key);
    return of == null
        ? 0
        : (long) of.read.countFrom(since)
            + of.readAndWeighed.countFrom(since)
            + of.weighed.countFrom(since);
  }

  /// The newest of them below a position, newest first.
  ///
  /// @param most of them at most
  List<At> below(String key, long since, long before, int most) {
    Of of = byKey.get(key);
    List<At> found = new ArrayList<>();
    if (of != null) {
      of.read.below(before, most).forEach(each -> found.add(new At(each, How.READ)));
      of.readAndWeighed
          .below(before, most)
          .forEach(each -> found.add(new At(each, How.READ_AND_WEIGHED)));
      of.weighed.below(before, most).forEach(each -> found.add(new At(each, How.WEIGHED)));
    }
    return found.stream()
        .filter(each -> each.position() >= since)
        .sorted((one, other) -> Long.compare(other.position(), one.position()))
        .limit(most)
        .toList();
  }
}
