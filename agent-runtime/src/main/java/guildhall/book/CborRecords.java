package guildhall.book;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Sequences of records as CBOR, for [Snapshotted#save] and [Snapshotted#load]: each record behind
/// its length, the sequence closed by a length of 0. Only one record is in memory at a time.
///
/// A record is written as in the book, component by component in its own order, and the rules are
/// the book's: a component may be appended later, older bytes then lack it. Equal records give
/// equal bytes as long as no component is a set or a map, which have no order.
public final class CborRecords {

  private static final int END = 0;

  /// Far above any record there is: facts are at most 64 KiB, and a record holds a few.
  private static final int LONGEST_BYTES = 1 << 24;

  private CborRecords() {}

  /// Takes in one of the records that are read.
  ///
  /// @param <R> the record
  @FunctionalInterface
  public interface Taker<R extends Record> {

    /// Called once per record, in the order they were written.
    ///
    /// @throws IOException if it does not fit what was read before
    void take(R read) throws IOException;
  }

  /// Adds a record to the sequence.
  ///
  /// @throws IOException if `out` fails, or the record cannot be written or is longer than 16 MiB
  public static void write(DataOutput out, Record each) throws IOException {
    byte[] bytes = CborCodec.MAPPER.writeValueAsBytes(each);
    if (bytes.length > LONGEST_BYTES) {
      throw new IOException(
          "a " + each.getClass().getSimpleName() + " of " + bytes.length + " bytes is too long");
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /// Closes the sequence.
  public static void end(DataOutput out) throws IOException {
    out.writeInt(END);
  }

  /// Reads one sequence to its end and nothing beyond.
  ///
  /// @throws IOException if the bytes end too early or are not such a sequence
  public static <R extends Record> void read(DataInput in, Class<R> type, Taker<R> taker)
      throws IOException {
    ObjectReader reader =
        CborCodec.MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (int length = in.readInt(); length != END; length = in.readInt()) {
      if (length < 0 || length > LONGEST_BYTES) {
        throw new IOException("no " + type.getSimpleName() + " is " + length + " bytes long");
      }
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      R read = reader.readValue(bytes);
      if (read == null) {
        throw new IOException("nothing where a " + type.getSimpleName() + " should be");
      }
      taker.take(read);
    }
  }

  /// That [Snapshotted#load] was given a version it does not know.
  public static IOException unknownVersion(Snapshotted projection, int version) {
    return new IOException(
        "the saved state of "
            + projection.name()
            + " has version "
            + version
            + ", this code reads versions up to "
            + projection.stateVersion());
  }
}
