package guildhall.runtime.world;

import static guildhall.sdk.Amount.credits;
import static guildhall.sdk.testkit.Faults.ALWAYS;
import static guildhall.sdk.testkit.World.BUYER;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.datanet.admission.Texts;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Contributed;
import guildhall.sdk.Contributed.Why;
import guildhall.sdk.Contribution;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.Refusal;
import guildhall.sdk.spi.Charter;
import guildhall.sdk.spi.Charter.Kind;
import guildhall.sdk.spi.Fault;
import guildhall.sdk.spi.Offer;
import guildhall.sdk.spi.Offer.Stage;
import guildhall.sdk.testkit.Faults;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an agent contributes is its owner's, is taken once, and costs whoever pays the call
/// nothing.
@ExtendWith(WorldExtension.class)
class ContributeTest {

  private static final String NET = "wine-facts";
  private static final Word HI = new Word("hi");
  private static final Amount FUNDS = credits("5");
  private static final Charter CHARTER = Charter.of("CC0-1.0");

  private final Queue<Contributed> said = new ConcurrentLinkedQueue<>();

  private static Contribution text(int seed) {
    return Contribution.of(Texts.made(new Random(seed), 60), "CC0-1.0").withConsent();
  }

  /// A datanet of Oda's, an agent of Olga's that sells for a credit, and money of both.
  private World world(World world, Charter charter, Handler<Word, Word> handler) {
    return world
        .fund("oda", FUNDS)
        .fund("olga", FUNDS)
        .charter(NET, "oda", charter)
        .host(Agent.named("scribe").ownedBy("olga").sells(SHOUT, credits("1"), handler));
  }

  /// The agent contributes these, one after the other.
  private World contributing(World world, Charter charter, Contribution... all) {
    return world(
        world,
        charter,
        (in, call) -> {
          Amount budget = call.budget();
          for (Contribution each : all) {
            said.add(call.contribute(NET, each));
          }
          assertThat(call.budget()).isEqualTo(budget);
          return in;
        });
  }

  private static void buy(World world) throws Refusal {
    assertThat(world.ask(SHOUT, HI, credits("1")).orThrow()).isEqualTo(HI);
  }

  /// Whoever has paid the calls has paid their fees and nothing else, and Olga her decline fees.
  private static void assertPaid(World world, int calls, Amount declined) {
    assertThat(world.balance(BUYER)).isEqualTo(Amount.micros(1_000_000_000L - calls * 1_000_000L));
    assertThat(world.balance("olga"))
        .isEqualTo(Amount.micros(FUNDS.micros() + calls * 950_000L - declined.micros()));
    assertThat(world.balance("@platform"))
        .isEqualTo(Amount.micros(calls * 50_000L + declined.micros()));
    assertThat(world.balance("oda")).isEqualTo(FUNDS);
    world.assertBalanced();
  }

  private static List<Stage> stages(World world) {
    return world.offers(NET).stream().map(Offer::stage).toList();
  }

  @Test
  void contribute_whereNobodyJudges_isAcceptedAndReadWhenItIsPublished(World world)
      throws Exception {
    buy(contributing(world, CHARTER, text(1)));

    assertThat(said)
        .singleElement()
        .isInstanceOfSatisfying(
            Contributed.Accepted.class, it -> assertThat(it.id()).matches("call-[0-9a-f]{32}-1"));
    assertThat(world.offers(NET))
        .containsExactly(
            new Offer(
                said.element().id(),
                Stage.ACCEPTED,
                "olga",
                text(1).text(),
                Map.of(),
                Optional.empty()));
    assertThat(world.publish(NET)).isEqualTo(1);
    assertPaid(world, 1, Amount.ZERO);
  }

  @Test
  void contribute_whereReviewersJudge_waitsForThem(World world) throws Exception {
    buy(contributing(world, CHARTER.reviewedBy("rea"), text(1), text(2)));

    assertThat(said).hasSize(2).allMatch(Contributed.Waiting.class::isInstance);
    assertThat(stages(world)).containsExactly(Stage.WAITING, Stage.WAITING);
    String first = said.remove().id();
    world.review(NET, first, "rea", true).review(NET, said.element().id(), "rea", false);
    assertThat(stages(world)).containsExactly(Stage.ACCEPTED, Stage.REJECTED);
    assertThat(world.offers(NET).getFirst().id()).isEqualTo(first);
    assertPaid(world, 1, Amount.ZERO);
  }

  @Test
  void contribute_whatWasThereOrIsRepeated_saysWhichItIs(World world) throws Exception {
    Contribution first = text(1).withId("first");
    buy(contributing(world, CHARTER, first, first, text(1).withId("second"), text(1)));

    assertThat(said)
        .startsWith(
            new Contributed.Accepted("first"),
            new Contributed.There("first"),
            new Contributed.Repeats("second", NET + "#first", false));
    assertThat(said).hasSize(4).allMatch(Contributed::kept);
    assertThat(world.offers(NET))
        .extracting(Offer::repeats)
        .containsExactly(
            Optional.empty(), Optional.of(NET + "#first"), Optional.of(NET + "#first"));
    assertPaid(world, 1, Amount.ZERO);
  }

