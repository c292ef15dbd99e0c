package guildhall.datanet.admission;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;

/// An index of documents, by which a later one that repeats one of them is found. Documents are
/// numbered from 0 in the order they came; all datanets share one index. The same documents added
/// in the same order give the same answers. Safe for any thread; every method is short, none
/// blocks.
///
/// What it costs, and what it misses:
///
/// - A document takes its signature (128 bytes), its hash (16), its root and its length (8), and a
///   place of 4 bytes in each of 33 tables that are a third to three quarters full.
/// - Two documents are compared only if a band of their signatures is equal. With a Jaccard index
///   of 0.8 they are missed once in ten million times, with 0.5 one in eight is missed.
/// - Of documents that share a band only the first 16 are kept under it, so that text everybody
///   has, such as a licence's, makes no question dear. A document that shares each of its bands
///   with 16 earlier ones is not found again, unless a copy is exact; [Best#full] says when a
///   question met such a band.
/// - Of short documents, less than 16 tokens, only exact copies are found: a changed word changes
///   too much of them.
///
/// A removed document keeps its place: what repeats it is still an alias of it, nothing is promoted
/// because something earlier has gone, and so a withdrawn document does not make its copies earn.
/// Somebody has to [#promote] one. A document that is to be as if it had never come is forgotten,
/// see [#forget].
public final class Duplicates {

  /// What is nearest, by the signatures.
  ///
  /// @param number of the document, empty if no band is shared
  /// @param estimate how much of the document that one has, in thousandths
  /// @param candidates that were compared, at most 512
  /// @param full whether a band is shared by more documents than are kept under one
  public record Best(OptionalInt number, int estimate, int candidates, boolean full) {}

  private static final int BUCKET_MAX = 16;
  static final int NEAR_TOKENS_MIN = 16;
  private static final int PAGE_BITS = 12;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int FIRST_SIZE = 64;

  private final long seed;
  private int size;
  private int[][] bands = {}; // pages of 32 numbers a document
  private long[][] hashes = {}; // pages of 2 numbers a document
  private int[] roots = {}; // of each document, itself if it is no alias
  private int[] lengths = {}; // of each document, in tokens
  private final BitSet removed = new BitSet();
  private final BitSet forgotten = new BitSet();
  private boolean stale; // whether something forgotten is still in the tables
  private final BitSet near = new BitSet(); // whether it is to be found by its bands
  private final int[][] tables = new int[Fingerprint.BANDS][FIRST_SIZE]; // number + 1, 0 is free
  private final int[] taken = new int[Fingerprint.BANDS];
  private int[] exact = new int[FIRST_SIZE]; // number + 1, 0 is free
  private int exactTaken;

  /// An empty index.
  ///
  /// @param seed a secret of the book: whoever knows it can change a copy just where it matters
  public Duplicates(long seed) {
    this.seed = seed;
  }

  /// What a document is told by, in this index and in others of the same seed.
  ///
  /// @param tokens shape `[n]`, n at least 1
  public Fingerprint fingerprint(int[] tokens) {
    return Fingerprint.of(tokens, seed);
  }

  /// How many documents were added, removed ones too.
  public synchronized int size() {
    return size;
  }

  /// Adds a document.
  ///
  /// @param tokens shape `[n]`, n at least 1
  /// @param root the number of the document it is an alias of, empty if of none
  /// @return its number
  /// @throws IllegalArgumentException if there is no such root, or the root is an alias itself
  public int add(int[] tokens, OptionalInt root) {
    return add(fingerprint(tokens), root);
  }

  /// Like [#add], of a fingerprint that was made before.
  public synchronized int add(Fingerprint print, OptionalInt root) {
    refresh();
    int number = size;
    if (root.isPresent()) {
      check(root.getAsInt());
      if (roots[root.getAsInt()] != root.getAsInt()) {
        throw new IllegalArgumentException("an alias cannot be a root: " + root.getAsInt());
      }
    }
    keep(number, print, root.orElse(number));
    size++;
    index(number);
    return number;
  }

