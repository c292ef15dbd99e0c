package guildhall.datanet.span;

import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.Unigrams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/// What of an answer stands word for word in registered documents, and who registered it first.
///
/// A document's *ordinal* is its place in the order of registration, from 0 on; it is never given
/// twice. Documents lie in *parts*, each with a suffix array over the ordinals of one stretch:
/// fresh ones in memory, the others in at most [#SEGMENTS_MAX] mapped files. A search looks at
/// every part, and what it finds does not depend on the parts, so merging never changes what an
/// answer pays.
///
/// Files are no source of truth. What is in memory only is registered again after opening, from
/// [#nextOrdinal] on, and so are all removals; the same documents give the same bytes.
///
/// Any thread may search, at any time; one thread at a time adds, removes and merges, and may wait
/// for the disk. A search takes no lock and sees all documents of an addition or none.
public final class SpanIndex {

  /// Files, once a merge is done; more if two of them would be more than 2^29 tokens together.
  public static final int SEGMENTS_MAX = 4;

  /// A part in memory takes in the one after it once that has an eighth of its size.
  private static final int GROWTH = 8;

  private final Optional<SegmentFiles> files;
  private final int freshMax;
  private final Object writing = new Object();

  /// Replaced whole; parts in order of registration, files first.
  private volatile State state;

  private record State(List<Part> parts, int segments, int nextOrdinal) {
    State {
      parts = List.copyOf(parts);
    }

    /// With a segment in place of some parts.
    ///
    /// @param file whether it is a file; it then stands before all that is in memory only
    State with(int from, int to, Segment segment, boolean file) {
      List<Part> now = new ArrayList<>(parts.subList(0, from));
      now.add(Part.of(segment));
      now.addAll(parts.subList(to, parts.size()));
      int replaced = to < segments ? to - from : segments - from;
      int kept = segments - (replaced > 0 ? replaced : 0);
      int next = segment.endOrdinal() > nextOrdinal ? segment.endOrdinal() : nextOrdinal;
      return new State(now, kept + (file ? 1 : 0), next);
    }

    long freshLength() {
      return parts.stream().skip(segments).mapToLong(each -> each.segment().length()).sum();
    }
  }

  private SpanIndex(Optional<SegmentFiles> files, int freshMax, State state) {
    this.files = files;
    this.freshMax = freshMax;
    this.state = state;
  }

  /// Opens a folder of segments, which is made if it is missing, and reads all of each file once.
  ///
  /// @param freshMax so many tokens are kept in memory before they are written; 4 million are a
  ///   good choice
  /// @throws IOException naming a file that is damaged, foreign or of another format; deleting the
  ///   folder and registering all documents again is the cure
  public static SpanIndex open(Path folder, int freshMax) throws IOException {
    SegmentFiles files = new SegmentFiles(folder);
    List<Part> parts = files.open().stream().map(Part::of).toList();
    int next = parts.isEmpty() ? 0 : parts.getLast().segment().endOrdinal();
    return new SpanIndex(Optional.of(files), freshMax, new State(parts, parts.size(), next));
  }

  /// Deletes the files of a folder, of which no index is in use.
  public static void delete(Path folder) throws IOException {
    new SegmentFiles(folder).deleteAll();
  }

  /// An index without files, of at most 2^29 tokens.
  public static SpanIndex inMemory() {
    return new SpanIndex(Optional.empty(), Segment.LENGTH_MAX, new State(List.of(), 0, 0));
  }

  /// Ordinal of the next document.
  public int nextOrdinal() {
    return state.nextOrdinal;
  }

  /// Whose a document is; empty if there is none of that ordinal.
  public Optional<String> owner(int ordinal) {
    return view().owner(ordinal);
  }

  /// Files in use.
  public int segments() {
    return state.segments;
  }

  /// Memory and files in use, in bytes.
  public long bytes() {
    return state.parts.stream().mapToLong(part -> part.segment().image().byteSize()).sum();
  }

