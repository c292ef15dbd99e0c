package guildhall.ledger;

import java.io.IOException;

/// A generation of ids that changes no more: records {high, low, value, body hash}, each id once.
///
/// Asked by one thread at a time. What cannot be read any more is an unchecked exception: the
/// ledger cannot say whether it knows an id, so it says nothing.
public interface SealedIds {

  /// How many ids.
  int count();

  /// Looks an id up.
  ///
  /// @param into gets {value, body hash} if it is there, else is left alone
  boolean find(long high, long low, long[] into);

  /// Hands over all records in the order of their ids.
  ///
  /// @throws IOException from the visitor, or naming what cannot be read
  void each(Visitor visitor) throws IOException;

  /// Receives records.
  interface Visitor {
    /// One record.
    void id(long high, long low, long value, long bodyHash) throws IOException;
  }

  /// Tells most ids that are not there from those that are; small, and safe for threads.
  interface Filter {
    /// False if an id is not there for sure.
    boolean mayHave(long high, long low);
  }

  /// Ids in the heap as the table seals them: perhaps not in order yet. Safe for threads.
  interface Sealed extends SealedIds {
    /// The same ids in order, as small as they get. Sorting takes milliseconds for 65536.
    Packed packed();
  }

  /// Ids in the heap in their order.
  interface Packed extends Sealed {
    /// A filter of all of them that does not hold on to them.
    Filter filter();

    @Override
    default Packed packed() {
      return this;
    }
  }

  /// Where sealed generations are kept. What it gives back holds the same ids as what it was given,
  /// whatever becomes of it behind that.
  interface Store {

    /// In the heap.
    Store HEAP =
        new Store() {
          @Override
          public SealedIds keep(long generation, Sealed ids) {
            return ids.packed();
          }

          @Override
          public void drop(SealedIds ids) {}
        };

    /// Keeps a generation.
    ///
    /// @param generation its number: 0, 1, 2 and so on
    SealedIds keep(long generation, Sealed ids);

    /// A generation that [#keep] gave is asked no more.
    void drop(SealedIds ids);
  }
}