  /// Makes a document found, unless one with the same tokens is found already.
  private void index(int number) {
    if (found(high(number), low(number)).isPresent()) {
      return;
    }
    putExact(number);
    if (lengths[number] >= NEAR_TOKENS_MIN) {
      near.set(number);
      for (int band = 0; band < Fingerprint.BANDS; band++) {
        put(band, number);
      }
    }
  }

  /// Makes the tables anew if something was forgotten: they are then as if it had never come.
  private void refresh() {
    if (!stale) {
      return;
    }
    stale = false;
    near.clear();
    Arrays.fill(exact, 0);
    exactTaken = 0;
    for (int band = 0; band < Fingerprint.BANDS; band++) {
      Arrays.fill(tables[band], 0);
      taken[band] = 0;
    }
    for (int i = forgotten.nextClearBit(0); i < size; i = forgotten.nextClearBit(i + 1)) {
      index(i);
    }
  }

  private void check(int number) {
    if (number < 0 || number >= size) {
      throw new IllegalArgumentException("there is no document " + number + " of " + size);
    }
  }

  private void keep(int number, Fingerprint print, int root) {
    int page = number >> PAGE_BITS;
    if (page == bands.length) {
      bands = Arrays.copyOf(bands, page + 1);
      bands[page] = new int[PAGE * Fingerprint.BANDS];
      hashes = Arrays.copyOf(hashes, page + 1);
      hashes[page] = new long[PAGE * 2];
      roots = Arrays.copyOf(roots, (page + 1) * PAGE);
      lengths = Arrays.copyOf(lengths, (page + 1) * PAGE);
    }
    int at = number & (PAGE - 1);
    for (int band = 0; band < Fingerprint.BANDS; band++) {
      bands[page][at * Fingerprint.BANDS + band] = print.band(band);
    }
    hashes[page][at * 2] = print.high();
    hashes[page][at * 2 + 1] = print.low();
    roots[number] = root;
    lengths[number] = print.tokens();
  }

  private int band(int number, int band) {
    return bands[number >> PAGE_BITS][(number & (PAGE - 1)) * Fingerprint.BANDS + band];
  }

  private long high(int number) {
    return hashes[number >> PAGE_BITS][(number & (PAGE - 1)) * 2];
  }

  private long low(int number) {
    return hashes[number >> PAGE_BITS][(number & (PAGE - 1)) * 2 + 1];
  }

  private int place(int key, int band, int[] table) {
    return (int) Shingles.mixed(seed ^ ((long) band << 32 | (key & 0xFFFFFFFFL)))
        & (table.length - 1);
  }

  private void put(int band, int number) {
    if (place(band, number)) {
      taken[band]++;
      // tables grow one after the other, not all within one addition
      if (taken[band] > tables[band].length / 64 * (36 + band / 3)) {
        tables[band] = new int[tables[band].length * 2];
        for (int i = near.nextSetBit(0); i >= 0; i = near.nextSetBit(i + 1)) {
          var _ = place(band, i);
        }
      }
    }
  }

  /// Whether there was room under this band.
  private boolean place(int band, int number) {
    int[] table = tables[band];
    int key = band(number, band);
    int same = 0;
    int at = place(key, band, table);
    for (; table[at] != 0; at = (at + 1) & (table.length - 1)) {
      same += band(table[at] - 1, band) == key ? 1 : 0;
      if (same == BUCKET_MAX) {
        return false;
      }
    }
    table[at] = number + 1;
    return true;
  }

  private void putExact(int number) {
    if (++exactTaken > exact.length / 4 * 3) {
      int[] smaller = exact;
      exact = new int[smaller.length * 2];
      for (int each : smaller) {
        if (each != 0) {
          placeExact(each - 1);
        }
      }
    }
    placeExact(number);
  }

  private void placeExact(int number) {
    int at = (int) high(number) & (exact.length - 1);
    while (exact[at] != 0) {
      at = (at + 1) & (exact.length - 1);
    }
    exact[at] = number + 1;
  }

  /// The first document with the same tokens in the same order.
  public synchronized OptionalInt exactOf(Fingerprint print) {
    refresh();
    return found(print.high(), print.low());
  }