  /// Registers documents; they are found when this returns. Many at once cost least.
  ///
  /// @param documents in the order of registration
  /// @return ordinal of the first
  /// @throws IOException if memory is full and the disk fails; [#nextOrdinal] then tells whether
  ///   the documents are registered
  /// @throws IllegalArgumentException if they are more than 2^29 tokens
  public int add(List<SpanDocument> documents) throws IOException {
    synchronized (writing) {
      State before = state;
      int first = before.nextOrdinal;
      long length = documents.stream().mapToLong(SpanDocument::length).sum();
      boolean full = before.freshLength() + length > freshMax;
      int from = before.parts.size();
      while (from > before.segments
          && (full || before.parts.get(from - 1).segment().length() < GROWTH * length)) {
        from--;
        length += before.parts.get(from).segment().length();
      }
      if (!documents.isEmpty()) {
        register(documents, from, full);
      }
      return first;
    }
  }

  /// Makes one part of fresh documents and of the parts from one on.
  private void register(List<SpanDocument> fresh, int from, boolean toFile) throws IOException {
    State before = state;
    int next = before.nextOrdinal;
    int end = before.parts.size();
    Documents documents = gathered(from, end, next + fresh.size());
    for (SpanDocument each : fresh) {
      for (int i = 0; i < each.owners().size(); i++) {
        documents.add(next, each.owners().get(i), each.texts().get(i));
      }
      next++;
    }
    boolean file = toFile && files.isPresent();
    Segment segment = file ? files.get().write(documents) : Segment.inMemory(documents);
    state = before.with(from, end, segment, file);
    if (file) {
      mergeFiles();
    }
  }

  /// Removes documents; no search that begins after this finds them. Costs a pass over each part
  /// that has one of them: better many at once.
  ///
  /// @param ordinals those without a document are ignored
  public void remove(Collection<Integer> ordinals) {
    synchronized (writing) {
      State before = state;
      List<Part> parts = new ArrayList<>(before.parts);
      for (int p = 0; p < parts.size(); p++) {
        Part part = parts.get(p);
        BitSet documents = new BitSet();
        for (int ordinal : ordinals) {
          Segment segment = part.segment();
          int document = segment.documentOf(ordinal);
          while (document >= 0
              && document < segment.documents()
              && segment.ordinal(document) == ordinal) {
            documents.set(document, part.isLive(document));
            document++;
          }
        }
        if (!documents.isEmpty()) {
          parts.set(p, part.without(documents));
        }
      }
      state = new State(parts, before.segments, before.nextOrdinal);
    }
  }

  /// Writes what is in memory only to a file, and merges files until they are few enough; does
  /// nothing without files.
  ///
  /// @throws IOException if the disk fails; what is found stays as it was
  public void flush() throws IOException {
    synchronized (writing) {
      State before = state;
      if (before.parts.size() > before.segments && files.isPresent()) {
        merge(before.segments, before.parts.size());
      }
      mergeFiles();
    }
  }

  private void mergeFiles() throws IOException {
    while (state.segments > SEGMENTS_MAX && lengthOfPair(leastPair()) <= Segment.LENGTH_MAX) {
      int least = leastPair();
      merge(least, least + 2);
    }
  }

  /// Merges everything into one file, and leaves out what was removed; does nothing without files.
  ///
  /// @throws IllegalArgumentException if that is more than 2^29 tokens
  /// @throws IOException if the disk fails; what is found stays as it was
  public void compact() throws IOException {
    synchronized (writing) {
      if (!state.parts.isEmpty() && files.isPresent()) {
        merge(0, state.parts.size());
      }
    }
  }

  private int leastPair() {
    int least = 0;
    for (int i = 1; i + 1 < state.segments; i++) {
      if (lengthOfPair(i) < lengthOfPair(least)) {
        least = i;
      }
    }
    return least;
  }

  private long lengthOfPair(int first) {
    List<Part> parts = state.parts;
    return (long) parts.get(first).segment().length() + parts.get(first + 1).segment().length();
  }

  /// Puts a file in place of some parts, and then deletes those that were files.
  private void merge(int from, int to) throws IOException {
    State before = state;
    int end = before.parts.get(to - 1).segment().endOrdinal();
    SegmentFiles folder = files.orElseThrow();
    Segment now = folder.write(gathered(from, to, end));
    state = before.with(from, to, now, true);
    for (int p = from; p < to && p < before.segments; p++) {
      Segment old = before.parts.get(p).segment();
      if (old.firstOrdinal() != now.firstOrdinal() || old.endOrdinal() != now.endOrdinal()) {
        folder.delete(old);
      }
    }
  }

