package guildhall.datanet;

import guildhall.book.Sha256;
import guildhall.datanet.admission.Item;
import guildhall.datanet.admission.Offering;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Counts the bytes of an offering while it is read, and digests them. Of one thread.
final class Counted {

  private final MessageDigest sha = Sha256.digest();
  private long bytes;

  /// How many were read so far.
  long bytes() {
    return bytes;
  }

  /// Digest of what was read so far, in hex; nothing more is read after it.
  String digest() {
    return HexFormat.of().formatHex(sha.digest());
  }

  /// The same offering, counted.
  Offering of(Offering offering) {
    return switch (offering) {
      case Offering.Text(var name, var in) -> new Offering.Text(name, counted(in));
      case Offering.Folder(var files) ->
          new Offering.Folder(
              files.stream()
                  .map(file -> new Offering.File(file.name(), () -> counted(file.content().open())))
                  .toList());
      case Offering.Csv(var in, var columns) -> new Offering.Csv(counted(in), columns);
      case Offering.JsonLines(var in, var columns) -> new Offering.JsonLines(counted(in), columns);
      case Offering.Zip(var in) -> new Offering.Zip(counted(in));
      case Offering.Given given -> {
        bytes = given.items().stream().mapToLong(Item::bytes).sum();
        yield given;
      }
    };
  }

  private InputStream counted(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int got = super.read();
        if (got >= 0) {
          bytes++;
          sha.update((byte) got);
        }
        return got;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        int got = super.read(buffer, from, length);
        if (got > 0) {
          bytes += got;
          sha.update(buffer, from, got);
        }
        return got;
      }
    };
  }
}
