package guildhall.datanet.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Documents in their order, as they go into a segment.
///
/// Their tokens lie one after another, each document followed by one place for a separator.
final class Documents {

  private final int firstOrdinal;
  private final int endOrdinal;
  private int[] tokens = new int[1 << 10];
  private int[] starts = new int[1 << 4];
  private int[] ordinals = new int[1 << 4];
  private final List<String> owners = new ArrayList<>();
  private int length;

  /// No documents yet.
  ///
  /// @param firstOrdinal of the ordinals the segment answers for; of some there may be no document
  /// @param endOrdinal after the last
  Documents(int firstOrdinal, int endOrdinal) {
    this.firstOrdinal = firstOrdinal;
    this.endOrdinal = endOrdinal;
  }

  /// Adds a document.
  ///
  /// @param ordinal that of the one before, if it is of the same document, or a greater one
  /// @throws IllegalArgumentException if there would be too many tokens for one segment
  void add(int ordinal, String owner, int[] document) {
    long needed = (long) length + document.length + 1;
    if (needed > Segment.LENGTH_MAX) {
      throw new IllegalArgumentException(
          "a segment of " + needed + " tokens, at most " + Segment.LENGTH_MAX);
    }
    if (needed > tokens.length) {
      int larger = (int) Math.min(Segment.LENGTH_MAX, Math.max(needed, 2L * tokens.length));
      tokens = Arrays.copyOf(tokens, larger);
    }
    int count = owners.size();
    if (count + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      ordinals = Arrays.copyOf(ordinals, 2 * ordinals.length);
    }
    System.arraycopy(document, 0, tokens, length, document.length);
    length = (int) needed;
    ordinals[count] = ordinal;
    starts[count + 1] = length;
    owners.add(owner);
  }

  int count() {
    return owners.size();
  }

  /// Tokens and separators.
  int length() {
    return length;
  }

  int firstOrdinal() {
    return firstOrdinal;
  }

  int endOrdinal() {
    return endOrdinal;
  }

  int ordinal(int document) {
    return ordinals[document];
  }

  String owner(int document) {
    return owners.get(document);
  }

  /// Where a document begins; for the count of documents, the length of all.
  int start(int document) {
    return starts[document];
  }

  /// Where a document's separator is.
  int separator(int document) {
    return starts[document + 1] - 1;
  }

  int token(int position) {
    return tokens[position];
  }
}
