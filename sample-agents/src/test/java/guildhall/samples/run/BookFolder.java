package guildhall.samples.run;

import guildhall.book.BookClock;
import guildhall.book.Entry;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Amount;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The book of a process that is not running, opened to look at.
final class BookFolder implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final Guildhall guildhall;

  BookFolder(Path data) throws IOException {
    guildhall =
        Guildhall.start(
            new Guildhall.Setup(
                vertx,
                FileJournal.open(data.resolve("book")),
                FileContentStore.open(data.resolve("content")),
                BookClock.system(),
                new Policy(1, 500, 2000, 86_400_000_000L, new ScoreWeights(350, 150, 300, 150, 50)),
                Amount.credits("1000"),
                Map.of(),
                Guildhall.Keeping.USUAL));
  }

  Guildhall guildhall() {
    return guildhall;
  }

  /// Looks at projections.
  <R> R read(Supplier<R> query) {
    return guildhall.book().await(_ -> query.get());
  }

  /// Every entry, from the first.
  List<Entry> entries() {
    List<Entry> all = new ArrayList<>();
    List<Entry> page = guildhall.book().feed().read(0, 1000);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = guildhall.book().feed().read(all.size(), 1000);
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    guildhall.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
