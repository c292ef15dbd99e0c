package guildhall.settlement.use;

import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Grounds.Share;
import guildhall.settlement.RoyaltyFact.Part;
import guildhall.settlement.RoyaltyFact.Reversed;
import guildhall.settlement.SettlementFact.Distributed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What each contribution got of receipts that can still be reversed: a reversal names lines, and a
/// line is of many contributions. Forgotten when the window is over. Of the book's writer thread.
final class Vested {

  /// What a contribution got of one receipt.
  ///
  /// @param line of its contributor, by index; -1 if it got nothing
  /// @param micros of that line
  /// @param curatorLine of its datanet's owner, by index; -1 if there is none
  /// @param curatorMicros of that one
  record Piece(
      String datanet, String id, int line, long micros, int curatorLine, long curatorMicros) {

    /// What goes with a line.
    long of(int reversedLine) {
      return (line == reversedLine ? micros : 0)
          + (curatorLine == reversedLine ? curatorMicros : 0);
    }
  }

  /// One distribution.
  ///
  /// @param position of its entry
  record Receipt(long dueMicros, String call, long position, List<Piece> pieces) {
    Receipt {
      pieces = List.copyOf(pieces);
    }
  }

  /// What a contribution has lost.
  ///
  /// @param position of the distribution in which it got it
  record Lost(String datanet, String id, long position, long micros) {}

  private final NavigableMap<Long, Map<String, Receipt>> byDue = new TreeMap<>();

  /// Keeps a distribution if it vests.
  ///
  /// @param owner of a datanet by its name
  void distribute(long position, Distributed fact, UnaryOperator<String> owner) {
    if (fact.vestsMicros() == 0 || fact.grounds().shares().isEmpty()) {
      return;
    }
    List<Piece> pieces = new ArrayList<>();
    for (Share share : fact.grounds().shares()) {
      int hash = share.key().indexOf('#');
      if (hash >= 0) {
        String datanet = share.key().substring(0, hash);
        pieces.add(
            new Piece(
                datanet,
                share.key().substring(hash + 1),
                share.line(),
                share.micros(),
                share.curatorMicros() > 0 ? curatorLine(fact, owner.apply(datanet)) : -1,
                share.curatorMicros()));
      }
    }
    add(new Receipt(fact.vestsMicros(), fact.call(), position, pieces));
  }

  private static int curatorLine(Distributed fact, String owner) {
    List<Line> lines = fact.lines();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).role().equals(Use.CURATOR) && lines.get(i).account().equals(owner)) {
        return i;
      }
    }
    return -1;
  }

  void add(Receipt receipt) {
    byDue
        .computeIfAbsent(receipt.dueMicros(), _ -> new LinkedHashMap<>())
        .put(receipt.call(), receipt);
  }

  /// What the contributions of a receipt lose by a reversal.
  void reverse(Reversed fact, Consumer<Lost> lost) {
    Receipt receipt = byDue.getOrDefault(fact.dueMicros(), Map.of()).get(fact.call());
    if (receipt == null) {
      return; // an older book does not tell the parts of a line
    }
    for (Part part : fact.parts()) {
      for (Piece piece : receipt.pieces()) {
        long micros = piece.of(part.line());
        if (micros > 0) {
          lost.accept(new Lost(piece.datanet(), piece.id(), receipt.position(), micros));
        }
      }
    }
  }

  /// Forgets what is due by now: it cannot be reversed any more.
  void forget(long nowMicros) {
    byDue.headMap(nowMicros, true).clear();
  }

  /// All that is kept, by when it is due.
  List<Receipt> all() {
    return byDue.values().stream().flatMap(each -> each.values().stream()).toList();
  }
}
