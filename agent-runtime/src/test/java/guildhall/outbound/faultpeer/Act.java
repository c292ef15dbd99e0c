package guildhall.outbound.faultpeer;

/// What becomes of one request.
public sealed interface Act {

  /// It is done and answered as it should be.
  record Honest() implements Act {}

  /// Another answer than the right one; nothing is done.
  ///
  /// @param headers lines with their breaks
  record Answer(int status, String headers, String body) implements Act {}

  /// The connection is closed without an answer.
  ///
  /// @param done whether the work is done before
  record Drop(boolean done) implements Act {}

  /// It is done and answered, and the answer comes a second time.
  record Twice() implements Act {}

  /// The head of an answer, then a byte now and then, for ever.
  record Drip() implements Act {}

  /// No answer at all, and the connection stays open.
  record Hang() implements Act {}
}
