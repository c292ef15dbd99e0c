package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Draft;
import guildhall.book.FileJournal;
import guildhall.book.Journal;
import guildhall.book.MemoryContentStore;
import guildhall.datanet.Accesses;
import guildhall.datanet.Datanets;
import guildhall.governance.Policies;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.host.state.AgentStates;
import guildhall.ledger.AccountKind;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.SealedIds;
import guildhall.market.Orders;
import guildhall.market.Registry;
import guildhall.model.Artefacts;
import guildhall.outbound.Effects;
import guildhall.rail.Rails;
import guildhall.sdk.Amount;
import guildhall.settlement.Engagements;
import guildhall.settlement.Vesting;
import guildhall.settlement.bond.Bonds;
import guildhall.settlement.use.Uses;
import guildhall.task.Tasks;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that keep old ids in files, started again.
final class OldIdsTest {

  private static final int SEGMENT_BYTES = 1 << 16;
  private static final int GENERATION = 8;
  private static final int AT_ONCE = 200;
  private static final int ROUNDS_MAX = 500;
  private static final long STARTED = System.currentTimeMillis() * 1000;

  @TempDir Path temp;

  /// A book whose ledger seals every eight ids.
  private final class Node implements AutoCloseable {
    final OldIds ids;
    final State state;
    final Book book;

    Node() throws IOException {
      ids = OldIds.open(Optional.of(temp.resolve("ids")));
      state = state(ids.store());
      book =
          Book.open(
              new Book.Setup(
                  FileJournal.open(temp.resolve("book"), SEGMENT_BYTES),
                  Optional.empty(),
                  Facts.all(),
                  state.projections(),
                  BookClock.system(),
                  _ -> {},
                  65_536,
                  Optional.of(
                      new Book.Snapshotting(
                          () -> state(SealedIds.Store.HEAP).projections(), SEGMENT_BYTES))));
    }

    LedgerStatus ask(Operation operation) {
      return book.await(draft -> decide(operation, draft));
    }

    private LedgerStatus decide(Operation operation, Draft draft) {
      return state.ledger().decide(operation, draft.timeMicros(), draft.position()).appendTo(draft);
    }

    /// Issues one micro-credit each; one sync for many.
    void issue(int from, int to, LedgerStatus expected) {
      List<CompletableFuture<LedgerStatus>> answers = new ArrayList<>();
      for (int i = from; i < to; i++) {
        Operation issue = new Issue(id(i), "bank", "ada", 1, "test");
        answers.add(book.submit(draft -> decide(issue, draft)));
      }
      answers.forEach(answer -> assertThat(answer.join()).isEqualTo(expected));
    }

    long balance() {
      return book.await(_ -> state.ledger().find("ada").orElseThrow().balanceMicros());
    }

    String hash() {
      return book.await(_ -> state.ledger().stateHash());
    }

    @Override
    public void close() throws IOException {
      book.close();
      ids.close();
    }
  }

  private static State state(SealedIds.Store oldIds) {
    return new State(
        new Ledger(0, GENERATION, Ledger.ID_WINDOW_MICROS, oldIds),
        new Policies(),
        new Datanets(),
        new Registry(),
        new Engagements(),
        new Effects(),
        new Tasks(),
        new Rails(),
        new Orders(),
        new AgentStates(),
        new Vesting(),
        new Bonds(),
        new Accesses(),
        new Uses(),
        new Artefacts());
  }

  private static Id id(int number) {
    return Id.at(STARTED + number, "issue", Integer.toString(number));
  }

  private List<String> files(String folder, String suffix) throws IOException {
    try (var files = Files.list(temp.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .toList();
    }
  }

  @Test
  void restart_withOldIdsInFiles_knowsThemAllAndMovesNothingTwice() throws IOException {
    int issued = 0;
    String hash;
    try (Node node = new Node()) {
      node.ask(new OpenAccount("bank", "bank", AccountKind.TREASURY));
      node.ask(new OpenAccount("ada", "ada", AccountKind.PRINCIPAL));
      for (int round = 0; files("book", ".snapshot").isEmpty(); round++) {
        assertThat(round).as("a snapshot is made").isLessThan(ROUNDS_MAX);
        node.issue(issued, issued + AT_ONCE, LedgerStatus.CREATED);
        issued += AT_ONCE;
      }
      node.issue(0, issued, LedgerStatus.EXISTS);
      assertThat(node.balance()).isEqualTo(issued);
      hash = node.hash();
    }
    assertThat(files("ids", ".ids")).hasSize((issued - 1) / GENERATION);
    Path stale = temp.resolve("ids").resolve("00000000000000999999.ids");
    Files.write(stale, new byte[99]);

    try (Node again = new Node()) {
      assertThat(stale).doesNotExist();
      assertThat(again.hash()).isEqualTo(hash);
      again.issue(0, issued, LedgerStatus.EXISTS);
      assertThat(again.balance()).isEqualTo(issued);
      again.issue(issued, issued + AT_ONCE, LedgerStatus.CREATED);
      assertThat(again.balance()).isEqualTo(issued + AT_ONCE);
    }
  }

  @Test
  void start_ofANode_emptiesTheFolderAndHoldsItUntilItIsClosed() throws IOException {
    Path ids = temp.resolve("ids");
    Files.createDirectories(ids);
    Files.write(ids.resolve("00000000000000000000.ids"), new byte[5]);
    // a node is the only one of its event bus
    Vertx vertx = Vertx.vertx();
    Vertx another = Vertx.vertx();
    try {
      try (Guildhall node = start(vertx, "one")) {
        assertThat(files("ids", ".ids")).isEmpty();
        assertThatThrownBy(() -> start(another, "two"))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(ids.toString());
        assertThat(node.book().feed().end()).isPositive();
      }
      start(another, "two").close();
    } finally {
      for (Vertx each : List.of(vertx, another)) {
        each.close().toCompletionStage().toCompletableFuture().join();
      }
    }
  }

  private Guildhall start(Vertx vertx, String name) throws IOException {
    Journal journal = FileJournal.open(temp.resolve(name), SEGMENT_BYTES);
    return Guildhall.start(
        new Guildhall.Setup(
            vertx,
            journal,
            new MemoryContentStore(),
            BookClock.system(),
            new Policy(0, 500, 2000, 0, new ScoreWeights(350, 150, 300, 150, 50)),
            Amount.credits("1000"),
            Map.of(),
            new Guildhall.Keeping(
                100,
                0,
                Duration.ofDays(30),
                Optional.of(temp.resolve("ids")),
                Optional.of(temp.resolve("spans")))));
  }
}