  @Test
  void contribute_whatFailsTheChecks_costsTheOwnerTheFeeAndThePayerNothing(World world)
      throws Exception {
    Contribution bad =
        Contribution.of("Write to ann@example.com or call +49 170 1234567.", "CC0-1.0")
            .withConsent();
    Amount fee = credits("0.7");
    buy(
        contributing(
            world,
            CHARTER.declining(1, fee),
            bad,
            Contribution.of("Call +49 170 7654321 today.", "CC0-1.0").withConsent(),
            Contribution.of("One two three.", "CC0-1.0"),
            Contribution.of("One two three.", "MIT").withConsent()));

    assertThat(said)
        .extracting(each -> ((Contributed.Declined) each).code())
        .containsExactly(
            "personal_data", "personal_data", "consent_missing", "licence_not_accepted");
    assertThat(said)
        .extracting(each -> ((Contributed.Declined) each).fee())
        .containsExactly(Amount.ZERO, fee, fee, fee);
    assertThat(said.element().sentence()).contains("personal_data", "an e-mail address");
    assertThat(world.offers(NET)).isEmpty();
    assertPaid(world, 1, credits("2.1"));
  }

  @Test
  void contribute_byACallThatFails_staysAndCostsTheOwnerItsFee(World world) {
    var _ =
        world(
            world,
            CHARTER.declining(0, credits("0.7")),
            (_, call) -> {
              said.add(call.contribute(NET, text(1)));
              said.add(call.contribute(NET, Contribution.of("No consent.", "CC0-1.0")));
              throw new Refusal("not today");
            });

    assertThat(world.ask(SHOUT, HI, credits("1"))).isInstanceOf(Outcome.Refused.class);

    assertThat(stages(world)).containsExactly(Stage.ACCEPTED);
    assertPaid(world, 0, credits("0.7"));
  }

  @Test
  void contribute_whereItCannotBeTaken_saysWhyAndCostsNothing(World world) throws Exception {
    world.charter("shut", "oda", CHARTER.closed()).charter("small", "oda", CHARTER.takingADay(1));
    world.charter("dear", "oda", CHARTER.declining(0, credits("9")));
    world.datanet("plain", "ada", new Passage("a", "Tea.", Map.of()));
    var _ =
        world(
            world,
            CHARTER,
            (in, call) -> {
              said.add(call.contribute("none", text(1)));
              said.add(call.contribute("plain", text(1)));
              said.add(call.contribute("shut", text(1)));
              said.add(call.contribute("dear", text(1)));
              said.add(call.contribute(NET, text(1).withId("mine")));
              said.add(call.contribute(NET, text(2).withId("mine")));
              said.add(call.contribute("small", text(3)));
              said.add(call.contribute("small", text(4)));
              return in;
            });
    buy(world);

    assertThat(said)
        .filteredOn(Contributed.NotNow.class::isInstance)
        .extracting(each -> ((Contributed.NotNow) each).why())
        .containsExactly(
            Why.NO_SUCH_DATANET,
            Why.NO_SUCH_DATANET,
            Why.CLOSED,
            Why.DECLINE_FEE_DUE,
            Why.ID_TAKEN);
    assertThat(List.copyOf(said).getLast())
        .isInstanceOfSatisfying(
            Contributed.Declined.class, it -> assertThat(it.code()).isEqualTo("over_quota"));
    assertThat(world.offers(NET)).hasSize(1);
    assertPaid(world, 1, Amount.ZERO);
  }

  @Test
  void contribute_rowsAndExamples_keepTheirFieldsAndTheirLabel(World world) throws Exception {
    world.charter("rows", "oda", CHARTER.taking(Kind.ROW));
    world.charter("examples", "oda", CHARTER.taking(Kind.EXAMPLE));
    Contribution row = Contribution.of("", "CC0-1.0").withConsent();
    var _ =
        world(
            world,
            CHARTER,
            (in, call) -> {
              said.add(
                  call.contribute(
                      "rows", row.withField("z", "red wine").withField("a", "Austria")));
              said.add(call.contribute("examples", text(2).withLabel("dull")));
              return in;
            });
    buy(world);

    assertThat(said).allMatch(Contributed.Accepted.class::isInstance);
    assertThat(world.offers("rows").getFirst().text()).isEqualTo("Austria\nred wine");
    assertThat(world.offers("rows").getFirst().fields())
        .isEqualTo(Map.of("a", "Austria", "z", "red wine"));
    assertThat(world.offers("examples").getFirst().fields()).isEqualTo(Map.of("label", "dull"));
  }

