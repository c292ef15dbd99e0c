package guildhall.outbound;

/// What became of a request; each case says what is known of its arrival, for that decides whether
/// it may be sent again.
public sealed interface Reply {

  /// The whole answer.
  ///
  /// @param status of HTTP; a redirect is an answer like any other and is not followed
  /// @param text the body in UTF-8
  record Answered(int status, String text) implements Reply {}

  /// It has arrived, and the answer cannot be used.
  ///
  /// @param why a sentence of ours
  record Spoilt(String why) implements Reply {}

  /// Not a byte of it has left: refused by the rules, or no connection came about.
  ///
  /// @param why a sentence of ours
  record NotSent(String why) implements Reply {}

  /// It may have arrived: the connection broke, or no whole answer came in time.
  ///
  /// @param why a sentence of ours
  record Lost(String why) implements Reply {}
}
