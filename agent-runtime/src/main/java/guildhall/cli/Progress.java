package guildhall.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/// How much of something was read: a bar that is drawn over itself where somebody watches, else a
/// line for each quarter.
final class Progress {

  private static final int CELLS = 30;
  private static final int WHOLE = 100;
  private static final int LINE_EVERY = 25;

  private final String what;
  private final long length;
  private final Console console;
  private long read;
  private int shown = -1;

  /// Nothing is read yet.
  Progress(String what, long length, Console console) {
    this.what = Table.plain(what);
    this.length = length;
    this.console = console;
  }

  /// A stream whose reads are counted.
  InputStream counted(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int from, int most) throws IOException {
        int got = super.read(bytes, from, most);
        add(Math.max(0, got));
        return got;
      }
    };
  }

  private synchronized void add(int bytes) {
    read += bytes;
    int percent = length == 0 ? WHOLE : (int) Math.min(WHOLE, read * WHOLE / length);
    int step = console.terminal() ? percent : percent / LINE_EVERY * LINE_EVERY;
    if (step > shown) {
      shown = step;
      show(step);
    }
  }

  private void show(int percent) {
    PrintWriter err = console.err();
    if (!console.terminal()) {
      err.println("sent " + percent + " % of " + what);
      return;
    }
    int full = percent * CELLS / WHOLE;
    err.print("\r[" + "#".repeat(full) + ".".repeat(CELLS - full) + "] " + percent + " % " + what);
    err.flush();
  }

  /// Ends the line of the bar.
  synchronized void end() {
    if (console.terminal() && shown >= 0) {
      console.err().println();
    }
  }
}
