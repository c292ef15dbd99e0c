package guildhall.outbound;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Hosts and ports that the operator vouches for: they may be called over plain http too, wherever
/// they lie, this machine and its inner network included.
///
/// @param origins each as `host:port`, the host in lower case as it stands in addresses
public record AllowedOrigins(Set<String> origins) {

  /// None.
  public static final AllowedOrigins NONE = new AllowedOrigins(Set.of());

  /// Copies them.
  public AllowedOrigins {
    origins = Set.copyOf(origins);
  }

  /// Reads a list such as `127.0.0.1:9001, [::1]:9001, agents.internal:443`.
  ///
  /// @throws IllegalArgumentException if an entry is not a host and a port, with a sentence
  public static AllowedOrigins parse(String list) {
    Set<String> origins = new TreeSet<>();
    for (String entry : list.split(",", -1)) {
      String origin = entry.strip().toLowerCase(Locale.ROOT);
      if (!origin.isEmpty()) {
        requireOrigin(origin);
        origins.add(origin);
      }
    }
    return new AllowedOrigins(origins);
  }

  private static void requireOrigin(String origin) {
    if (!origin.matches("([a-z0-9][a-z0-9.-]*|\\[[0-9a-f:.]+]):[1-9][0-9]{0,4}")
        || Integer.parseInt(origin.substring(origin.lastIndexOf(':') + 1)) > 65_535) {
      throw new IllegalArgumentException("not a host and a port such as 127.0.0.1:9001: " + origin);
    }
  }

  /// Whether this host and port are among them.
  ///
  /// @param host as it stands in an address, IPv6 in brackets
  public boolean contains(String host, int port) {
    return origins.contains(host.toLowerCase(Locale.ROOT) + ":" + port);
  }
}
