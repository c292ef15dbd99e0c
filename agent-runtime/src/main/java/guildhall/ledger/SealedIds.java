package guildhall.ledger;

/// A generation of ids that changes no more: records {high, low, value, body hash} in the order of
/// their ids, each id once.
///
/// One thread at a time. What cannot be read any more is an unchecked exception: the ledger cannot
/// say whether it knows an id, so it says nothing.
public interface SealedIds {

  /// How many ids.
  int count();

  /// Looks an id up.
  ///
  /// @param into gets {value, body hash} if it is there, else is left alone
  boolean find(long high, long low, long[] into);

  /// Hands over all records in order.
  void each(Visitor visitor);

  /// What a snapshot calls it; empty if it has to write it whole.
  String name();

  /// Of all its records; 0 if it has no name.
  int checksum();

  /// Receives records.
  interface Visitor {
    void id(long high, long low, long value, long bodyHash);
  }

  /// Where sealed generations are kept.
  interface Store {

    /// In the heap.
    Store HEAP =
        new Store() {
          @Override
          public SealedIds keep(long generation, SealedIds ids) {
            return ids;
          }

          @Override
          public SealedIds open(String name, int count, int checksum) {
            throw new IllegalStateException("the snapshot names a file of ids: " + name);
          }

          @Override
          public void drop(SealedIds ids) {}
        };

    /// Keeps a generation.
    ///
    /// @param generation 0, 1, 2 and so on; asked for again with other ids, the newer ones count
    SealedIds keep(long generation, SealedIds ids);

    /// Takes up a generation that a snapshot names.
    ///
    /// @throws RuntimeException if it is not there or is not what it was
    SealedIds open(String name, int count, int checksum);

    /// The ledger needs a generation no more. An older snapshot still may.
    void drop(SealedIds ids);
  }
}
