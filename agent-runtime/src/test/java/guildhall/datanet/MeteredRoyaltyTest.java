package guildhall.datanet;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.sdk.Agent;
import guildhall.sdk.Capability;
import guildhall.sdk.Handler;
import guildhall.sdk.Receipt;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.task.TaskState;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The royalty part of text that was released: it follows from the result, or from nothing if there
/// is none.
class MeteredRoyaltyTest {

  private static final Capability<Word, Word> TELL =
      Capability.of("toy.tell", Word.class, Word.class).metered();
  private static final String FACT = "Austria wine exports grew 19.5 percent";

  /// 1,000 micro-credits a character.
  private static Agent teller(Handler<Word, Word> how) {
    return Agent.named("teller").sells(TELL, Terms.metered(credits("1"), credits("2")), how);
  }

  private static String tellAndEnd(ToyWorld world) throws Exception {
    var _ = world.node().publish("facts", List.of(new Contribution("at", "cid", FACT, Map.of())));
    String task = world.submit("5", step("a", "toy.tell", json(new Word("x"))));
    var _ = world.end(task);
    var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
    return task;
  }

  @Test
  void deliver_madeFromData_paysItsContributors() throws Exception {
    Agent reader =
        teller((in, call) -> {
          assertThat(call.datanet("facts").search("wine", Map.of(), 1)).hasSize(1);
          call.emit("x".repeat(100));
          return new Word(FACT);
        });
    try (var world = ToyWorld.of(reader).ready()) {
      String task = tellAndEnd(world);
      assertThat(world.balance("cid")).isEqualTo(20_000);
      assertThat(world.balance("@royalties")).isZero();
      assertThat(world.receipt(task).parts().getFirst().lines())
          .extracting(Receipt.Line::role)
          .containsExactly("platform", "royalty", "agent");
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void fail_madeFromData_isAttributedToNobody() throws Exception {
    Agent teller =
        teller((in, call) -> {
          assertThat(call.datanet("facts").search("wine", Map.of(), 1)).hasSize(1);
          call.emit("x".repeat(100));
          throw new Refusal("had enough");
        });
    try (var world = ToyWorld.of(teller).ready()) {
      String task = tellAndEnd(world);
      assertThat(world.task(task).state()).isEqualTo(TaskState.FAILED);
      assertThat(world.balance("@residual")).isEqualTo(20_000);
      assertThat(world.balance("@royalties")).isZero();
      assertThat(world.balance("cid")).isZero();
      assertThat(world.receipt(task).total().micros()).isEqualTo(100_000);
      assertThat(world.balance("local")).isEqualTo(999_900_000);
      assertThat(world.isSettled()).isTrue();
    }
  }
}
