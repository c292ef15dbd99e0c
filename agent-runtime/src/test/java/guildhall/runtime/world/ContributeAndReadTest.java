package guildhall.runtime.world;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.Toys.SHOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.datanet.admission.Texts;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Call;
import guildhall.sdk.Completion;
import guildhall.sdk.Contributed;
import guildhall.sdk.Contribution;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Handler;
import guildhall.sdk.Prompt;
import guildhall.sdk.Refusal;
import guildhall.sdk.spi.Charter;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys.Word;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An agent earns nothing, in the call that contributes it, by what it has contributed.
@ExtendWith(WorldExtension.class)
class ContributeAndReadTest {

  private static final String NET = "wine-facts";
  private static final String OWN = Texts.made(new Random(7), 60);
  private static final String ADAS = Texts.made(new Random(8), 60);

  /// What an agent's owner gets of a credit, if something was read for the answer.
  private static final Amount FEE = credits("0.75");

  private static Contribution own() {
    return Contribution.of(OWN, "CC0-1.0").withConsent();
  }

  /// Ada's text is published; Olga's agent sells for a credit; there is a model.
  private static World world(World world, Handler<Word, Word> handler) {
    return world
        .datanet("facts", "ada", new Passage("a", ADAS, Map.of()))
        .charter(NET, "oda", Charter.of("CC0-1.0"))
        .model("parrot", _ -> new Completion.Text("!", 3, 4))
        .host(Agent.named("scribe").ownedBy("olga").sells(SHOUT, credits("1"), handler));
  }

  private static void buy(World world) throws Refusal, InterruptedException {
    var _ = world.ask(SHOUT, new Word("hi"), credits("1")).orThrow();
    world.awaitRoyalties();
    world.assertBalanced();
  }

  private static String read(Call call, String datanet) {
    return call.datanet(datanet).search("", Map.of(), 1).getFirst().text();
  }

  /// It is not there before the owner of the datanet has published it.
  @Test
  void contribute_andReadInTheSameCall_findsNothing(World world) throws Exception {
    var _ =
        world(
            world,
            (in, call) -> {
              assertThat(call.contribute(NET, own())).isInstanceOf(Contributed.Accepted.class);
              assertThatThrownBy(() -> call.datanet(NET))
                  .isInstanceOf(IllegalArgumentException.class);
              return in;
            });
    buy(world);
    assertThat(world.balance("olga")).as("nothing was read").isEqualTo(credits("0.95"));
  }

  /// Even if the datanet's owner is with it and publishes meanwhile.
  @Test
  void contribute_publishedAndReadInTheSameCall_earnsNobodyAnything(World world) throws Exception {
    var _ =
        world(
            world,
            (_, call) -> {
              var _ = call.contribute(NET, own());
              assertThat(world.publish(NET)).isEqualTo(1);
              return new Word(read(call, NET));
            });
    buy(world);
    assertThat(world.balance("olga")).isEqualTo(FEE);
    assertThat(world.balance("ada")).isEqualTo(Amount.ZERO);
    assertThat(world.balance("oda")).isEqualTo(Amount.ZERO);
    assertThat(world.balance("@platform")).isEqualTo(credits("0.05"));
  }

  /// A text counts among those that an answer may repeat from the moment it is offered: for other
  /// calls, not for the one that has offered it.
  @Test
  void contribute_whatTheAnswerRepeats_earnsInLaterCallsOnly(World world) throws Exception {
    var _ =
        world(
            world,
            (_, call) -> {
              var _ = call.contribute(NET, own());
              String model = call.model("parrot").complete(Prompt.of("hi")).orThrow();
              return new Word(read(call, "facts") + model + OWN);
            });
    buy(world);
    Amount adas = world.balance("ada");
    assertThat(adas.micros()).isPositive();
    assertThat(world.balance("olga")).isEqualTo(FEE);

    buy(world); // the text was contributed by the first call
    assertThat(world.balance("ada").minus(adas)).as("as before").isEqualTo(adas);
    assertThat(world.balance("olga").minus(FEE).compareTo(FEE)).isPositive();
  }
}
