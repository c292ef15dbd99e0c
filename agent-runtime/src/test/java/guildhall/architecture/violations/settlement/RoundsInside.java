package guildhall.architecture.violations.settlement;

/// Whole numbers outside, a fraction inside.
public final class RoundsInside {

  /// A tenth, or nearly.
  public long tenth(long micros) {
    return (long) (micros * 0.1f);
  }
}
