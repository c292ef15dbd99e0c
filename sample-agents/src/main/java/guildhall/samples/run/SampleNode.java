package guildhall.samples.run;

import guildhall.book.BookClock;
import guildhall.book.CachedContents;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.gateway.DatanetServices;
import guildhall.gateway.DisputeServices;
import guildhall.gateway.Gateway;
import guildhall.gateway.GatewayConfig;
import guildhall.gateway.GatewayServices;
import guildhall.host.remote.RemoteAgents;
import guildhall.model.ArtefactDesk;
import guildhall.ops.AdminKey;
import guildhall.ops.Config;
import guildhall.ops.Metrics;
import guildhall.rail.FileRail;
import guildhall.rail.Rail;
import guildhall.runtime.Guildhall;
import guildhall.runtime.State;
import guildhall.samples.SampleAgents;
import guildhall.samples.execution.Launch;
import guildhall.samples.execution.LaunchDesk;
import guildhall.samples.prose.ProseAgent;
import guildhall.sdk.Agent;
import guildhall.sdk.spi.Models;
import guildhall.settlement.use.UseDesk;
import guildhall.task.Goal;
import guildhall.task.GoalFile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node with the sample agents and datanets, its gateway, and a launch desk if the operator has
/// named none. Everything it has opened is closed in the opposite order.
final class SampleNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SampleNode.class);

  private static final long CACHED_CONTENT_BYTES = 32L << 20;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Vertx vertx;
  private final Guildhall guildhall;
  private final Goal goal;
  private final Gateway gateway;
  private final Config config;

  /// Opens the book in the configured folder and serves.
  ///
  /// @throws IOException if the folder cannot be used, or the port is taken
  SampleNode(Config config) throws IOException {
    this.config = config;
    createFolder(config.data());
    try {
      this.vertx = Vertx.vertx();
      opened.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
      this.guildhall = Guildhall.start(setup(endpoints()));
      opened.push(guildhall);
      this.goal = GoalFile.read(SampleAgents.class, SampleAgents.GOAL);
      populate();
      this.gateway = serve();
      opened.push(() -> gateway.close().toCompletionStage().toCompletableFuture().join());
      var _ = guildhall.ready();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "the book cannot lie in " + folder + ": " + e.getFile() + " is not a folder", e);
    } catch (FileSystemException e) {
      throw new IOException("the folder " + folder + " for the book cannot be made", e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("the book cannot lie in " + folder + ": nothing may be written there");
    }
  }

  private Map<String, URI> endpoints() throws IOException {
    Map<String, URI> endpoints = new HashMap<>(config.endpoints());
    if (!endpoints.containsKey(Launch.ENDPOINT)) {
      LaunchDesk desk = LaunchDesk.open(config.data().resolve("launch-desk.tsv"), 0);
      opened.push(desk);
      endpoints.put(Launch.ENDPOINT, desk.address());
    }
    return endpoints;
  }

  private Guildhall.Setup setup(Map<String, URI> endpoints) throws IOException {
    List<Rail> rails = rails();
    FileJournal journal = FileJournal.open(config.data().resolve("book"));
    return new Guildhall.Setup(
            vertx,
            journal,
            new CachedContents(
                FileContentStore.open(config.data().resolve("content")), CACHED_CONTENT_BYTES),
            BookClock.system(),
            config.policy(),
            config.fund(),
            endpoints,
            new Guildhall.Keeping(
                config.book().queueBound(),
                (long) config.book().snapshotMebibytes() << 20,
                config.book().idWindow(),
                Optional.of(config.data().resolve("ids")),
                Optional.of(config.data().resolve("spans"))))
        .with(
            Guildhall.Options.USUAL
                .withRails(rails)
                .withLimits(config.limits())
                .withOfferings(config.offerings())
                .withModels(Models.NONE, config.scoring())
                .withPassivation(config.agents().passivation()));
  }

  private List<Rail> rails() throws IOException {
    if (config.railFiles().isEmpty()) {
      return List.of();
    }
    FileRail rail = FileRail.open(config.railFiles().get());
    opened.push(rail);
    return List.of(rail);
  }

  private void populate() throws IOException {
    SampleDatanets.fill(guildhall);
    SampleAgents.all().forEach(guildhall::host);
    Optional<Agent> prose = prose();
    prose.ifPresent(guildhall::host);
    if (config.agents().folder().isPresent()) {
      guildhall.watch(config.agents().folder().get(), config.agents().drain());
    }
    if (config.agents().untrustedFolder().isPresent()) {
      guildhall.watchUntrusted(
          config.agents().untrustedFolder().get(),
          config.agents().drain(),
          config.agents().child());
    }
    join(config.remote());
  }

  /// Those that do not answer now join when they do.
  private void join(Config.Remote remote) {
    RemoteAgents agents =
        guildhall.remoteAgents(
            remote.allowed(), SampleAgents.SOLD_BY_OTHERS, RemoteAgents.Pace.USUAL);
    agents.joinAll(remote.agents());
  }

  private Optional<Agent> prose() throws IOException {
    if (config.llm().isEmpty()) {
      return Optional.empty();
    }
    Config.Llm llm = config.llm().get();
    Optional<Path> keyFile = llm.apiKeyFile();
    String key = keyFile.isPresent() ? Files.readString(keyFile.get()).strip() : "none";
    return Optional.of(ProseAgent.create(llm.baseUrl().toString(), key, llm.model()));
  }

  private Gateway serve() throws IOException {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    State state = guildhall.state();
    opened.push(
        new Metrics(
            meters,
            new Metrics.Watched(
                guildhall.book(),
                state.ledger(),
                guildhall.agents(),
                guildhall.tasks(),
                guildhall.market(),
                state.rails(),
                guildhall.settlement().royalties())));
    AdminKey adminKey = AdminKey.of(config.data());
    GatewayServices services =
        new GatewayServices(
            guildhall.book(),
            guildhall.tasks(),
            state.tasks(),
            state.ledger(),
            state.registry(),
            state.engagements(),
            guildhall.receipts(),
            state.vesting(),
            guildhall.market(),
            guildhall.agents(),
            guildhall.contents(),
            new ArtefactDesk(
                guildhall.book(), guildhall.contents(), state.artefacts(), state.datanets()),
            Map.of(goal.name(), goal),
            meters,
            guildhall.clock(),
            adminKey::matches,
            guildhall.rails(),
            new DatanetServices(
                state.datanets(),
                guildhall.curating().curation(),
                guildhall.curating().published(),
                guildhall.curating().desk(),
                config.offerings(),
                guildhall.curating().erasure(),
                guildhall.curating().training()),
            new DisputeServices(
                guildhall.settlement().royalties(), state.bonds(), guildhall.bonds()),
            state.accesses(),
            new UseDesk(guildhall.book(), state.uses(), state.engagements(), state.vesting()));
    Config.Http http = config.http();
    try {
      return Gateway.start(
              vertx, services, GatewayConfig.at(http.host(), http.port(), http.maxBodyBytes()))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new IOException(
          "cannot listen on " + http.host() + ":" + http.port() + "; -Dport=N takes another", e);
    }
  }

  Vertx vertx() {
    return vertx;
  }

  Guildhall guildhall() {
    return guildhall;
  }

  /// Where the book lies.
  Path data() {
    return config.data().toAbsolutePath().normalize();
  }

  Goal goal() {
    return goal;
  }

  /// Where it serves.
  String address() {
    return "http://" + config.http().host() + ":" + gateway.actualPort();
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("not closed in order", e);
      }
    }
  }
}
