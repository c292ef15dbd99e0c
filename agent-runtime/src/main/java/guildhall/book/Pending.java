package guildhall.book;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A command with the answer its caller waits for. Decided by one thread, answered by that or
/// another once what it decided is durable.
final class Pending<R extends @Nullable Object> {

  private final Command<R> command;
  private final CompletableFuture<R> answer = new CompletableFuture<>();
  private @Nullable R result;
  private @Nullable Throwable thrown;

  Pending(Command<R> command) {
    this.command = command;
  }

  CompletableFuture<R> answer() {
    return answer;
  }

  /// See [Command#touch].
  long touch() {
    return command.touch();
  }

  /// Decides and keeps the result, or what the command threw, for later.
  ///
  /// @return what it threw, if anything
  @SuppressWarnings("CatchingThrowable") // whatever it throws, its caller is told, in turn
  @Nullable Throwable decide(Draft draft) {
    try {
      result = command.decide(draft);
    } catch (Throwable e) {
      thrown = e;
    }
    return thrown;
  }

  /// Tells the caller what was decided.
  @SuppressWarnings("NullAway") // R may be nullable; result is R once decide has returned
  void tell() {
    if (thrown == null) {
      answer.complete(result);
    } else {
      answer.completeExceptionally(thrown);
    }
  }

  /// Tells the caller why nothing else can be said; an answer that was given stays.
  void refuse(BookUnavailable.Reason reason) {
    answer.completeExceptionally(new BookUnavailable(reason));
  }
}