  /// The live documents of some parts.
  private Documents gathered(int from, int to, int endOrdinal) {
    List<Part> parts = state.parts.subList(from, to);
    int first = parts.isEmpty() ? state.nextOrdinal : parts.getFirst().segment().firstOrdinal();
    Documents documents = new Documents(first, endOrdinal);
    for (Part part : parts) {
      Segment segment = part.segment();
      for (int d = 0; d < segment.documents(); d++) {
        if (part.isLive(d)) {
          documents.add(segment.ordinal(d), segment.owner(d), segment.tokens(d));
        }
      }
    }
    return documents;
  }

  /// What is registered now, and stays so whatever is added or removed later. Safe for any thread.
  public View view() {
    return new View(state);
  }

  /// The documents of one moment.
  public static final class View {

    private final State state;

    private View(State state) {
      this.state = state;
    }

    /// Ordinal of the next document.
    public int nextOrdinal() {
      return state.nextOrdinal;
    }

    /// Whose a document is, whoever earns by parts of its text; empty if there is none of that
    /// ordinal.
    public Optional<String> owner(int ordinal) {
      for (Part part : state.parts) {
        int document = part.segment().documentOf(ordinal);
        if (document >= 0) {
          return Optional.of(part.segment().owner(document));
        }
      }
      return Optional.empty();
    }

    /// Tokens of the documents, one more for each, and what was removed since a merge.
    public long tokens() {
      return state.parts.stream().mapToLong(part -> part.segment().length()).sum();
    }

    /// Finds what of an answer stands in the documents.
    ///
    /// Of an answer the first 8,192 tokens are looked at, and of those as many matches as a fixed
    /// budget allows, which only an answer made for the purpose exceeds; the rest counts as text
    /// that repeats nothing, and the result says that it is not complete.
    ///
    /// @param answer tokens, shape `[n]`
    public SpanMatches matches(int[] answer) {
      return matches(answer, _ -> Integer.MAX_VALUE);
    }

    /// Like [#matches], where a match that many owners have is a common phrase as well, in however
    /// few places it stands.
    ///
    /// @param ownersMax owners it may have at most, 1 or more, by its tokens; what a method asks
    ///   for
    public SpanMatches matches(int[] answer, IntUnaryOperator ownersMax) {
      return Matching.of(state.parts, answer, ownersMax);
    }

    /// How often each token stands in the documents: to be frozen for as long as payments are to be
    /// comparable.
    public Unigrams unigrams() {
      IntTable counts = new IntTable();
      state.parts.forEach(part -> part.count(counts));
      int[] tokens = counts.keys();
      int[] numbers = new int[tokens.length];
      for (int i = 0; i < tokens.length; i++) {
        numbers[i] = counts.get(tokens[i]);
      }
      return new Unigrams(tokens, numbers);
    }
  }

  /// As [View#matches], of what is registered now.
  public SpanMatches matches(int[] answer) {
    return view().matches(answer);
  }

  /// As [View#matches(int[], IntUnaryOperator)], of what is registered now.
  public SpanMatches matches(int[] answer, IntUnaryOperator ownersMax) {
    return view().matches(answer, ownersMax);
  }

  /// The document that shares most runs with another one that few contributors have: what that one
  /// most likely repeats, however it was changed. Depends on documents only, not on parts.
  ///
  /// @param tokens of the other document, shape `[n]`
  /// @param contributorOf number of the contributor of a document, by its ordinal
  /// @return its ordinal, the earliest of those that share as many; empty if none shares any
  public OptionalInt likeliest(int[] tokens, IntUnaryOperator contributorOf) {
    return Likeliest.of(state.parts, tokens, contributorOf);
  }

  /// Whether a passage is everybody's: of its runs that stand in documents more than 16
  /// contributors have most.
  ///
  /// @param passage tokens, shape `[n]`
  /// @param contributorOf number of the contributor of a document, by its ordinal
  public boolean isCommon(int[] passage, IntUnaryOperator contributorOf) {
    return Likeliest.isCommon(state.parts, passage, contributorOf);
  }

  /// As [View#unigrams], of what is registered now.
  public Unigrams unigrams() {
    return view().unigrams();
  }
}
