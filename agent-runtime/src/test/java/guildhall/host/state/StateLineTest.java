package guildhall.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Who has an agent's state when.
final class StateLineTest {

  private final StateLine line = new StateLine();

  /// Asks on a thread of its own; completed when it has its turn.
  private static CompletableFuture<Boolean> asking(StateLine.Place place) throws Exception {
    CompletableFuture<Boolean> turn = new CompletableFuture<>();
    Thread asker =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                place.awaitTurn();
                turn.complete(true);
              } catch (InterruptedException | RuntimeException e) {
                turn.completeExceptionally(e);
              }
            });
    while (!turn.isDone() && asker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return turn;
  }

  @Test
  void awaitTurn_othersBefore_comesWhenTheyHaveLeft() throws Exception {
    StateLine.Place first = line.place();
    StateLine.Place second = line.place();
    StateLine.Place third = line.place();
    first.awaitTurn();
    first.awaitTurn();
    CompletableFuture<Boolean> secondTurn = asking(second);
    CompletableFuture<Boolean> thirdTurn = asking(third);

    assertThat(secondTurn).isNotDone();
    first.leave();
    assertThat(secondTurn.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(thirdTurn).isNotDone();
    second.leave();
    assertThat(thirdTurn.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leave_whileWaiting_endsTheWaitAndLetsTheNextBy() throws Exception {
    StateLine.Place first = line.place();
    StateLine.Place second = line.place();
    StateLine.Place third = line.place();
    first.awaitTurn();
    CompletableFuture<Boolean> secondTurn = asking(second);
    CompletableFuture<Boolean> thirdTurn = asking(third);

    second.leave();

    assertThatThrownBy(() -> secondTurn.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    first.leave();
    assertThat(thirdTurn.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void awaitTurn_afterLeaving_isRefusedAndKeepsNobodyOut() throws Exception {
    StateLine.Place gone = line.place();
    gone.leave();

    assertThatThrownBy(gone::awaitTurn)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has ended");
    assertThat(asking(line.place()).get(20, TimeUnit.SECONDS)).isTrue();
  }
}
