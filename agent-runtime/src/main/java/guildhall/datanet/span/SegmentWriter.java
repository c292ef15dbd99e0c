package guildhall.datanet.span;

import static guildhall.datanet.span.Layout.INT;

import guildhall.datanet.text.Tokenizer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes the image of a segment: the same bytes for the same documents.
///
/// Needs heap for about 12 bytes a token while it works.
final class SegmentWriter {

  private final Documents documents;
  private final Map<String, Integer> owners = new LinkedHashMap<>();
  private final byte[][] names;
  private final int[] vocabulary;
  private final int[] text;
  private final Layout layout;

  SegmentWriter(Documents documents) {
    this.documents = documents;
    int nameBytes = 0;
    for (int d = 0; d < documents.count(); d++) {
      owners.putIfAbsent(documents.owner(d), owners.size());
    }
    names = new byte[owners.size()][];
    for (var owner : owners.entrySet()) {
      byte[] name = owner.getKey().getBytes(StandardCharsets.UTF_8);
      names[owner.getValue()] = name;
      nameBytes += name.length;
    }
    IntTable table = counted(documents);
    vocabulary = table.keys();
    table.rank(vocabulary);
    text = ranked(documents, table);
    int filled = (nameBytes + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
    layout =
        new Layout(documents.count(), documents.length(), vocabulary.length, names.length, filled);
  }

  private static IntTable counted(Documents documents) {
    IntTable table = new IntTable();
    for (int d = 0; d < documents.count(); d++) {
      for (int p = documents.start(d); p < documents.separator(d); p++) {
        table.add(documents.token(p), 1);
      }
    }
    return table;
  }

  private static int[] ranked(Documents documents, IntTable ranks) {
    int[] text = new int[documents.length()];
    for (int d = 0; d < documents.count(); d++) {
      for (int p = documents.start(d); p < documents.separator(d); p++) {
        text[p] = ranks.get(documents.token(p));
      }
    }
    return text;
  }

  /// Size of the image.
  long bytes() {
    return layout.bytes();
  }

  /// Writes the image.
  ///
  /// @param image zeros, as many as [#bytes]
  void write(MemorySegment image) {
    image.setAtIndex(INT, 0, Layout.MAGIC);
    image.setAtIndex(INT, Layout.AT_FORMAT, Layout.FORMAT);
    image.setAtIndex(INT, Layout.AT_TOKENIZER, Tokenizer.VERSION);
    image.setAtIndex(INT, Layout.AT_DOCUMENTS, layout.documents());
    image.setAtIndex(INT, Layout.AT_LENGTH, layout.length());
    image.setAtIndex(INT, Layout.AT_VOCABULARY, layout.vocabulary());
    image.setAtIndex(INT, Layout.AT_OWNERS, layout.owners());
    image.setAtIndex(INT, Layout.AT_NAME_BYTES, layout.nameBytes());
    image.setAtIndex(INT, Layout.AT_FIRST_ORDINAL, documents.firstOrdinal());
    image.setAtIndex(INT, Layout.AT_END_ORDINAL, documents.endOrdinal());
    writeDocuments(image);
    writeOwners(image);
    put(vocabulary, image, layout.vocabularyAt());
    put(firstRows(), image, layout.firstRowsAt());
    put(text, image, layout.textAt());
    put(SuffixArray.of(text, vocabulary.length + 1), image, layout.rowsAt());
    image.set(INT, layout.trailerAt(), Segment.checksum(image));
    image.set(INT, layout.trailerAt() + Integer.BYTES, Layout.END_MAGIC);
  }

  private void writeDocuments(MemorySegment image) {
    int count = documents.count();
    int[] starts = new int[count + 1];
    int[] ordinals = new int[count];
    int[] owner = new int[count];
    for (int d = 0; d < count; d++) {
      starts[d] = documents.start(d);
      ordinals[d] = documents.ordinal(d);
      owner[d] = owners.getOrDefault(documents.owner(d), 0);
    }
    starts[count] = documents.length();
    put(starts, image, layout.startsAt());
    put(ordinals, image, layout.ordinalsAt());
    put(owner, image, layout.ownersAt());
  }

  private void writeOwners(MemorySegment image) {
    int[] ends = new int[names.length];
    int end = 0;
    for (int i = 0; i < names.length; i++) {
      MemorySegment.copy(
          MemorySegment.ofArray(names[i]), 0, image, layout.namesAt() + end, names[i].length);
      end += names[i].length;
      ends[i] = end;
    }
    put(ends, image, layout.nameEndsAt());
  }

  private int[] firstRows() {
    int[] rows = new int[vocabulary.length + 2];
    for (int rank : text) {
      rows[rank + 1]++;
    }
    for (int rank = 1; rank < rows.length; rank++) {
      rows[rank] += rows[rank - 1];
    }
    return rows;
  }

  private static void put(int[] numbers, MemorySegment image, long at) {
    MemorySegment.copy(numbers, 0, image, INT, at, numbers.length);
  }
}
