package guildhall.export;

import guildhall.ledger.SealedIds;

/// Ids that were used and are not kept, for a ledger that only replays: it notes ids and never asks
/// for one. Whoever does ask is not told anything wrong.
///
/// @param count how many there were
record ForgottenIds(int count) implements SealedIds {

  /// Keeps nothing but the number of ids.
  static final Store STORE =
      new Store() {
        @Override
        public SealedIds keep(long generation, Sealed ids) {
          return new ForgottenIds(ids.count());
        }

        @Override
        public void drop(SealedIds ids) {}
      };

  @Override
  public boolean find(long high, long low, long[] into) {
    throw forgotten();
  }

  @Override
  public void each(Visitor visitor) {
    throw forgotten();
  }

  private static UnsupportedOperationException forgotten() {
    return new UnsupportedOperationException("a replay does not keep the ids it has seen");
  }
}
