package guildhall.ops;

import guildhall.sdk.Amount;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads settings, and remembers which were asked for: what is in the file and nobody asks for is
/// an error. A system property `guildhall.KEY` goes before the file.
final class Settings {

  private static final String PREFIX = "guildhall.";

  private final String file;
  private final Properties properties;
  private final Properties system;
  private final Set<String> asked = new TreeSet<>();

  Settings(String file, Properties properties, Properties system) {
    this.file = file;
    this.properties = properties;
    this.system = system;
  }

  private Optional<String> find(String key) {
    asked.add(key);
    String over = system.getProperty(PREFIX + key);
    String value = over != null ? over : properties.getProperty(key);
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  String text(String key, String otherwise) {
    return find(key).orElse(otherwise);
  }

  Optional<String> text(String key) {
    return find(key);
  }

  int number(String key, int least, int most, int otherwise) throws ConfigException {
    Optional<String> text = find(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= least && number <= most) {
        return (int) number;
      }
    } catch (NumberFormatException _) {
      // told below, with what is allowed
    }
    throw bad(key, "must be a whole number from " + least + " to " + most);
  }

  Amount credits(String key, String otherwise) throws ConfigException {
    try {
      return Amount.credits(find(key).orElse(otherwise));
    } catch (IllegalArgumentException | ArithmeticException _) {
      throw bad(key, "must be a decimal number of credits, for example 1000 or 12.5");
    }
  }

  Duration duration(String key, Duration otherwise) throws ConfigException {
    Optional<String> text = find(key);
    try {
      Duration duration = text.map(Duration::parse).orElse(otherwise);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException _) {
      // told below, with what is allowed
    }
    throw bad(key, "must be a duration such as PT24H");
  }

  Optional<URI> address(String key) throws ConfigException {
    Optional<String> text = find(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(uri(key, text.get()));
  }

  /// Every setting under `prefix.`, by the rest of its name.
  Map<String, URI> addresses(String prefix) throws ConfigException {
    Map<String, URI> found = new TreeMap<>();
    for (String key : all(prefix + ".")) {
      Optional<String> value = find(key);
      if (value.isPresent()) {
        found.put(key.substring(prefix.length() + 1), uri(key, value.get()));
      }
    }
    asked.add(prefix + ".*");
    return found;
  }

  /// The names in an open family of groups `prefix.NAME.PART`. A part outside `parts` is left to be
  /// an unknown key.
  ///
  /// @throws ConfigException if a name has no `required` part
  Set<String> groups(String prefix, List<String> parts, String required) throws ConfigException {
    Set<String> names = new TreeSet<>();
    for (String key : all(prefix + ".")) {
      int end = key.lastIndexOf('.');
      if (end > prefix.length() && parts.contains(key.substring(end + 1))) {
        names.add(key.substring(prefix.length() + 1, end));
      }
    }
    for (String name : names) {
      if (find(prefix + "." + name + "." + required).isEmpty()) {
        throw bad(prefix + "." + name + "." + required, "must be set");
      }
    }
    asked.add(prefix + ".*");
    return names;
  }

  private Set<String> all(String prefix) {
    Set<String> keys =
        properties.stringPropertyNames().stream()
            .filter(key -> key.startsWith(prefix))
            .collect(Collectors.toCollection(TreeSet::new));
    system.stringPropertyNames().stream()
        .filter(key -> key.startsWith(PREFIX + prefix))
        .forEach(key -> keys.add(key.substring(PREFIX.length())));
    return keys;
  }

  private URI uri(String key, String text) throws ConfigException {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // told below, with what is allowed
    }
    throw bad(key, "must be an address such as http://127.0.0.1:9000/orders");
  }

  ConfigException bad(String key, String what) {
    boolean over = system.getProperty(PREFIX + key) != null;
    String value = over ? system.getProperty(PREFIX + key) : properties.getProperty(key, "");
    return new ConfigException(
        key
            + " is \""
            + value
            + "\" in "
            + (over ? "the system property " + PREFIX + key : file)
            + ": it "
            + what);
  }

  /// @throws ConfigException if the file has a key that nobody has asked for
  void requireAllKnown() throws ConfigException {
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (!asked.contains(key)) {
        throw new ConfigException(
            "unknown key "
                + key
                + " with value \""
                + properties.getProperty(key)
                + "\" in "
                + file
                + "; known are "
                + String.join(", ", asked));
      }
    }
  }

  /// What was asked for, open families of keys as `family.*`.
  Set<String> asked() {
    return Set.copyOf(asked);
  }
}
