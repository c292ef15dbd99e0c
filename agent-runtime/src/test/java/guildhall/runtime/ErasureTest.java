package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.ContentId;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation;
import guildhall.datanet.CurationStatus;
import guildhall.toyworld.ToyWorld;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is withdrawn to be erased is erased, also when a crash comes between; what something else
/// names is not.
class ErasureTest {

  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryContentStore contents = new MemoryContentStore();

  private ToyWorld world() {
    return ToyWorld.on(journal, contents, Map.of());
  }

  private static ContentId publish(ToyWorld world, String datanet, String text) {
    Guildhall node = world.node();
    int version = node.publish(datanet, List.of(new Contribution("at", "cid", text, Map.of())));
    return node.book()
        .await(_ -> node.state().datanets().version(datanet, version))
        .orElseThrow()
        .contributions()
        .getFirst()
        .content();
  }

  /// As a crash leaves it: the book says it, and the bytes are still there.
  private static void withdraw(ToyWorld world, String datanet) {
    Curation curation = world.node().curating().curation();
    assertThat(
            world
                .node()
                .book()
                .await(curation.withdraw(datanet, "at", Curation.OPERATOR, "Wrong.", true)))
        .isEqualTo(CurationStatus.DONE);
  }

  @Test
  void start_afterACrashBetweenWithdrawalAndErasure_erasesEveryVersionOfIt() throws IOException {
    ContentId first;
    ContentId second;
    ContentId other;
    try (ToyWorld world = world()) {
      first = publish(world, "facts", "wine grows");
      second = publish(world, "facts", "wine grows well");
      other = publish(world, "others", "beer is brewed");
      withdraw(world, "facts");
      assertThat(contents.get(first)).isPresent();
      assertThat(contents.get(second)).isPresent();
    }
    try (ToyWorld _ = world()) {
      assertThat(contents.get(first)).isEmpty();
      assertThat(contents.get(second)).isEmpty();
      assertThat(contents.get(other)).isPresent();
    }
  }

  @Test
  void run_whileAnotherDatanetHasTheSame_leavesItUntilThatIsWithdrawnToo() throws IOException {
    try (ToyWorld world = world()) {
      ContentId content = publish(world, "facts", "wine grows");
      assertThat(publish(world, "others", "wine grows")).isEqualTo(content);
      withdraw(world, "facts");
      world.node().curating().erasure().run();
      assertThat(contents.get(content)).isPresent();
      withdraw(world, "others");
      world.node().curating().erasure().run();
      assertThat(contents.get(content)).isEmpty();
    }
  }

  @Test
  void run_afterTheSameWasContributedAgain_erasesNothing() throws IOException {
    try (ToyWorld world = world()) {
      ContentId content = publish(world, "facts", "wine grows");
      withdraw(world, "facts");
      assertThat(publish(world, "facts", "wine grows")).isEqualTo(content);
      world.node().curating().erasure().run();
      assertThat(contents.get(content)).isPresent();
    }
  }
}