  @Test
  void contribute_severalAtOnce_areTakenInOneStepOrNotAtAll(World world) throws Exception {
    var _ =
        world(
            world,
            CHARTER,
            (in, call) -> {
              said.addAll(
                  call.contribute(
                      NET,
                      List.of(
                          text(1).withId("a"),
                          Contribution.of("Mail ann@example.com", "CC0-1.0").withConsent(),
                          text(1),
                          text(2).withId("b"))));
              said.addAll(call.contribute(NET, List.of(text(3).withId("c"), text(4).withId("a"))));
              assertThatThrownBy(() -> call.contribute(NET, List.of()))
                  .isInstanceOf(IllegalArgumentException.class);
              Contribution twice = text(5).withId("d");
              assertThatThrownBy(() -> call.contribute(NET, List.of(twice, twice)))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessageContaining("the id d");
              assertThatThrownBy(
                      () -> call.contribute(NET, List.of(text(5), Contribution.of("x", "CC0-1.0"))))
                  .isInstanceOf(IllegalArgumentException.class);
              return in;
            });
    buy(world);

    List<Contributed> all = List.copyOf(said);
    assertThat(all).hasSize(6);
    assertThat(all.get(0)).isEqualTo(new Contributed.Accepted("a"));
    assertThat(all.get(1)).isInstanceOf(Contributed.Declined.class);
    assertThat(all.get(2)).isEqualTo(new Contributed.Repeats(all.get(2).id(), NET + "#a", false));
    assertThat(all.get(3)).isEqualTo(new Contributed.Accepted("b"));
    assertThat(all.subList(4, 6))
        .containsExactly(
            new Contributed.NotNow("c", Why.ID_TAKEN), new Contributed.NotNow("a", Why.ID_TAKEN));
    assertThat(world.offers(NET)).extracting(Offer::id).doesNotContain("c", "d").hasSize(3);
  }

  @Test
  void contribute_byACallThatIsRunAgain_addsNothingTheSecondTime(World world) throws Exception {
    var _ = contributing(world, CHARTER, text(1), text(2));
    world.faults(Faults.once(SHOUT).crashAfterEffect(ALWAYS));
    buy(world);

    world.awaitFault(Fault.CRASH_AFTER_EFFECT, 1);
    List<Contributed> all = List.copyOf(said);
    assertThat(all)
        .containsExactly(
            new Contributed.Accepted(all.get(0).id()),
            new Contributed.Accepted(all.get(1).id()),
            new Contributed.There(all.get(0).id()),
            new Contributed.There(all.get(1).id()));
    assertThat(stages(world)).containsExactly(Stage.ACCEPTED, Stage.ACCEPTED);
    assertPaid(world, 1, Amount.ZERO);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 42})
  void contribute_underEveryFault_eachCallContributesOnce(long seed) throws Exception {
    try (World world = World.of()) {
      var _ =
          world(
              world,
              CHARTER,
              (in, call) -> {
                said.add(call.contribute(NET, text(in.word().hashCode())));
                return in;
              });
      world.faults(Faults.seeded(seed).crashBeforeEffect(150).crashAfterEffect(150).duplicate(300));

      for (int i = 0; i < 12; i++) {
        assertThat(world.ask(SHOUT, new Word("order " + i), credits("1")).orThrow().word())
            .as("seed %d", seed)
            .isEqualTo("order " + i);
      }

      assertThat(stages(world)).hasSize(12).containsOnly(Stage.ACCEPTED);
      assertThat(said).allMatch(Contributed::kept);
      assertPaid(world, 12, Amount.ZERO);
    }
  }

  @Test
  void contribute_theSameByTwoAgentsAtOnce_oneIsFirstAndTheOtherRepeatsIt(World world)
      throws Exception {
    var _ = contributing(world, CHARTER, text(1));
    world.host(
        Agent.named("rival")
            .sells(
                TITLE,
                credits("1"),
                (in, call) -> {
                  said.add(call.contribute(NET, text(1)));
                  return in;
                }));
    var one = world.start(SHOUT, HI, Ask.atMost(credits("1")));
    var other = world.start(TITLE, HI, Ask.atMost(credits("1")));
    assertThat(Stream.of(one.join(), other.join())).allMatch(Outcome.Delivered.class::isInstance);

    Contributed first =
        said.stream().filter(Contributed.Accepted.class::isInstance).findFirst().orElseThrow();
    assertThat(said)
        .filteredOn(Contributed.Repeats.class::isInstance)
        .extracting(each -> ((Contributed.Repeats) each).original())
        .containsExactly(NET + "#" + first.id());
    assertThat(world.offers(NET)).hasSize(2);
    assertThat(world.offers(NET)).filteredOn(each -> each.repeats().isEmpty()).hasSize(1);
    assertThat(world.balance(BUYER)).isEqualTo(credits("998"));
    world.assertBalanced();
  }

  @Test
  void contribute_byAThreadThatOutlivesItsCall_isRefused(World world) throws Exception {
    var after = new CompletableFuture<Throwable>();
    var ended = new CountDownLatch(1);
    var _ =
        world(
            world,
            CHARTER,
            (in, call) -> {
              Thread.ofVirtual()
                  .start(() -> {
                    try {
                      ended.await();
                      var _ = call.contribute(NET, text(1));
                    } catch (InterruptedException | RuntimeException e) {
                      after.complete(e);
                    }
                  });
              return in;
            });
    buy(world);
    ended.countDown();

    assertThat(after.get(20, TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this call has ended");
    assertThat(world.offers(NET)).isEmpty();
  }
}
