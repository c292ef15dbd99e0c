package guildhall.samples.run;

import java.io.PrintStream;

/// What the terminal shows, a line at a time. A line never lands on a question that is waiting for
/// its answer. Safe for any thread.
final class Screen {

  private final PrintStream out;
  private boolean questionOpen;

  Screen(PrintStream out) {
    this.out = out;
  }

  synchronized void line(String text) {
    if (questionOpen) {
      out.println();
      questionOpen = false;
    }
    out.println(text);
  }

  /// Shows a question; the cursor stays behind it.
  synchronized void question(String text) {
    if (questionOpen) {
      out.println();
    }
    out.print(text);
    out.flush();
    questionOpen = true;
  }

  /// The person has pressed return.
  synchronized void answered() {
    questionOpen = false;
  }
}
