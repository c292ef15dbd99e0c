package guildhall.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Outcome;
import guildhall.sdk.testkit.World;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An agent that is busy with as many calls as it takes offers nothing.
@Timeout(30)
final class CallsAtOnceTest {

  private static final Amount FEE = Amount.credits("1");

  @Test
  void propose_asManyCallsAsItTakes_offersNothingMore() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Agent single =
        Agent.named("single")
            .withCallsAtOnce(1)
            .sells(
                Toys.SHOUT,
                FEE,
                (in, _) -> {
                  atWork.countDown();
                  go.await();
                  return in;
                });
    try (World world = World.of(single)) {
      CompletableFuture<Outcome<Word>> first =
          world.start(Toys.SHOUT, new Word("one"), Ask.atMost(FEE));
      assertThat(atWork.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(world.ask(Toys.SHOUT, new Word("two"), FEE))
          .isInstanceOfSatisfying(
              Outcome.NoOffer.class,
              none -> assertThat(none.reason()).contains("is busy with 1 calls"));

      go.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Delivered.class);
      assertThat(world.spent()).isEqualTo(FEE);
      world.assertBalanced();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_001, Integer.MAX_VALUE})
  void withCallsAtOnce_outOfRange_isRefused(int calls) {
    Agent agent = Agent.named("single");
    assertThatThrownBy(() -> agent.withCallsAtOnce(calls))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(calls));
  }

  @Test
  void withCallsAtOnce_agentThatSellsAndIsOwned_keepsAllElse() {
    Agent agent =
        Agent.named("single")
            .ownedBy("ada")
            .sells(Toys.SHOUT, FEE, (in, _) -> in)
            .withCallsAtOnce(7);

    assertThat(agent.callsAtOnce()).isEqualTo(7);
    assertThat(agent.ownedBy("bob").callsAtOnce()).isEqualTo(7);
    assertThat(agent.owner()).isEqualTo("ada");
    assertThat(agent.sales()).containsOnlyKeys("toy.shout");
  }
}
