package guildhall.child;

import guildhall.sdk.Ask;
import guildhall.sdk.Progress;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// Who listens while a purchase is under way.
final class Listener {

  private final Consumer<Progress> progress;
  private final Consumer<String> text;
  private boolean deaf; // on the thread that reads the socket

  private Listener(Consumer<Progress> progress, Consumer<String> text) {
    this.progress = progress;
    this.text = text;
  }

  static Listener of(Ask ask) {
    return new Listener(ask.heard(), ask.hearing());
  }

  Consumer<Progress> progress() {
    return progress;
  }

  /// Text must have no gap: whoever is too far behind hears no more, and has the result.
  void hear(String piece, Executor one) {
    if (deaf) {
      return;
    }
    try {
      one.execute(() -> text.accept(piece));
    } catch (RejectedExecutionException _) {
      deaf = true;
    }
  }
}
