package guildhall.ledger;

/// Spreads 64 bits so that each bit that goes in changes about half of those that come out. Source:
/// the finaliser of MurmurHash3 with the constants of David Stafford's variant 13.
final class Mix {

  private Mix() {}

  static long of(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /// Of 128 bits.
  static long of(long high, long low) {
    return of(of(high) + low);
  }
}
