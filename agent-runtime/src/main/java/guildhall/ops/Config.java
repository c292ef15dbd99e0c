package guildhall.ops;

import guildhall.datanet.admission.OfferingLimits;
import guildhall.governance.Limits;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.host.Passivation;
import guildhall.host.child.ChildLimits;
import guildhall.host.remote.RemoteListing;
import guildhall.outbound.AllowedOrigins;
import guildhall.sdk.Amount;
import guildhall.settlement.ScoringTerms;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Everything an operator can set for one deployment; `config/local.properties` explains each key.
///
/// @param http where the gateway listens
/// @param data folder of the book, contents and keys
/// @param fund what the principal `local` is given from the treasury, once
/// @param policy the rules to adopt at the start; its version is given when it is adopted
/// @param endpoints where effects go, by the name agents know
/// @param book how the book is kept
/// @param llm a language model for prose, if there is one
/// @param railFiles folder of the file rail, if there is one
/// @param limits how much one task or order may do
/// @param agents how agents are hosted, and jars of them that come and go while the runtime runs
/// @param remote agents elsewhere that join by their agent cards
/// @param offerings what one offering to a datanet may need
/// @param scoring how much models may be asked about the answers they wrote
public record Config(
    Http http,
    Path data,
    Amount fund,
    Policy policy,
    Map<String, URI> endpoints,
    Book book,
    Optional<Llm> llm,
    Optional<Path> railFiles,
    Limits limits,
    Agents agents,
    Remote remote,
    OfferingLimits offerings,
    ScoringTerms scoring) {

  /// Copies the endpoints.
  public Config {
    endpoints = Map.copyOf(endpoints);
  }

  /// Where the gateway listens.
  ///
  /// @param host a loopback address or name: there are no passwords yet
  /// @param port 0 for any that is free
  /// @param maxBodyBytes larger bodies are refused
  public record Http(String host, int port, int maxBodyBytes) {}

  /// How the book is kept.
  ///
  /// @param queueBound commands that may wait
  /// @param snapshotMebibytes of journal between two snapshots, 0 for none
  /// @param idWindow how long money ids are remembered
  public record Book(int queueBound, int snapshotMebibytes, Duration idWindow) {}

  /// An OpenAI-compatible endpoint.
  ///
  /// @param baseUrl its address
  /// @param apiKeyFile file that holds the key; none is sent without it
  /// @param model name of the model
  public record Llm(URI baseUrl, Optional<Path> apiKeyFile, String model) {}

  /// How agents are hosted, and jars of them.
  ///
  /// @param folder where those lie that run in this process, if there is one
  /// @param untrustedFolder where those lie that run in a process each, if there is one
  /// @param child what each of these processes may use
  /// @param drain how long calls may go on when their jar is replaced or vanishes
  /// @param passivation when agents that are idle are let go
  public record Agents(
      Optional<Path> folder,
      Optional<Path> untrustedFolder,
      ChildLimits child,
      Duration drain,
      Passivation passivation) {}

  /// Agents elsewhere.
  ///
  /// @param allowed origins that may be called over plain http and wherever they lie
  /// @param agents who joins
  public record Remote(AllowedOrigins allowed, List<RemoteListing> agents) {

    /// Copies the agents.
    public Remote {
      agents = List.copyOf(agents);
    }
  }

  /// What one reading gave.
  ///
  /// @param config the settings
  /// @param keys every key that was asked for, open families as `family.*`
  record Reading(Config config, Set<String> keys) {}

  /// Reads a file; system properties `guildhall.KEY` go before what it says.
  ///
  /// @throws ConfigException if it cannot be read, has a key nobody knows, or a value that is no
  ///   good
  public static Config load(Path file) throws ConfigException {
    return read(file, System.getProperties()).config();
  }

  /// What is set if there is no file: the defaults, and system properties `guildhall.KEY`.
  ///
  /// @throws ConfigException if a value is no good
  public static Config defaults() throws ConfigException {
    return read(new Settings("the defaults", new Properties(), System.getProperties())).config();
  }

  static Reading read(Path file, Properties system) throws ConfigException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException _) {
      throw new ConfigException("there is no file " + file);
    } catch (IOException | IllegalArgumentException _) {
      throw new ConfigException("cannot read " + file + " as a properties file in UTF-8");
    }
    return read(new Settings(file.toString(), properties, system));
  }

  private static Reading read(Settings settings) throws ConfigException {
    Config config =
        new Config(
            http(settings),
            path(settings, "data", settings.text("data", "target/guildhall-data")),
            settings.credits("fund", "1000"),
            policy(settings),
            settings.addresses("endpoints"),
            book(settings),
            llm(settings),
            railFiles(settings),
            limits(settings),
            agents(settings),
            RemoteSettings.read(settings),
            offerings(settings),
            scoring(settings));
    settings.requireAllKnown();
    return new Reading(config, settings.asked());
  }

  private static Http http(Settings settings) throws ConfigException {
    String host = settings.text("http.host", "127.0.0.1");
    if (!host.matches("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1|\\[::1]")) {
      throw settings.bad(
          "http.host", "must be localhost, 127.0.0.1 or ::1, for there are no passwords yet");
    }
    return new Http(
        host,
        settings.number("http.port", 0, 65_535, 8080),
        settings.number("http.max-body-bytes", 1024, 1 << 30, 1 << 20));
  }

  private static Book book(Settings settings) throws ConfigException {
    Duration window = settings.duration("book.id-window", Duration.ofDays(30));
    if (window.compareTo(Duration.ofHours(1)) < 0 || window.compareTo(Duration.ofDays(3660)) > 0) {
      throw settings.bad("book.id-window", "must be from one hour (PT1H) to ten years (P3660D)");
    }
    return new Book(
        settings.number("book.queue-bound", 2, 10_000_000, 65_536),
        settings.number("book.snapshot-mib", 0, 1_000_000, 256),
        window);
  }

  static Path path(Settings settings, String key, String text) throws ConfigException {
    try {
      return Path.of(text);
    } catch (java.nio.file.InvalidPathException _) {
      throw settings.bad(key, "must be the name of a file or folder");
    }
  }

  private static Optional<Path> railFiles(Settings settings) throws ConfigException {
    return folder(settings, "rail.file.folder");
  }

  private static Optional<Path> folder(Settings settings, String key) throws ConfigException {
    Optional<String> folder = settings.text(key);
    return folder.isPresent() ? Optional.of(path(settings, key, folder.get())) : Optional.empty();
  }

  private static Agents agents(Settings settings) throws ConfigException {
    Duration drain = settings.duration("agents.drain", Duration.ofSeconds(30));
    if (drain.compareTo(Duration.ofHours(24)) > 0) {
      throw settings.bad("agents.drain", "must be at most 24 hours (PT24H)");
    }
    ChildLimits child =
        ChildLimits.of(
                settings.number("agents.child.heap-mib", 16, 65_536, 128),
                settings.number("agents.child.processors", 1, 1024, 2),
                settings.number("agents.child.threads", 1, 10_000, 64))
            .contributingFor(principals(settings, "agents.child.contributors"));
    return new Agents(
        folder(settings, "agents.folder"),
        folder(settings, "agents.untrusted-folder"),
        child,
        drain,
        passivation(settings));
  }

  private static Set<String> principals(Settings settings, String key) throws ConfigException {
    String text = settings.text(key, "").strip();
    Set<String> names =
        text.isEmpty() ? Set.of() : Set.copyOf(List.of(text.split("\\s*,\\s*", -1)));
    if (!names.stream().allMatch(name -> name.matches("[a-z0-9][a-z0-9-]{0,62}"))) {
      throw settings.bad(key, "must be names of principals such as ada, ben");
    }
    return names;
  }

  private static Passivation passivation(Settings settings) throws ConfigException {
    Duration idle = settings.duration("agents.idle", Passivation.USUAL.idle());
    if (idle.isZero() || idle.compareTo(Duration.ofDays(366)) > 0) {
      throw settings.bad("agents.idle", "must be more than nothing and at most a year (P366D)");
    }
    int most = settings.number("agents.most-idle", 0, 100_000_000, Passivation.USUAL.mostIdle());
    return new Passivation(idle, most);
  }

  private static Limits limits(Settings settings) throws ConfigException {
    return new Limits(
        settings.number("limits.depth", 1, 1000, Limits.USUAL.depth()),
        settings.number("limits.calls", 1, 1_000_000, Limits.USUAL.calls()),
        limitOfAmount(settings));
  }

  private static Amount limitOfAmount(Settings settings) throws ConfigException {
    Amount amount = settings.credits("limits.amount", Limits.USUAL.amount().toCredits());
    if (amount.isZero()) {
      throw settings.bad("limits.amount", "must be more than 0 credits");
    }
    return amount;
  }

  private static OfferingLimits offerings(Settings settings) throws ConfigException {
    OfferingLimits usual = OfferingLimits.USUAL;
    return new OfferingLimits(
        (long) settings.number("contributions.max-mib", 1, 1024, 32) << 20,
        settings.number("contributions.max-items", 1, 50_000, usual.items()),
        settings.number("contributions.max-item-kib", 1, 16_384, 1024) << 10,
        usual.fields(),
        usual.jsonDepth(),
        usual.zipEntries(),
        (long) settings.number("contributions.max-inflated-mib", 1, 1024, 128) << 20,
        usual.zipRatio());
  }

  private static ScoringTerms scoring(Settings settings) throws ConfigException {
    Duration within = settings.duration("scoring.within", Duration.ofSeconds(30));
    if (within.isZero() || within.compareTo(Duration.ofHours(1)) > 0) {
      throw settings.bad("scoring.within", "must be more than nothing and at most an hour (PT1H)");
    }
    return new ScoringTerms(settings.number("scoring.prompts", 0, ScoringTerms.MOST, 0), within);
  }

  private static Policy policy(Settings settings) throws ConfigException {
    int platform = settings.number("policy.platform-basis-points", 0, 10_000, 500);
    int royalty = settings.number("policy.royalty-basis-points", 0, 10_000, 2000);
    if (platform + royalty > 10_000) {
      throw settings.bad(
          "policy.royalty-basis-points",
          "must leave, with policy.platform-basis-points of "
              + platform
              + ", at most 10000 together");
    }
    Duration window = settings.duration("policy.challenge-window", Duration.ofDays(7));
    return new Policy(
        1, platform, royalty, TimeUnit.MILLISECONDS.toMicros(window.toMillis()), weights(settings));
  }

  private static ScoreWeights weights(Settings settings) throws ConfigException {
    int price = settings.number("score.price", 0, 1000, 350);
    int time = settings.number("score.time", 0, 1000, 150);
    int quality = settings.number("score.quality", 0, 1000, 300);
    int record = settings.number("score.record", 0, 1000, 150);
    int load = settings.number("score.load", 0, 1000, 50);
    int sum = price + time + quality + record + load;
    if (sum != 1000) {
      throw settings.bad(
          "score.price",
          "and score.time, .quality, .record and .load must sum to 1000, not " + sum);
    }
    return new ScoreWeights(price, time, quality, record, load);
  }

  private static Optional<Llm> llm(Settings settings) throws ConfigException {
    Optional<URI> address = settings.address("llm.base-url");
    Optional<String> keyFile = settings.text("llm.api-key-file");
    Optional<String> model = settings.text("llm.model");
    if (address.isEmpty()) {
      return Optional.empty();
    }
    if (model.isEmpty()) {
      throw settings.bad("llm.model", "must be set, for llm.base-url is");
    }
    Optional<Path> key =
        keyFile.isPresent()
            ? Optional.of(path(settings, "llm.api-key-file", keyFile.get()))
            : Optional.empty();
    return Optional.of(new Llm(address.get(), key, model.get()));
  }
}
