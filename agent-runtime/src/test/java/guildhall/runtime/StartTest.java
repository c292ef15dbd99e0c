package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.BookClock;
import guildhall.book.FileJournal;
import guildhall.book.MemoryContentStore;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.rail.FileRail;
import guildhall.rail.Rail;
import guildhall.sdk.Amount;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start that fails leaves nothing running and nothing taken.
final class StartTest {

  private final List<Vertx> buses = new ArrayList<>(); // a node each

  @TempDir private Path temp;

  @AfterEach
  void close() {
    buses.forEach(each -> each.close().toCompletionStage().toCompletableFuture().join());
  }

  private Guildhall start(List<Rail> rails) throws IOException {
    buses.add(Vertx.vertx());
    return Guildhall.start(
        new Guildhall.Setup(
                buses.getLast(),
                FileJournal.open(temp.resolve("book")),
                new MemoryContentStore(),
                BookClock.system(),
                new Policy(0, 500, 2000, 0, new ScoreWeights(350, 150, 300, 150, 50)),
                Amount.ZERO,
                Map.of(),
                Guildhall.Keeping.USUAL)
            .with(Guildhall.Options.USUAL.withRails(rails)));
  }

  @Test
  void start_twoRailsOfOneName_failsAndLetsGoOfTheBook() throws IOException {
    try (FileRail one = FileRail.open(temp.resolve("one/bank"));
        FileRail other = FileRail.open(temp.resolve("other/bank"))) {
      assertThatThrownBy(() -> start(List.of(one, other)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(one.name());
    }
    try (Guildhall node = start(List.of())) {
      assertThat(node.agents().runningCount()).isZero();
    }
  }
}
