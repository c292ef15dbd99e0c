package guildhall.datanet.span;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Where what is in a segment. All numbers have 4 bytes, little-endian; `D` documents, `W` owners,
/// `V` different tokens, `N` tokens and separators.
///
/// | numbers | what |
/// |---|---|
/// | 16 | header, see below |
/// | D + 1 | where each document begins, and `N` |
/// | D | its ordinal |
/// | D | its owner's place among the owners |
/// | W | where each owner's name ends, in bytes |
/// | | the owners' names, UTF-8, filled up with zeros to whole numbers |
/// | V | the tokens, rising |
/// | V + 2 | by rank, the first row whose suffix begins with it, and `N` |
/// | N | the text: ranks from 1 on, 0 after each document |
/// | N | the suffix array: position by row |
/// | 2 | CRC-32C of all before it, and `GHSE` |
///
/// Header: `GHSP`, format, version of the tokenizer, D, N, V, W, bytes of names, first ordinal, end
/// of ordinals; the rest is 0.
///
/// @param documents D
/// @param length N
/// @param vocabulary V
/// @param owners W
/// @param nameBytes filled up
record Layout(int documents, int length, int vocabulary, int owners, int nameBytes) {

  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final int MAGIC = 0x50534847;
  static final int END_MAGIC = 0x45534847;
  static final int FORMAT = 1;
  static final int HEADER_INTS = 16;
  static final int TRAILER_BYTES = 8;

  static final int AT_FORMAT = 1;
  static final int AT_TOKENIZER = 2;
  static final int AT_DOCUMENTS = 3;
  static final int AT_LENGTH = 4;
  static final int AT_VOCABULARY = 5;
  static final int AT_OWNERS = 6;
  static final int AT_NAME_BYTES = 7;
  static final int AT_FIRST_ORDINAL = 8;
  static final int AT_END_ORDINAL = 9;

  /// Of an image whose checksum holds.
  ///
  /// @throws IOException if the numbers are not those of an image of this size
  static Layout of(MemorySegment image) throws IOException {
    Layout layout =
        new Layout(
            header(image, AT_DOCUMENTS),
            header(image, AT_LENGTH),
            header(image, AT_VOCABULARY),
            header(image, AT_OWNERS),
            header(image, AT_NAME_BYTES));
    if (layout.documents < 0
        || layout.length < 0
        || layout.vocabulary < 0
        || layout.owners < 0
        || layout.nameBytes < 0
        || layout.nameBytes % Integer.BYTES != 0
        || layout.bytes() != image.byteSize()) {
      throw new IOException("it should have " + layout.bytes() + " bytes: " + layout);
    }
    return layout;
  }

  static int header(MemorySegment image, int field) {
    return image.getAtIndex(INT, field);
  }

  long startsAt() {
    return (long) HEADER_INTS * Integer.BYTES;
  }

  long ordinalsAt() {
    return startsAt() + ints(documents + 1L);
  }

  long ownersAt() {
    return ordinalsAt() + ints(documents);
  }

  long nameEndsAt() {
    return ownersAt() + ints(documents);
  }

  long namesAt() {
    return nameEndsAt() + ints(owners);
  }

  long vocabularyAt() {
    return namesAt() + nameBytes;
  }

  long firstRowsAt() {
    return vocabularyAt() + ints(vocabulary);
  }

  long textAt() {
    return firstRowsAt() + ints(vocabulary + 2L);
  }

  long rowsAt() {
    return textAt() + ints(length);
  }

  long trailerAt() {
    return rowsAt() + ints(length);
  }

  long bytes() {
    return trailerAt() + TRAILER_BYTES;
  }

  private static long ints(long count) {
    return count * Integer.BYTES;
  }
}
