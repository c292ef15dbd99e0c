package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.book.CorruptJournalException;
import guildhall.book.EncodedBatch;
import guildhall.book.Journal;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.book.RawEntry;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the gateway says when what is behind it is not well: a code, when to come back, and never
/// why.
class TroubleTest {

  /// How entries are read from a disk.
  @FunctionalInterface
  private interface Reader {
    List<RawEntry> read(long from, int max) throws IOException;
  }

  /// A journal whose disk breaks or stalls when told.
  private static final class SickJournal implements Journal {
    private final MemoryJournal inner = new MemoryJournal();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean broken;
    private volatile boolean stalled;
    private volatile Reader reader = inner::read;

    @Override
    public void replay(long from, long contents, Consumer<RawEntry> reader) {
      inner.replay(from, contents, reader);
    }

    @Override
    public void append(EncodedBatch batch) throws IOException {
      if (broken) {
        throw new IOException("the disk with serial number 4711 is gone");
      }
      if (stalled) {
        stuck.countDown();
        awaitGoOn();
      }
      inner.append(batch);
    }

    private void awaitGoOn() {
      try {
        goOn.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public List<RawEntry> read(long from, int max) throws IOException {
      return reader.read(from, max);
    }

    @Override
    public void close() {}
  }

  /// Contents that cannot be read once they are lost.
  private static final class LosingContents implements ContentStore {
    private final MemoryContentStore inner = new MemoryContentStore();
    private volatile boolean lost;

    @Override
    public ContentId write(String owner, byte[] bytes) {
      return inner.write(owner, bytes);
    }

    @Override
    public long written() {
      return inner.written();
    }

    @Override
    public void erase(ContentId id) {
      inner.erase(id);
    }

    @Override
    public void sync(long before) {
      inner.sync(before);
    }

    @Override
    public Optional<byte[]> get(ContentId id) throws IOException {
      if (lost) {
        throw new IOException("sector 4711 is unreadable");
      }
      return inner.get(id);
    }

    @Override
    public void close() {}
  }

  private static JsonNode verified(Reader reader) throws Exception {
    SickJournal journal = new SickJournal();
    try (Door door = Door.open(journal, config -> config)) {
      journal.reader = reader;
      Reply reply =
          door.post("/v1/admin/book:verify", "", "Authorization", "Bearer " + Door.ADMIN_KEY);
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      assertThat(reply.text()).doesNotContain("4711", "Exception", "Error");
      assertThat(reply.json().path("ok").asBoolean()).isFalse();
      return reply.json();
    }
  }

  @Test
  void verify_whatCannotBeRead_hasBrokenOffAndIsNotCalledDamage() throws Exception {
    List<Reader> readers =
        List.of(
            (_, _) -> {
              throw new IOException("too many open files, of 4711");
            },
            (_, _) -> {
              throw new OutOfMemoryError("4711 bytes");
            },
            (_, _) -> {
              throw new IllegalArgumentException("a bug at 4711");
            });
    for (Reader reader : readers) {
      JsonNode json = verified(reader);
      assertThat(json.has("damage")).as(json.toString()).isFalse();
      assertThat(json.path("brokeOff").asText()).contains("broke off before entry 0", "log");
    }
  }

  @Test
  void verify_factOfALaterVersion_hasBrokenOffThere() throws Exception {
    JsonNode json = verified((_, _) -> List.of(new RawEntry(0, 1, 999, 1, new byte[0])));
    assertThat(json.has("damage")).as(json.toString()).isFalse();
    assertThat(json.path("brokeOff").asText()).contains("a later version has written entry 0");
  }

  @Test
  void verify_damage_saysPosition() throws Exception {
    JsonNode corrupt =
        verified((_, _) -> {
          throw new CorruptJournalException("book:512", 6, "no whole frame here");
        });
    assertThat(corrupt.at("/damage/position").asLong()).isEqualTo(7);
    assertThat(corrupt.at("/damage/what").asText()).contains("book:512");
    assertThat(corrupt.has("brokeOff")).isFalse();
    JsonNode bytes = verified((_, _) -> List.of(new RawEntry(0, 1, 3, 2, new byte[0])));
    assertThat(bytes.at("/damage/position").asLong()).isZero();
    assertThat(bytes.at("/damage/what").asText()).contains("of type 3");
  }

  @Test
  void ask_afterTheBookHasStopped_saysSo() throws Exception {
    SickJournal journal = new SickJournal();
    try (Door door = Door.open(journal, config -> config)) {
      journal.broken = true;
      Reply unknown = door.post("/v1/tasks", Door.steps("toy.echo", "x"));
      assertThat(unknown.status()).isEqualTo(503);
      assertThat(unknown.code()).isEqualTo("outcome_unknown");
      assertThat(unknown.header("Retry-After")).isNotEmpty();
      Reply later = door.post("/v1/tasks", Door.steps("toy.echo", "x"));
      assertThat(later.status()).isEqualTo(503);
      assertThat(later.code()).isEqualTo("unavailable");
      Reply ready = door.get("/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.code()).isEqualTo("unavailable");
      assertThat(door.get("/health/live").status()).isEqualTo(200);
      assertThat(door.get("/metrics").text())
          .contains("guildhall_book_open 0.0", "guildhall_ledger_holds_open NaN");
      assertThat(unknown.text() + later.text() + ready.text()).doesNotContain("4711");
    }
  }

  @Test
  void ask_whileTheBookIsFull_isToldToComeBack() throws Exception {
    SickJournal journal = new SickJournal();
    try (Door door = Door.open(journal, config -> config)) {
      journal.stalled = true;
      CompletableFuture<Reply> stuck =
          CompletableFuture.supplyAsync(() -> submit(door), Thread::startVirtualThread);
      journal.stuck.await();
      List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
      while (waiting.isEmpty() || !waiting.getLast().isCompletedExceptionally()) {
        waiting.add(door.world().node().book().read(() -> true));
      }
      Reply full = door.get("/v1/trial-balance");
      assertThat(full.status()).isEqualTo(503);
      assertThat(full.code()).isEqualTo("overloaded");
      assertThat(full.header("Retry-After")).isEqualTo("1");
      assertThat(door.get("/health/live").status()).isEqualTo(200);
      journal.goOn.countDown();
      assertThat(stuck.join().status()).isEqualTo(201);
    } finally {
      journal.goOn.countDown();
    }
  }

  private static Reply submit(Door door) {
    try {
      return door.post("/v1/tasks", Door.steps("toy.echo", "x"));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("no answer", e);
    }
  }

  @Test
  void ask_whatBreaksOurCode_isInternalWithTheRequestsId() throws Exception {
    LosingContents contents = new LosingContents();
    try (Door door = Door.open(new MemoryJournal(), contents, config -> config)) {
      String task = door.submit("toy.echo", "x");
      var _ = door.world().end(task);
      contents.lost = true;
      Reply reply = door.get("/v1/tasks/" + task, "X-Request-Id", "find-me");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.code()).isEqualTo("internal");
      assertThat(reply.text()).contains("find-me").doesNotContain("4711", "Exception");
      contents.lost = false;
      assertThat(door.get("/v1/tasks/" + task).status()).isEqualTo(200);
    }
  }
}
