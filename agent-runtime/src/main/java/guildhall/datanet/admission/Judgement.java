package guildhall.datanet.admission;

/// How an offering as a whole ended.
public sealed interface Judgement {

  /// Every item was judged on its own.
  ///
  /// @param accepted how many; what was there before is in none of the three numbers
  /// @param bytes of the upload
  /// @param usage of the contributor on this day, this offering counted
  /// @param documents that were known when it began: what came since was not looked at
  record Judged(
      int accepted, int aliases, int refused, long bytes, Quota.Usage usage, int documents)
      implements Judgement {}

  /// Nothing of it is taken, whatever was said of single items before.
  record Refused(NotAdmitted why) implements Judgement {}
}
