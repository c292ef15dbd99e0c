package guildhall.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The standard output, which remembers that it could not be written: who prints on it does not
/// look.
final class Output extends FilterOutputStream {

  private @Nullable IOException failure;
  private boolean told;

  Output(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /// The user is told of a failure, which may be another file's.
  void told(IOException e) {
    told = told || e.equals(failure);
  }

  /// The first failure; null if all was written, or the user is told already.
  @Nullable IOException untold() {
    return told ? null : failure;
  }
}
