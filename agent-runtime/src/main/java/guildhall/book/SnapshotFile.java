package guildhall.book;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// The state of every projection after some entry, as one file.
///
/// | bytes | what | |
/// |---|---|---|
/// | 4 | magic | `GHSN` |
/// | 4 | format | 1 |
/// | 16 | journal | identity of the journal it belongs to |
/// | 8 | position | entries before it are folded in; also its name |
/// | 8 | time | book time of the last of them, microseconds |
/// | 16 | hash | of the last frame before the position |
/// | 4 | count | of sections |
///
/// Then, per section, its name (UTF-8 with a length of 2 bytes), its version (4), and its bytes in
/// chunks {length 4, bytes} up to one of length 0. At last the SHA-256 of all before it.
///
/// @param journal as written
/// @param position as written
/// @param timeMicros as written
/// @param hash as written
record SnapshotFile(Bits128 journal, long position, long timeMicros, Bits128 hash) {

  static final String SUFFIX = ".snapshot";
  static final String UNFINISHED = ".snapshot.part";
  private static final int MAGIC = 0x4748534E;
  private static final int FORMAT = 1;
  private static final int DIGEST_BYTES = 32;
  private static final int CHUNK_BYTES = 64 * 1024;

  static String nameOf(long position) {
    return String.format(Locale.ROOT, "%020d%s", position, SUFFIX);
  }

  /// Writes a durable file; its name is durable too when this returns.
  void write(Storage storage, List<Snapshotted> projections) throws IOException {
    String name = nameOf(position);
    String unfinished = name.replace(SUFFIX, UNFINISHED);
    storage.delete(unfinished);
    try (StoredOutput file = new StoredOutput(storage.create(unfinished))) {
      DataOutputStream out = new DataOutputStream(file);
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
      out.write(journal.toBytes());
      out.writeLong(position);
      out.writeLong(timeMicros);
      out.write(hash.toBytes());
      out.writeInt(projections.size());
      for (Snapshotted projection : projections) {
        out.writeUTF(projection.name());
        out.writeInt(projection.stateVersion());
        Chunks chunks = new Chunks(out);
        DataOutputStream section = new DataOutputStream(chunks);
        projection.save(section);
        section.flush();
        chunks.end();
      }
      file.finish();
    }
    storage.rename(unfinished, name);
    storage.syncNames();
  }

  /// Reads a snapshot's header once the whole file has been found whole.
  ///
  /// @throws IOException saying what is wrong, if it is damaged or of another format
  static SnapshotFile verified(Storage storage, String name) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (StoredInput in = open(storage, name, DIGEST_BYTES);
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(sink);
    }
    byte[] written;
    try (StoredInput in = tail(storage, name)) {
      written = in.readNBytes(DIGEST_BYTES);
    }
    if (!Arrays.equals(digest.digest(), written)) {
      throw new IOException("its checksum does not fit");
    }
    try (DataInputStream in = new DataInputStream(open(storage, name, DIGEST_BYTES))) {
      return header(in);
    }
  }

  private static long size(Storage storage, String name) throws IOException {
    try (StoredFile file = storage.openForReading(name)) {
      return file.size();
    }
  }

  private static StoredInput open(Storage storage, String name, int without) throws IOException {
    return new StoredInput(storage, name, 0, Math.max(0, size(storage, name) - without));
  }

  private static StoredInput tail(Storage storage, String name) throws IOException {
    long size = size(storage, name);
    return new StoredInput(storage, name, Math.max(0, size - DIGEST_BYTES), size);
  }

  private static SnapshotFile header(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("it is no snapshot");
    }
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException("it has format " + format + ", this code reads " + FORMAT);
    }
    return new SnapshotFile(bits(in), in.readLong(), in.readLong(), bits(in));
  }

  private static Bits128 bits(DataInputStream in) throws IOException {
    return new Bits128(in.readLong(), in.readLong());
  }

  /// A part of a snapshot.
  record Section(String name, int version) {}

  /// The sections of a verified snapshot, in their order.
  static List<Section> sections(Storage storage, String name) throws IOException {
    List<Section> sections = new ArrayList<>();
    read(
        storage,
        name,
        (section, body) -> {
          sections.add(section);
          body.skipAll();
        });
    return sections;
  }

  /// Loads a verified snapshot whose sections are those of the projections, in their order.
  static void load(Storage storage, String name, List<Snapshotted> projections) throws IOException {
    var rest = projections.iterator();
    read(
        storage,
        name,
        (section, body) -> {
          rest.next().load(section.version(), new DataInputStream(body));
          if (body.read() >= 0) {
            throw new IOException("more than it should hold is in the section " + section.name());
          }
        });
  }

  @FunctionalInterface
  private interface Reader {
    void read(Section section, Body body) throws IOException;
  }

  private static void read(Storage storage, String name, Reader reader) throws IOException {
    try (DataInputStream in = new DataInputStream(open(storage, name, DIGEST_BYTES))) {
      header(in);
      for (int left = in.readInt(); left > 0; left--) {
        reader.read(new Section(in.readUTF(), in.readInt()), new Body(in));
      }
    }
  }

  /// The SHA-256 of what a projection would save, in hexadecimal digits.
  static String hashOf(Snapshotted projection) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      projection.save(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Bytes of unknown number, in chunks.
  private static final class Chunks extends OutputStream {
    private final DataOutputStream out;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int filled;

    Chunks(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      chunk[filled++] = (byte) b;
      if (filled == chunk.length) {
        put();
      }
    }

    private void put() throws IOException {
      if (filled > 0) {
        out.writeInt(filled);
        out.write(chunk, 0, filled);
        filled = 0;
      }
    }

    void end() throws IOException {
      put();
      out.writeInt(0);
    }
  }

  private static final class Body extends InputStream {
    private final DataInputStream in;
    private byte[] chunk = new byte[0];
    private int next;
    private boolean ended;

    Body(DataInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return more() ? chunk[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (!more()) {
        return -1;
      }
      int some = Math.min(length, chunk.length - next);
      System.arraycopy(chunk, next, into, offset, some);
      next += some;
      return some;
    }

    private boolean more() throws IOException {
      if (next == chunk.length && !ended) {
        int length = in.readInt();
        ended = length == 0;
        if (length < 0 || length > CHUNK_BYTES) {
          throw new EOFException("a chunk of " + length + " bytes");
        }
        chunk = in.readNBytes(length);
        next = 0;
      }
      return next < chunk.length;
    }

    void skipAll() throws IOException {
      while (more()) {
        next = chunk.length;
      }
    }
  }
}
