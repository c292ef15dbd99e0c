package guildhall.datanet.admission;

import java.io.IOException;
import java.io.InputStream;

/// Bytes as they come, counted and stopped at the limit. One for all files of an offering.
final class Upload {

  /// The stream that was handed in has failed, which says nothing about what is offered.
  static final class SourceFailed extends IOException {
    private static final long serialVersionUID = 1;

    private final transient IOException failure;

    SourceFailed(IOException failure) {
      super("the source cannot be read", failure);
      this.failure = failure;
    }

    IOException failure() {
      return failure;
    }
  }

  /// The largest end of an archive: its record and a comment.
  private static final int TAIL_MAX = 22 + 65_535;

  private final long bytesMax;
  private final byte[] tail;
  private long count;

  /// Nothing came yet.
  ///
  /// @param keepsTail whether the last 64 KiB are to be remembered
  Upload(long bytesMax, boolean keepsTail) {
    this.bytesMax = bytesMax;
    tail = new byte[keepsTail ? TAIL_MAX : 0];
  }

  long count() {
    return count;
  }

  /// The last bytes that came, at most 65,557.
  byte[] tail() {
    int length = (int) Math.min(count, tail.length);
    byte[] last = new byte[length];
    for (int i = 0; i < length; i++) {
      last[i] = tail[(int) ((count - length + i) % tail.length)];
    }
    return last;
  }

  /// Counts what comes by no stream.
  void add(long bytes) throws Stop {
    if (bytes > bytesMax - count) {
      throw new Stop(
          Reason.TOO_LARGE, "The upload has more than the " + bytesMax + " bytes it may have.");
    }
    count += bytes;
  }

  private void took(byte[] bytes, int from, int length) throws Stop {
    long before = count;
    add(length);
    for (int i = Math.max(0, length - tail.length); i < length && tail.length > 0; i++) {
      tail[(int) ((before + i) % tail.length)] = bytes[from + i];
    }
  }

  /// A file of the upload.
  InputStream limited(InputStream in) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int got;
        try {
          got = in.read(bytes, from, length);
        } catch (IOException e) {
          throw new SourceFailed(e);
        }
        if (got > 0) {
          took(bytes, from, got);
        }
        return got;
      }
    };
  }
}
