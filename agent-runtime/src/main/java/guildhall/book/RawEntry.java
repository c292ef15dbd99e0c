package guildhall.book;

/// An entry as a journal keeps it: the fact as bytes.
///
/// @param position place in the book
/// @param timeMicros book time in microseconds since 1970
/// @param type code of the fact's type, see [FactTypes]
/// @param version version of the type's encoding, 1 or more
/// @param body the encoded fact, at most [#MAX_BODY_BYTES]; not copied, not to be changed
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are handed on, not shared
public record RawEntry(long position, long timeMicros, int type, int version, byte[] body) {

  /// The largest body; larger things are contents and are named by their id.
  public static final int MAX_BODY_BYTES = 64 * 1024;

  /// @throws IllegalArgumentException if the body is too large
  public RawEntry {
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "an entry of type " + type + " has " + body.length + " bytes, at most " + MAX_BODY_BYTES);
    }
  }
}
