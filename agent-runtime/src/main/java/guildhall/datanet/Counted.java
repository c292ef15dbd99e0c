package guildhall.datanet;

import guildhall.datanet.admission.Offering;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts the bytes of an offering while it is read. Of one thread.
final class Counted {

  private long bytes;

  /// How many were read so far.
  long bytes() {
    return bytes;
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
    };
  }

  private InputStream counted(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int got = super.read();
        bytes += got < 0 ? 0 : 1;
        return got;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        int got = super.read(buffer, from, length);
        bytes += Math.max(0, got);
        return got;
      }
    };
  }
}
