package guildhall.cli;

import guildhall.ops.AdminKey;
import guildhall.ops.Config;
import guildhall.ops.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What every command can be told: whom to ask, and how to answer.
final class Options {

  private static final String URL = "GUILDHALL_URL";
  private static final String KEY = "GUILDHALL_ADMIN_KEY";
  private static final int PORT_MAX = 65_535;
  private static final Path CONFIG = Path.of("config", "local.properties");

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "ADDRESS",
      description = {
        "Asks the node that runs at ADDRESS, such as http://127.0.0.1:8080.",
        "Without it: $GUILDHALL_URL, else what the configuration says."
      })
  @Nullable String url;

  @Option(
      names = "--data",
      scope = ScopeType.INHERIT,
      paramLabel = "FOLDER",
      description = {
        "Looks at the data folder of a node that is stopped.",
        "Nothing in it is changed."
      })
  @Nullable Path data;

  @Option(
      names = "--key-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = {
        "The file with the node's key for administration.",
        "Without it: the key in $GUILDHALL_ADMIN_KEY, else the file admin.key",
        "of the configured data folder."
      })
  @Nullable Path keyFile;

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = {
        "The node's configuration: its address and its data folder.",
        "Without it: config/local.properties if it is there."
      })
  @Nullable Path config;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Answers in JSON, for programs.")
  boolean json;

  private final Map<String, String> environment;
  private final Console console;

  Options(Map<String, String> environment, Console console) {
    this.environment = Map.copyOf(environment);
    this.console = console;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(t -> !t.isEmpty());
  }

  /// Whom to ask.
  ///
  /// @throws Failure if that is not clear, or there is no key
  Node node() throws Failure {
    if (data != null && url != null) {
      throw Failure.usage("--url asks a running node, --data looks at a stopped one: not both");
    }
    if (data != null) {
      return new FolderNode(data, note -> console.err().println("guildhall: " + note));
    }
    String address = address();
    return new HttpNode(address, key(address));
  }

  /// A running node, for what changes a book.
  Node writable() throws Failure {
    if (data != null) {
      throw FolderNode.readOnly();
    }
    return node();
  }

  /// A running node, for what a folder is not asked.
  HttpNode running() throws Failure {
    if (data != null) {
      throw Failure.usage("only a running node is asked this: start it, and ask with --url");
    }
    String address = address();
    return new HttpNode(address, key(address));
  }

  private String address() throws Failure {
    String text =
        url != null ? url : variable(URL).isPresent() ? variable(URL).get() : configuredAddress();
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare = uri.getRawQuery() == null && uri.getRawUserInfo() == null;
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      boolean root = path.isEmpty() || path.equals("/");
      if (uri.getPort() == 0) {
        throw Failure.usage(text + " is any free port; say with --url where the node listens");
      }
      if (http && bare && root && uri.getHost() != null && uri.getPort() <= PORT_MAX) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      }
    } catch (URISyntaxException _) {
      // told below, with what is allowed
    }
    throw Failure.usage(text + " is no address such as http://127.0.0.1:8080");
  }

  private String configuredAddress() throws Failure {
    Config.Http http = config().http();
    String host = http.host().equals("::1") ? "[::1]" : http.host();
    return "http://" + host + ":" + http.port();
  }

  private Config config() throws Failure {
    try {
      if (config != null) {
        return Config.load(config);
      }
      return Files.exists(CONFIG) ? Config.load(CONFIG) : Config.defaults();
    } catch (ConfigException e) {
      throw Failure.usage(e.sentence());
    }
  }

  /// The key is sent to this machine in the clear, to others only encrypted.
  private String key(String address) throws Failure {
    URI uri = URI.create(address);
    boolean here = uri.getHost().matches("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");
    if (!here && !"https".equals(uri.getScheme())) {
      throw Failure.usage("the key would go to " + uri.getHost() + " in the clear; use https");
    }
    if (keyFile == null && variable(KEY).isPresent()) {
      return checked(variable(KEY).get(), "$" + KEY);
    }
    Path file = keyFile != null ? keyFile : config().data().resolve(AdminKey.FILE);
    try {
      return checked(Files.readString(file).strip(), file.toString());
    } catch (IOException _) {
      throw Failure.usage(
          "the key for administration cannot be read from "
              + file
              + "; name its file with --key-file, or set $"
              + KEY);
    }
  }

  private static String checked(String key, String where) throws Failure {
    if (!key.matches("[0-9a-f]{64}")) {
      throw Failure.usage(where + " does not hold a key of 64 hexadecimal digits");
    }
    return key;
  }
}
