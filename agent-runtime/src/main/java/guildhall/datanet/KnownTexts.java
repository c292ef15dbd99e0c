package guildhall.datanet;

import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.book.Entry;
import guildhall.book.Feed;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Offered;
import guildhall.datanet.DatanetFact.Promoted;
import guildhall.datanet.DatanetFact.Rejected;
import guildhall.datanet.DatanetFact.Withdrawn;
import guildhall.datanet.admission.Corpus;
import guildhall.datanet.admission.Duplicates;
import guildhall.datanet.admission.FieldLimits;
import guildhall.datanet.admission.Item;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.text.Tokenizer;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every text that was ever offered and not rejected, of all datanets, so that a later one that
/// repeats it is found. Read from the book and the contents when it is first asked for, by a thread
/// of its own, and kept up with the book's feed from there on.
///
/// What it knows follows from the book alone, so it is the same after a restart; with one
/// exception: a text whose content was erased is known until the next start only.
///
/// Safe for any thread but event loops.
final class KnownTexts implements Corpus, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KnownTexts.class);

  /// Nobody has this name, so nobody else can have a content of it.
  private static final String OWN = "@known-texts";

  private static final int NONE = -1;

  /// A text by its number.
  ///
  /// @param before number of what had the key before, [#NONE] if nothing had
  private record Text(String key, ContentId content, int before) {}

  /// What the book said when the reading began.
  private record Beginning(List<Datanets.Known> known, long position) {}

  private final Book book;
  private final ContentStore contents;
  private final Datanets datanets;
  private final Supplier<Optional<Resemblance>> resemblance;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  private final List<Text> texts = new ArrayList<>();
  private final Map<String, Integer> newest = new HashMap<>(); // numbers by key
  private @Nullable Duplicates index; // once the reading has begun
  private boolean begun;
  private boolean closed;
  private long seen = NONE; // the entry that comes next
  private Feed.@Nullable Subscription subscription;

  /// Knows nothing yet, and reads nothing until [#await].
  ///
  /// @param resemblance what looks for texts with words changed, once there is one
  KnownTexts(
      Book book,
      ContentStore contents,
      Datanets datanets,
      Supplier<Optional<Resemblance>> resemblance) {
    this.book = book;
    this.resemblance = resemblance;
    this.contents = contents;
    this.datanets = datanets;
  }

  /// A secret that stays the same as long as the contents do: their salt, hashed.
  private long seed() throws IOException {
    byte[] use = "seed of the index of duplicates".getBytes(StandardCharsets.UTF_8);
    return Long.parseUnsignedLong(contents.write(OWN, use).hex().substring(0, 16), 16);
  }

  /// The index, whose numbers this explains.
  ///
  /// @throws IllegalStateException before [#await] has said true
  Duplicates duplicates() {
    lock.lock();
    try {
      if (index == null) {
        throw new IllegalStateException("nothing was read yet");
      }
      return index;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until everything before an entry of the book is known.
  ///
  /// @return false if it is not by then, or if it is closed
  boolean await(long position, Duration atMost) {
    return isKnown(position, atMost)
        && resemblance.get().map(each -> each.await(position, atMost)).orElse(true);
  }

  private boolean isKnown(long position, Duration atMost) {
    lock.lock();
    try {
      begin();
      long nanos = atMost.toNanos();
      while (seen < position && !closed && nanos > 0) {
        nanos = moved.awaitNanos(nanos);
      }
      return seen >= position && !closed;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    if (!begun && !closed) {
      begun = true;
      Thread.ofPlatform().daemon().name("known-texts").start(this::readAll);
    }
  }

  @SuppressWarnings("CatchingThrowable") // or nobody would be told that it has ended
  private void readAll() {
    try {
      Duplicates empty = new Duplicates(seed());
      Beginning from = book.await(draft -> new Beginning(datanets.known(), draft.position()));
      lock.lock();
      try {
        index = empty;
      } finally {
        lock.unlock();
      }
      for (Datanets.Known each : from.known()) {
        if (isClosed()) {
          return;
        }
        add(each.key(), each.content(), each.aliasOf());
        if (each.withdrawn()) {
          withdraw(each.key());
        }
      }
      follow(from.position());
    } catch (Throwable e) {
      if (!isClosed()) {
        LOG.error("the texts of the datanets cannot be read: nothing can be offered", e);
      }
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void follow(long position) {
    lock.lock();
    try {
      seen = position;
      moved.signalAll();
      if (!closed) {
        subscription = book.feed().subscribe("known-texts", position, this::take);
      }
    } finally {
      lock.unlock();
    }
  }

  private void take(Entry entry) {
    try {
      switch (entry.fact()) {
        case Offered offered -> add(key(offered), offered.content(), offered.aliasOf());
        case Contributed contributed -> addUnlessOffered(contributed);
        case Rejected(var datanet, var id, var _) -> forget(Contribution.key(datanet, id));
        case Promoted anew -> promote(anew);
        case Withdrawn withdrawn -> withdraw(Contribution.key(withdrawn.datanet(), withdrawn.id()));
        default -> {}
      }
    } finally {
      lock.lock();
      try {
        seen = entry.position() + 1;
        moved.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private static String key(Offered offered) {
    return Contribution.key(offered.datanet(), offered.id());
  }

  private void addUnlessOffered(Contributed contributed) {
    String key = Contribution.key(contributed.datanet(), contributed.id());
    if (here(key).filter(contributed.content()::equals).isEmpty()) {
      add(key, contributed.content(), Optional.empty());
    }
  }

  private void add(String key, ContentId content, Optional<String> aliasOf) {
    int[] tokens = tokens(key, content);
    if (tokens.length == 0) {
      return;
    }
    Duplicates all = duplicates();
    var print = all.fingerprint(tokens);
    lock.lock();
    try {
      Integer root = aliasOf.map(newest::get).orElse(null);
      int number =
          all.add(print, root == null ? OptionalInt.empty() : OptionalInt.of(all.root(root)));
      Integer before = newest.put(key, number);
      texts.add(new Text(key, content, before == null ? NONE : before));
    } finally {
      lock.unlock();
    }
  }

  private void promote(Promoted anew) {
    String key = Contribution.key(anew.datanet(), anew.id());
    forget(key);
    add(key, anew.content(), anew.aliasOf());
  }

  /// None if it was erased, or cannot be read.
  private int[] tokens(String key, ContentId content) {
    try {
      return compared(content).map(Tokenizer::tokens).orElse(new int[0]);
    } catch (UncheckedIOException e) {
      LOG.error("what repeats {} is not found, for its content cannot be read", key, e);
      return new int[0];
    }
  }

  private void forget(String key) {
    lock.lock();
    try {
      Integer number = newest.remove(key);
      if (number != null) {
        int before = texts.get(number).before();
        if (before != NONE) {
          newest.put(key, before);
        }
        duplicates().forget(number);
      }
    } finally {
      lock.unlock();
    }
  }

  /// What stood under the key before goes with it.
  private void withdraw(String key) {
    lock.lock();
    try {
      Integer newestOf = newest.get(key);
      for (int i = newestOf == null ? NONE : newestOf; i != NONE; i = texts.get(i).before()) {
        duplicates().remove(i);
      }
    } finally {
      lock.unlock();
    }
  }

  /// The content of what is registered under a key and not withdrawn.
  private Optional<ContentId> here(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(newest.get(key))
          .filter(number -> !duplicates().isRemoved(number))
          .map(number -> texts.get(number).content());
    } finally {
      lock.unlock();
    }
  }

  /// The content of what is registered under a key, if it is not withdrawn and just this was handed
  /// in.
  ///
  /// @throws UncheckedIOException if the contents cannot be read
  Optional<ContentId> same(String key, Contribution offered) {
    return here(key)
        .filter(content ->
            contribution(content).filter(its -> its.asOffered().equals(offered)).isPresent());
  }

  @Override
  public String key(int number) {
    return text(number).key();
  }

  /// @throws UncheckedIOException if the contents cannot be read
  @Override
  public Optional<String> compared(int number) {
    return compared(text(number).content());
  }

  private Text text(int number) {
    lock.lock();
    try {
      return texts.get(number);
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> compared(ContentId content) {
    return contribution(content).map(KnownTexts::compared);
  }

  /// @throws UncheckedIOException if the contents cannot be read
  @Override
  public List<Corpus.Text> texts(int number) {
    Text of = text(number);
    Optional<Contribution> contribution = contribution(of.content());
    if (contribution.isEmpty()) {
      return List.of();
    }
    List<Corpus.Text> found = new ArrayList<>();
    contribution
        .get()
        .texts(of.key(), compared(contribution.get()))
        .forEach((key, text) -> found.add(new Corpus.Text(number(key, number), text)));
    return found;
  }

  /// Which document a passage is of; the one it stands in, if what it was taken from was rejected.
  private int number(String key, int standsIn) {
    lock.lock();
    try {
      Integer number = newest.get(key);
      return number == null ? standsIn : duplicates().root(number);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Contribution> contribution(ContentId content) {
    return read(content).map(bytes -> RecordJson.read(bytes, Contribution.class));
  }

  private Optional<byte[]> read(ContentId content) {
    try {
      return contents.get(content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + content, e);
    }
  }

  /// What an item that became this contribution was compared by, or would have been.
  private static String compared(Contribution contribution) {
    Map<String, String> fields = new LinkedHashMap<>(contribution.fields());
    Item row = item(contribution, ItemType.ROW, fields, Optional.empty());
    String last = fields.isEmpty() ? "" : List.copyOf(fields.keySet()).getLast();
    if (row.compared().equals(row.text()) || !last.equals(FieldLimits.LABEL)) {
      return row.compared();
    }
    Optional<String> label = Optional.ofNullable(fields.remove(FieldLimits.LABEL));
    return item(contribution, ItemType.EXAMPLE, fields, label).compared();
  }

  private static Item item(
      Contribution contribution,
      ItemType type,
      Map<String, String> fields,
      Optional<String> label) {
    return new Item(0, Optional.empty(), type, contribution.text(), fields, label);
  }

  @Override
  public OptionalInt likeliest(int[] tokens) {
    Optional<String> key = resemblance.get().flatMap(each -> each.likeliest(tokens));
    lock.lock();
    try {
      return key.map(newest::get).map(OptionalInt::of).orElse(OptionalInt.empty());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isCommon(int[] passage) {
    return resemblance.get().map(each -> each.isCommon(passage)).orElse(false);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
      if (subscription != null) {
        subscription.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
