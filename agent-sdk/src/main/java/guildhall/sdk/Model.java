package guildhall.sdk;

/// A language model as a call may use it. Each use counts as evidence of what the answer was made
/// from. Safe for any thread; of no use after the call has ended.
public interface Model {

  /// {@return its name}
  String name();

  /// Lets it go on from a prompt. Waits: on virtual threads.
  ///
  /// @param prompt the conversation so far
  /// @return what it made of it
  /// @throws InterruptedException when the call was cancelled or its deadline has passed
  Completion complete(Prompt prompt) throws InterruptedException;
}
