package guildhall.datanet.admission;

/// How the reading of an offering ended.
public sealed interface Reading {

  /// It was read to its end, and every item was handed out.
  ///
  /// @param items 1 or more
  /// @param bytes as they came
  record Whole(int items, long bytes) implements Reading {}

  /// It was given up. Items that were handed out before do not count: nothing of it is taken.
  record Refused(NotAdmitted why) implements Reading {}
}
