package guildhall.samples.reference;

import static guildhall.samples.reference.Desk.FIND;
import static guildhall.samples.reference.Desk.WRITE;
import static guildhall.samples.reference.Desk.WRITER;
import static guildhall.sdk.Amount.credits;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.samples.reference.Desk.Brief;
import guildhall.samples.reference.Desk.Count;
import guildhall.samples.reference.Desk.Found;
import guildhall.samples.reference.Desk.Query;
import guildhall.samples.reference.Desk.Text;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Completion;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.Pricing;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.sdk.schema.RecordSchema;
import guildhall.sdk.spi.Charter;
import guildhall.sdk.spi.Offer;
import guildhall.sdk.testkit.Faults;
import guildhall.sdk.testkit.Script;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The agents that the reference shows do what it says of them.
@ExtendWith(WorldExtension.class)
class DeskTest {

  private static final Brief BEES = new Brief("bees");

  private static Found found(String line) {
    return new Found(line, Optional.empty());
  }

  private static Agent with(Handler<Brief, Text> handler) {
    return Agent.named("desk")
        .sells(WRITE, Terms.fee(credits("0.5")).withExpensesUpTo(credits("0.6")), handler);
  }

  // @start region=script
  @Test
  void write_sellerRefusesThenAnswers_isPaidForWhatWasDelivered(World world) throws Refusal {
    var seller =
        Script.of(FIND)
            .refusing("not on Sundays")
            .answering(new Found("Bees dance.", Optional.empty()));
    world.host(WRITER).peer(FIND, credits("0.3"), seller);

    assertThat(world.ask(WRITE, new Brief("bees"), credits("1")))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(world.spent()).isEqualTo(Amount.ZERO);

    assertThat(world.ask(WRITE, new Brief("bees"), credits("1")).orThrow())
        .isEqualTo(new Text("Bees dance."));
    assertThat(world.spent()).isEqualTo(credits("0.8"));
    assertThat(seller.heard()).hasSize(2);
  }

  // @end

  // @start region=clock
  @Test
  void write_sellerHangs_isLateAndUnpaid(World world) throws Exception {
    var seller = Script.of(FIND).hanging();
    world.host(WRITER).peer(FIND, credits("0.3"), seller);

    var end = world.start(WRITE, new Brief("bees"), Ask.atMost(credits("1")));
    seller.awaitHeard();
    world.advance(Duration.ofMinutes(1));

    assertThat(end.join()).isNotInstanceOf(Outcome.Delivered.class);
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  // @end

  // @start region=faults
  @Test
  void write_crashesBeforeItIsPaid_isPaidOnceAndBuysOnce(World world) throws Refusal {
    var seller = Script.of(FIND).answering(new Found("Bees dance.", Optional.empty()));
    world.host(WRITER).peer(FIND, credits("0.3"), seller);
    world.faults(Faults.once(WRITE).crashAfterEffect(Faults.ALWAYS));

    assertThat(world.ask(WRITE, new Brief("bees"), credits("1")).orThrow())
        .isEqualTo(new Text("Bees dance."));
    assertThat(world.spent()).isEqualTo(credits("0.8"));
    assertThat(seller.heard()).hasSize(1);
  }

  // @end

  @Test
  void write_nobodySells_isWrittenWithoutFacts(World world) throws Refusal {
    assertThat(world.host(WRITER).ask(WRITE, BEES, credits("1")).orThrow())
        .isEqualTo(new Text("bees?"));
    assertThat(world.spent()).isEqualTo(credits("0.5"));
  }

  @Test
  void compare_twoOfThreeDeliver_isEnoughAndTheThirdUnpaid(World world) throws Refusal {
    var seller =
        Script.of(FIND)
            .when(query -> query.topic().endsWith("in law"), found("Bees are property."))
            .when(query -> query.topic().endsWith("in trade"), found("Bees are sold."))
            .refusing("no bees at sea");
    world.host(with(Desk::compare)).peer(FIND, credits("0.2"), seller);

    String body = world.ask(WRITE, BEES, credits("2")).orThrow().body();

    assertThat(body).contains("Bees are property.", "Bees are sold.");
    assertThat(world.spent()).isEqualTo(credits("0.9"));
  }

  @Test
  void count_secondCall_hasTheFirstOnesState(World world) throws Refusal {
    world.host(with(Desk::count));

    var _ = world.ask(WRITE, BEES, credits("2")).orThrow();

    assertThat(world.ask(WRITE, BEES, credits("2")).orThrow().body()).isEqualTo("bees, number 2");
    assertThat(world.state("desk", Desk.SEEN)).contains(new Count(2));
  }

  @Test
  void note_question_isOfferedOnceForItsOwnerAndCostsTheBuyerTheFeeOnly(World world)
      throws Refusal {
    world.host(with(Desk::note)).charter("questions", "editor", Charter.of("CC0-1.0"));

    assertThat(world.ask(WRITE, BEES, credits("2")).orThrow().body()).isEqualTo("noted");
    assertThat(world.ask(WRITE, BEES, credits("2")).orThrow().body())
        .isEqualTo("known as questions#" + world.offers("questions").getFirst().id());

    assertThat(world.offers("questions")).extracting(Offer::contributor).containsOnly("desk");
    assertThat(world.spent()).isEqualTo(credits("1"));
    world.charter("questions", "editor", Charter.of("MIT").declining(0, credits("0.1")));
    assertThat(world.ask(WRITE, BEES, credits("2")).orThrow().body())
        .isEqualTo("licence_not_accepted for " + credits("0.1"));
  }

  @Test
  void ask_modelAnswersOrIsUnavailable_isTextOrRefusal(World world) throws Refusal {
    world.host(with(Desk::ask)).model("small", _ -> new Completion.Text("They dance.", 5, 3));
    assertThat(world.ask(WRITE, BEES, credits("2")).orThrow().body()).isEqualTo("They dance.");

    world.model("small", _ -> new Completion.Unavailable("asleep"));
    assertThat(world.ask(WRITE, BEES, credits("2")).sentence()).contains("asleep");
    assertThat(world.spent()).isEqualTo(credits("0.5"));
  }

  @Test
  void busy_idle_asksItsLowestFee(World world) {
    assertThat(world.host(Desk.BUSY).ask(WRITE, BEES, credits("2")).spent())
        .isEqualTo(credits("0.1"));
  }

  @Test
  void archive_call_isHandledByWhatItsActivationOpened(World world) throws Refusal {
    world.host(
        Agent.named("archive")
            .sells(WRITE, Pricing.standing(Terms.fee(credits("0.1"))), Desk.OPENING));

    assertThat(world.ask(WRITE, BEES, credits("2")).orThrow().body())
        .isEqualTo("From the archive: bees");
  }

  @Test
  void query_schema_hasDescriptionsAndBounds() {
    assertThat(RecordSchema.of(Query.class).toJsonSchema())
        .containsEntry("description", "What to find out.")
        .extracting("properties")
        .isEqualTo(
            Map.of(
                "topic",
                Map.of(
                    "type",
                    "string",
                    "minLength",
                    1L,
                    "maxLength",
                    200L,
                    "description",
                    "A few words.")));
  }
}
