package guildhall.ledger;

import java.io.IOException;

/// Sealed ids as they were collected, not in order yet: the index over them answers. It is how a
/// generation begins, so that sealing it takes no time.
///
/// @param ids change no more
record FullIds(RecentIds ids) implements SealedIds.Sealed {

  @Override
  public int count() {
    return ids.size();
  }

  @Override
  public boolean find(long high, long low, long[] into) {
    int record = ids.find(high, low);
    if (record < 0) {
      return false;
    }
    into[0] = ids.value(record);
    into[1] = ids.bodyHash(record);
    return true;
  }

  @Override
  public void each(Visitor visitor) throws IOException {
    packed().each(visitor);
  }

  @Override
  public HeapIds packed() {
    return ids.sorted();
  }
}
