package guildhall.host.child;

import static guildhall.toyworld.ToyWorld.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Charter;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation;
import guildhall.datanet.Datanets;
import guildhall.datanet.admission.ItemType;
import guildhall.json.RecordJson;
import guildhall.model.head.HeadDesk;
import guildhall.model.head.TrainingStatus;
import guildhall.toyworld.Moods;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What a call offers, through the socket.
class HonestChildTest extends ZooTest {

  private static final BlockingQueue<String> SENT = new LinkedBlockingQueue<>();
  private static final HttpServer DESK = desk();

  private static HttpServer desk() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            SENT.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void closeDesk() {
    DESK.stop(0);
  }

  @Override
  ToyWorld world() {
    URI desk = URI.create("http://127.0.0.1:" + DESK.getAddress().getPort() + "/");
    return ToyWorld.on(
            new MemoryJournal(),
            new MemoryContentStore(),
            Map.of("desk", desk),
            Toys.shouter("shouter"),
            spare())
        .ready();
  }

  @Test
  void send_recordOfTheJarsOwn_arrivesAsItsJson() throws Exception {
    deploy();
    assertThat(served("send")).isEqualTo("Done[reference=]");
    assertThat(SENT.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"text\":\"text\",\"numbers\":[1,2]}");
  }

  @Test
  void deploy_jar_isBoughtFromThroughTheMarketAndPaid() throws Exception {
    deploy();
    assertThat(done("hello")).isEqualTo("hello there");
    assertThat(world.balance("beast")).isEqualTo(ROYAL);
    assertThat(world.balance("spare")).isZero();
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void process_whatItHas_isNothingOfTheRuntime() throws Exception {
    deploy();
    assertThat(done("runtime")).isEqualTo("not found");
    String where = done("where");
    assertThat(where).doesNotContain("vertx", "agent-runtime", "logback");
    assertThat(where.substring(1, where.indexOf(']')).split(", "))
        .contains("LC_ALL")
        .isSubsetOf("LC_ALL", "MALLOC_ARENA_MAX", "PWD", "OLDPWD", "SHLVL", "_"); // the shell's
  }

  @Test
  void buy_throughTheSocket_paysBoth() throws Exception {
    deploy();
    assertThat(served("buy")).isEqualTo("hi! 1 cr");
    assertThat(served("fan")).isEqualTo("[a!, b!, c!] 3 3 cr");
    assertThat(served("quotes")).isEqualTo("shouter");
    assertThat(served("nobody")).startsWith("no offer");
    assertThat(world.balance("shouter")).isEqualTo(4 * ROYAL);
    assertThat(world.balance("clerk")).isEqualTo(4 * ROYAL);
    assertThat(world.balance("local")).isEqualTo(FUND - 8 * CREDIT);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void emit_throughTheSocket_isHeardAndPaidByItsLength() throws Exception {
    deploy();
    assertThat(served("hear")).isEqualTo("hi 1000");
    assertThat(world.balance("teller")).isEqualTo(2 * ROYAL);
    assertThat(world.balance("clerk")).isEqualTo(ROYAL);
    assertThat(world.balance("local")).isEqualTo(FUND - 3 * CREDIT);
    assertThat(world.isSettled()).isTrue();
  }

  /// A jar says itself who its owner is: it must not spend what that one has.
  @Test
  void ask_fromTheOwnersAccount_isNotForAJarThatIsNotTrusted() throws Exception {
    deploy();
    assertThat(served("own")).contains("may spend nothing of its owner's money");
    assertThat(world.balance("shouter")).isZero();
    assertThat(world.isSettled()).isTrue();
  }

  /// Nobody else has their classes: neither this process nor another jar.
  @Test
  void records_ofTheJarsOwn_areTradedByTasksAndByItsAgents() throws Exception {
    deploy();
    JsonNode note = RecordJson.readTree("{\"text\":\"hm\",\"numbers\":[]}".getBytes(UTF_8));
    String task = world.submit("20", step("a", "zoo.reply", note));
    assertThat(result(task))
        .isEqualTo("{\"answer\":{\"kind\":\"no\",\"why\":\"hm\"},\"length\":0}");
    assertThat(served("scribe")).isEqualTo("Reply[answer=Yes[mood=GLAD], length=2]");
    assertThat(served("own-record")).contains("jarred.Shop$Count is not on the runtime's");
    assertThat(world.balance("scribe")).isEqualTo(2 * ROYAL);
    assertThat(world.isSettled()).isTrue();
  }

  private String result(String task) throws Exception {
    return new String(
        world.node().contents().get(world.end(task).result().orElseThrow()).orElseThrow(), UTF_8);
  }

  @Test
  void call_whatItSays_isAsInTheRuntime() throws Exception {
    deploy();
    assertThat(served("budget")).matches("10 cr .*/a#0 true");
    assertThat(served("tell")).isEqualTo("told");
    assertThat(served("no-model")).isEqualTo("there is no model of that name: nonetrue");
    assertThat(world.balance("clerk")).isEqualTo(2 * ROYAL + ROYAL / 2);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void state_writtenWithThePayment_isThereInTheNextProcess() throws Exception {
    deploy();
    assertThat(served("count")).isEqualTo("1");
    assertThat(served("count-fail")).isEqualTo("agent_threw");
    assertThat(served("count")).isEqualTo("2");
    assertThat(served("too-much")).contains("at most 65536");
    jars().undeploy(jar);
    deploy();
    assertThat(served("count")).isEqualTo("3");
    assertThat(served("forget")).isEqualTo("gone");
    assertThat(served("count")).isEqualTo("1");
  }

  @Test
  void datanet_searched_isEvidence() throws Exception {
    var _ =
        world
            .node()
            .publish("facts", List.of(contribution("f1", "Tea is drunk in the afternoon.")));
    deploy();
    assertThat(served("search")).isEqualTo("facts1 Tea is drunk in the afternoon.");
    assertThat(served("no-datanet")).contains("none");
    assertThat(world.balance("clerk")).isEqualTo(ROYAL + 750_000);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void head_asked_isEvidenceAndPays() throws Exception {
    var _ = world.node().publish("moods", Moods.examples(0, 180, "ada"));
    assertThat(
            world
                .node()
                .curating()
                .training()
                .train(new HeadDesk.Training("mood", "mia", "moods", OptionalInt.empty())))
        .isEqualTo(TrainingStatus.DONE);
    deploy();
    assertThat(served("predict")).isEqualTo("mood [glad, sad] glad");
    assertThat(served("no-head")).contains("none");
    assertThat(world.balance("clerk")).isEqualTo(ROYAL + 750_000);
    assertThat(world.isSettled()).isTrue();
  }

  private void privateFacts(long price, String... readers) {
    Curation curation = new Curation(world.node().state().datanets(), (_, _) -> 0);
    Charter charter =
        new Charter(
            "What is drunk when.",
            Charter.Rules.of(ItemType.TEXT, "CC0-1.0"),
            0,
            true,
            Charter.Review.NONE,
            Optional.of(new Charter.Access(List.of(readers), price)));
    var _ = world.node().book().await(curation.charter("facts", "dora", charter));
    List<Contribution> facts =
        List.of(
            contribution("f1", "Tea."), contribution("f2", "Mocha."), contribution("f3", "Mate."));
    assertThat(world.node().publish("facts", facts)).isEqualTo(1);
  }

  /// Open to texts; what fails the checks costs a credit.
  private void openFacts() {
    Charter charter =
        new Charter(
            "What is drunk when.",
            Charter.Rules.of(ItemType.TEXT, "CC0-1.0"),
            0,
            true,
            new Charter.Review(List.of(), 0, 0, 0, 0, CREDIT / 2),
            Optional.empty());
    var _ =
        world
            .node()
            .book()
            .await(world.node().curating().curation().charter("facts", "o", charter));
  }

  private List<String> registered() {
    return world
        .node()
        .book()
        .<List<Datanets.Registered>>await(_ -> world.node().state().datanets().registered())
        .stream()
        .map(each -> each.key() + " " + each.contributor())
        .toList();
  }

  @Test
  void contribute_forAnOwnerTheOperatorHasNamed_isThatOnesAndCostsThatOneWhatFails()
      throws Exception {
    openFacts();
    open(ChildLimits.USUAL.contributingFor(Set.of("clerk")));
    deploy();
    assertThat(served("budget")).as("so that it can pay").contains("10 cr");
    assertThat(served("contribute"))
        .matches("tea was there just so, tea is accepted, call-[0-9a-f]{32}-1 repeats facts#tea");
    assertThat(registered()).hasSize(2).contains("facts#tea clerk");
    assertThat(served("contribute-bad"))
        .contains("was declined (consent_missing): The contributor has not given")
        .endsWith(" 0.5 cr");
    assertThat(served("contribute-wrong")).contains("1 to 1000");
    assertThat(world.balance("clerk")).isEqualTo(4 * ROYAL - CREDIT / 2);
    assertThat(world.balance("local")).isEqualTo(FUND - 4 * CREDIT);
    assertThat(world.isSettled()).isTrue();
  }

  /// A jar says itself who its owner is: it must neither speak for that one nor cost that one.
  @Test
  void contribute_forAnOwnerNobodyHasNamed_isNotTaken() throws Exception {
    openFacts();
    open(ChildLimits.USUAL.contributingFor(Set.of("somebody-else")));
    deploy();
    assertThat(served("contribute")).contains("was not taken (owner_not_confirmed)");
    assertThat(registered()).isEmpty();
    assertThat(world.balance("clerk")).isEqualTo(ROYAL);
  }

  /// It may spend ten credits.
  @Test
  void datanet_withAPrice_isPaidByWhoeverPaysTheCall() throws Exception {
    privateFacts(4 * CREDIT, "clerk");
    deploy();
    assertThat(served("read-less")).isEqualTo("OVER_BUDGET 1 6 cr");
    assertThat(world.balance("dora")).isEqualTo(4 * CREDIT);
    assertThat(world.balance("local")).isEqualTo(FUND - 5 * CREDIT);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void datanet_forNobodyListed_endsTheCallRefusedAndNothingMoves() throws Exception {
    privateFacts(CREDIT, "eve");
    deploy();
    String task = start("zoo.serve", "read");
    assertThat(heard(task)).isEqualTo("refused");
    assertThat(world.events(task))
        .anySatisfy(
            event -> assertThat(event.data().toString()).contains("the datanet facts is private"));
    assertThat(world.balance("dora")).isZero();
    assertThat(world.balance("local")).isEqualTo(FUND);
    assertThat(world.isSettled()).isTrue();
  }

  private static Contribution contribution(String id, String text) {
    return new Contribution(id, "writer", text, Map.of());
  }
}
