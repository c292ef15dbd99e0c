package guildhall.child;

/// How much a child may have asked and not been answered: what the runtime has to keep for it.
public final class Allowance {

  /// Units of a KiB a child may have under way.
  public static final int MOST_UNITS = 32 * 1024;

  private static final int LEAST_UNITS = 16;

  private Allowance() {}

  /// What a question counts.
  public static int units(int bytes) {
    return Math.max(LEAST_UNITS, (bytes >> 10) + 1);
  }
}
