package guildhall.datanet;

import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Published;
import guildhall.json.RecordJson;
import guildhall.sdk.Datanet;
import guildhall.sdk.Datanet.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Publishes datanets and hands them to calls. Safe for any thread but event loops: it reads and
/// writes contents.
public final class DatanetService {

  /// Is told what a call reads.
  @FunctionalInterface
  public interface Reader {

    /// Passages of this version are about to be handed out. What this throws keeps them back, and
    /// goes to whoever has searched.
    void read(int version, List<Handed> passages);
  }

  /// A passage that is handed out.
  ///
  /// @param id of the contribution
  /// @param content where it is kept
  public record Handed(String id, ContentId content) {}

  private final Book book;
  private final ContentStore contents;
  private final Datanets datanets;
  private final Map<String, DatanetIndex> indexes = new ConcurrentHashMap<>();
  private final ReentrantLock refreshing = new ReentrantLock();

  /// Builds the indexes of all that is published.
  public DatanetService(Book book, ContentStore contents, Datanets datanets) {
    this.book = book;
    this.contents = contents;
    this.datanets = datanets;
    book.await(_ -> datanets.published()).forEach(this::index);
  }

  /// Adds contributions to a datanet and publishes the result as its next version. What it has
  /// already is not added again; if there is nothing new, no version is made.
  ///
  /// @return the version that holds them all
  /// @throws IllegalArgumentException if the name is malformed
  public int publish(String datanet, List<Contribution> contributions) {
    if (!datanet.matches("[a-z0-9][a-z0-9.-]{0,62}")) {
      throw new IllegalArgumentException("not a datanet's name: " + datanet);
    }
    List<Contributed> named = new ArrayList<>();
    for (Contribution each : contributions) {
      named.add(
          new Contributed(datanet, each.id(), each.contributor(), put(each.contributor(), each)));
    }
    int version =
        book.await(draft -> {
          for (Contributed each : named) {
            if (!datanets.has(datanet, each.id(), each.content())) {
              draft.append(each);
            }
          }
          if (datanets.hasUnpublished(datanet)) {
            draft.append(new Published(datanet, datanets.version(datanet) + 1));
          }
          return datanets.version(datanet);
        });
    book.await(_ -> datanets.published()).stream()
        .filter(each -> each.name().equals(datanet))
        .forEach(this::index);
    return version;
  }

  /// What is searched from now on is the newest version without what was withdrawn; to be called
  /// when one was published, or something of it withdrawn.
  public void refresh(String datanet) {
    refreshing.lock(); // whoever reads the book later also writes later
    try {
      book.await(_ -> datanets.newest(datanet))
          .ifPresent(newest -> indexes.put(datanet, indexOf(newest)));
    } finally {
      refreshing.unlock();
    }
  }

  private ContentId put(String owner, Contribution contribution) {
    try {
      return contents.write(owner, RecordJson.bytes(contribution));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep " + contribution.id(), e);
    }
  }

  private void index(Datanets.Version version) {
    DatanetIndex known = indexes.get(version.name());
    if (known == null || known.version() < version.version()) {
      indexes.merge(
          version.name(),
          indexOf(version),
          (one, other) -> one.version() >= other.version() ? one : other);
    }
  }

  private DatanetIndex indexOf(Datanets.Version version) {
    return new DatanetIndex(
        version.version(), version.contributions().stream().map(this::passage).toList());
  }

  private DatanetIndex.Kept passage(Contributed contributed) {
    try {
      byte[] bytes =
          contents
              .get(contributed.content())
              .orElseThrow(() -> new IOException("content is gone: " + contributed.content()));
      Contribution contribution = RecordJson.read(bytes, Contribution.class);
      return new DatanetIndex.Kept(
          new Passage(contribution.id(), contribution.text(), contribution.fields()),
          contributed.content());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + contributed.id(), e);
    }
  }

  /// A datanet as one call sees it: pinned to its newest version.
  ///
  /// @param read is told all that is handed out, before it is
  /// @throws IllegalArgumentException if none of that name is published
  public Datanet open(String name, Reader read) {
    DatanetIndex index = indexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no published datanet of that name: " + name);
    }
    return new Datanet() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int version() {
        return index.version();
      }

      @Override
      public List<Passage> search(String text, Map<String, String> filters, int limit) {
        List<DatanetIndex.Kept> found = index.search(text, filters, limit);
        read.read(
            index.version(),
            found.stream().map(each -> new Handed(each.passage().id(), each.content())).toList());
        return found.stream().map(DatanetIndex.Kept::passage).toList();
      }
    };
  }

  /// How many datanets are published.
  public int count() {
    return indexes.size();
  }
}