  private OptionalInt found(long high, long low) {
    int at = (int) high & (exact.length - 1);
    for (; exact[at] != 0; at = (at + 1) & (exact.length - 1)) {
      int number = exact[at] - 1;
      if (high(number) == high && low(number) == low) {
        return OptionalInt.of(number);
      }
    }
    return OptionalInt.empty();
  }

  /// The document whose signature agrees most, the earliest of those that agree as much.
  public synchronized Best bestOf(Fingerprint print) {
    if (print.tokens() < NEAR_TOKENS_MIN) {
      return new Best(OptionalInt.empty(), 0, 0, false);
    }
    refresh();
    int[] candidates = new int[Fingerprint.BANDS * BUCKET_MAX];
    int count = 0;
    boolean full = false;
    for (int band = 0; band < Fingerprint.BANDS; band++) {
      int before = count;
      count = collect(print.band(band), band, candidates, count);
      full |= count - before == BUCKET_MAX;
    }
    Arrays.sort(candidates, 0, count);
    return best(print, candidates, count, full);
  }

  private int collect(int key, int band, int[] candidates, int count) {
    int[] table = tables[band];
    int found = count;
    for (int at = place(key, band, table); table[at] != 0; at = (at + 1) & (table.length - 1)) {
      int number = table[at] - 1;
      if (band(number, band) == key) {
        candidates[found++] = number;
      }
    }
    return found;
  }

  private Best best(Fingerprint print, int[] sorted, int count, boolean full) {
    int best = -1;
    int most = -1;
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && sorted[i] == sorted[i - 1]) {
        continue;
      }
      distinct++;
      int equal = 0;
      for (int band = 0; band < Fingerprint.BANDS; band++) {
        equal += Fingerprint.agreement(print.band(band), band(sorted[i], band));
      }
      if (equal > most) {
        most = equal;
        best = sorted[i];
      }
    }
    if (best < 0) {
      return new Best(OptionalInt.empty(), 0, 0, full);
    }
    int contained = Fingerprint.contained(most, print.tokens(), lengths[best]);
    return new Best(OptionalInt.of(best), contained, distinct, full);
  }

  /// What a document is an alias of; itself if it is none.
  ///
  /// @throws IllegalArgumentException if there is no such document
  public synchronized int root(int number) {
    check(number);
    return roots[number];
  }

  /// Whether a document was removed.
  ///
  /// @throws IllegalArgumentException if there is no such document
  public synchronized boolean isRemoved(int number) {
    check(number);
    return removed.get(number);
  }

  /// Marks a document as removed. It is found as before, and nothing takes its place.
  ///
  /// @throws IllegalArgumentException if there is no such document
  public synchronized void remove(int number) {
    check(number);
    removed.set(number);
  }

  /// Forgets a document, as if it had never come: it is not found any more, and what was an alias
  /// of it stands for itself. Looks at every document once, and puts all of them into the tables
  /// again before the next question.
  ///
  /// @throws IllegalArgumentException if there is no such document
  public synchronized void forget(int number) {
    check(number);
    for (int i = 0; i < size; i++) {
      if (roots[i] == number) {
        roots[i] = i;
      }
    }
    forgotten.set(number);
    stale = true;
  }

  /// Makes an alias of a removed root the root of all that were its aliases, and of the removed
  /// one. Looks at every document once.
  ///
  /// @param heir an alias that is not removed
  /// @throws IllegalArgumentException if it is not, or if its root is not removed
  public synchronized void promote(int heir) {
    check(heir);
    int root = roots[heir];
    if (root == heir || removed.get(heir) || !removed.get(root)) {
      throw new IllegalArgumentException(
          "document " + heir + " is no alias of a removed root: its root is " + root);
    }
    for (int i = 0; i < size; i++) {
      if (roots[i] == root) {
        roots[i] = heir;
      }
    }
  }

  /// Bytes of all arrays, without the headers of objects.
  public synchronized long memoryBytes() {
    long tableInts = (long) exact.length + roots.length + lengths.length;
    for (int[] table : tables) {
      tableInts += table.length;
    }
    long pageBytes = (long) bands.length * PAGE * (Fingerprint.BANDS * 4 + 16);
    return tableInts * 4 + pageBytes + (removed.size() + near.size()) / 8;
  }
}
