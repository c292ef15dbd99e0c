package guildhall.settlement;

/// When royalties are due, pure.
final class VestingTime {

  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3600 * SECOND;
  private static final long CENTURY = 876_600 * HOUR;

  private VestingTime() {}

  /// The end of the bucket in which the window ends. Buckets are a twenty-fourth of the window
  /// wide, at least a second and at most an hour, so that a contributor is paid once for all
  /// receipts of it and waits little longer than the window.
  ///
  /// @param nowMicros book time of the distribution, 0 or more
  /// @param windowMicros more than a century counts as a century
  /// @return at least `nowMicros + windowMicros`; 0 if there is no window
  static long dueMicros(long nowMicros, long windowMicros) {
    if (windowMicros <= 0) {
      return 0;
    }
    long window = Math.min(windowMicros, CENTURY);
    long width = Math.clamp(window / 24, SECOND, HOUR);
    return Math.ceilDiv(nowMicros + window, width) * width;
  }
}
