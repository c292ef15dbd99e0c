package guildhall.datanet.span;

import static guildhall.datanet.span.Layout.INT;

import guildhall.attribution.span.SpanMatches;
import guildhall.datanet.text.Tokenizer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// An immutable index over some documents: their tokens and the order of all suffixes.
///
/// The memory, or the file that is mapped, lives as long as anybody can reach the segment. Safe for
/// any thread.
final class Segment {

  /// Tokens and separators.
  static final int LENGTH_MAX = 1 << 29;

  private static final long SLICE = 1 << 26;

  private final MemorySegment image;
  private final Layout layout;
  private final MemorySegment starts;
  private final MemorySegment ordinals;
  private final MemorySegment owners;
  private final MemorySegment vocabulary;
  private final MemorySegment firstRows;
  private final MemorySegment text;
  private final MemorySegment rows;
  private final String[] names;
  private final boolean commons;

  private Segment(MemorySegment image, Layout layout) {
    this.image = image;
    this.layout = layout;
    this.starts = image.asSlice(layout.startsAt(), layout.ordinalsAt() - layout.startsAt());
    this.ordinals = image.asSlice(layout.ordinalsAt(), layout.ownersAt() - layout.ordinalsAt());
    this.owners = image.asSlice(layout.ownersAt(), layout.nameEndsAt() - layout.ownersAt());
    this.vocabulary =
        image.asSlice(layout.vocabularyAt(), layout.firstRowsAt() - layout.vocabularyAt());
    this.firstRows = image.asSlice(layout.firstRowsAt(), layout.textAt() - layout.firstRowsAt());
    this.text = image.asSlice(layout.textAt(), layout.rowsAt() - layout.textAt());
    this.rows = image.asSlice(layout.rowsAt(), layout.trailerAt() - layout.rowsAt());
    this.names = names();
    this.commons = Arrays.asList(names).contains(SpanMatches.COMMONS);
  }

  private String[] names() {
    String[] found = new String[layout.owners()];
    int from = 0;
    for (int i = 0; i < found.length; i++) {
      int to = image.get(INT, layout.nameEndsAt() + (long) i * Integer.BYTES);
      byte[] name = new byte[to - from];
      MemorySegment.copy(
          image, layout.namesAt() + from, MemorySegment.ofArray(name), 0, name.length);
      found[i] = new String(name, StandardCharsets.UTF_8);
      from = to;
    }
    return found;
  }

  /// A segment in memory.
  static Segment inMemory(Documents documents) {
    SegmentWriter writer = new SegmentWriter(documents);
    MemorySegment image = Arena.ofAuto().allocate(writer.bytes(), Long.BYTES);
    writer.write(image);
    try {
      return new Segment(image.asReadOnly(), Layout.of(image));
    } catch (IOException e) {
      throw new IllegalStateException("an image just made is not whole", e);
    }
  }

  /// Reads all of an image, which brings a mapped file into memory too, and takes it if it is
  /// whole.
  ///
  /// @throws IOException saying what is wrong, if it is damaged or of another format
  static Segment verified(MemorySegment image) throws IOException {
    long least = (long) Layout.HEADER_INTS * Integer.BYTES + Layout.TRAILER_BYTES;
    if (image.byteSize() < least || Layout.header(image, 0) != Layout.MAGIC) {
      throw new IOException("it is no index of spans");
    }
    int format = Layout.header(image, Layout.AT_FORMAT);
    int tokenizer = Layout.header(image, Layout.AT_TOKENIZER);
    if (format != Layout.FORMAT || tokenizer != Tokenizer.VERSION) {
      throw new IOException(
          "it has format %d of tokens %d, this code reads format %d of tokens %d"
              .formatted(format, tokenizer, Layout.FORMAT, Tokenizer.VERSION));
    }
    long trailer = image.byteSize() - Layout.TRAILER_BYTES;
    if (image.byteSize() % Integer.BYTES != 0
        || image.get(INT, trailer + Integer.BYTES) != Layout.END_MAGIC
        || image.get(INT, trailer) != checksum(image)) {
      throw new IOException("its checksum does not fit");
    }
    return new Segment(image, Layout.of(image));
  }

  /// Of all but the trailer.
  static int checksum(MemorySegment image) {
    CRC32C checksum = new CRC32C();
    long end = image.byteSize() - Layout.TRAILER_BYTES;
    for (long at = 0; at < end; at += SLICE) {
      checksum.update(image.asSlice(at, Math.min(SLICE, end - at)).asByteBuffer());
    }
    return (int) checksum.getValue();
  }

  MemorySegment image() {
    return image;
  }

  int firstOrdinal() {
    return Layout.header(image, Layout.AT_FIRST_ORDINAL);
  }

  int endOrdinal() {
    return Layout.header(image, Layout.AT_END_ORDINAL);
  }

  int documents() {
    return layout.documents();
  }

  /// Tokens and separators.
  int length() {
    return layout.length();
  }

  int start(int document) {
    return starts.getAtIndex(INT, document);
  }

  int ordinal(int document) {
    return ordinals.getAtIndex(INT, document);
  }

  String owner(int document) {
    return names[owners.getAtIndex(INT, document)];
  }

  /// Whether any text in it is everybody's.
  boolean hasCommons() {
    return commons;
  }

  /// The document a position belongs to.
  int documentAt(int position) {
    int low = 0;
    int high = layout.documents() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (start(middle) <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// The first document with an ordinal, or -1: several texts of one follow on one another.
  int documentOf(int ordinal) {
    int at = search(ordinals, layout.documents(), ordinal);
    while (at > 0 && ordinal(at - 1) == ordinal) {
      at--;
    }
    return at;
  }

  /// Rank of a token, from 1 on, or -1 if no document has it.
  int rank(int token) {
    int at = search(vocabulary, layout.vocabulary(), token);
    return at < 0 ? -1 : at + 1;
  }

  private static int search(MemorySegment rising, int count, int wanted) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = rising.getAtIndex(INT, middle);
      if (found == wanted) {
        return middle;
      } else if (found < wanted) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  int vocabulary() {
    return layout.vocabulary();
  }

  /// The token of a rank.
  int token(int rank) {
    return vocabulary.getAtIndex(INT, rank - 1);
  }

  /// The first row whose suffix begins with a rank; for one more than the last rank, all rows.
  int firstRow(int rank) {
    return firstRows.getAtIndex(INT, rank);
  }

  /// Where the suffix of a row begins.
  int position(int row) {
    return rows.getAtIndex(INT, row);
  }

  /// The rank at a position, 0 behind a document.
  int rankAt(int position) {
    return text.getAtIndex(INT, position);
  }

  /// The tokens of a document.
  int[] tokens(int document) {
    int from = start(document);
    int[] tokens = new int[start(document + 1) - 1 - from];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = token(rankAt(from + i));
    }
    return tokens;
  }

  /// How many tokens, beginning at a position and at a place of some ranks, are equal.
  ///
  /// @param known so many are known to be equal
  /// @param most to compare
  int common(int position, int[] ranks, int from, int known, int most) {
    int equal = known;
    // a document's separator has no rank, so the loop ends within the document
    while (equal < most && rankAt(position + equal) == ranks[from + equal]) {
      equal++;
    }
    return equal;
  }
}
