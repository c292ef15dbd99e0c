package guildhall.ops;

import guildhall.host.remote.RemoteListing;
import guildhall.outbound.AllowedOrigins;
import guildhall.sdk.Amount;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what is set for agents elsewhere: `remote.allow` and `remote.agents.NAME.PART`.
final class RemoteSettings {

  private static final String FAMILY = "remote.agents";
  private static final List<String> PARTS =
      List.of("card", "owner", "fee", "within", "quality", "key-file");

  private RemoteSettings() {}

  static Config.Remote read(Settings settings) throws ConfigException {
    List<RemoteListing> listings = new ArrayList<>();
    for (String name : settings.groups(FAMILY, PARTS, "card")) {
      listings.add(listing(settings, name));
    }
    return new Config.Remote(allowed(settings), listings);
  }

  private static AllowedOrigins allowed(Settings settings) throws ConfigException {
    try {
      return AllowedOrigins.parse(settings.text("remote.allow", ""));
    } catch (IllegalArgumentException _) {
      throw settings.bad(
          "remote.allow", "must be hosts with their ports such as 127.0.0.1:9001, agents.lan:443");
    }
  }

  private static RemoteListing listing(Settings settings, String name) throws ConfigException {
    String prefix = FAMILY + "." + name + ".";
    requireName(settings, prefix + "card", name);
    URI card = settings.address(prefix + "card").orElseThrow();
    return new RemoteListing(
        name,
        card,
        owner(settings, prefix + "owner"),
        fee(settings, prefix + "fee"),
        within(settings, prefix + "within"),
        quality(settings, prefix + "quality"),
        keyFile(settings, prefix + "key-file"));
  }

  private static void requireName(Settings settings, String key, String name)
      throws ConfigException {
    if (!isName(name)) {
      throw settings.bad(
          key, "is for an agent whose name is not 1 to 63 lower case letters, digits and hyphens");
    }
  }

  private static boolean isName(String name) {
    return name.matches("[a-z0-9][a-z0-9-]{0,62}");
  }

  private static String owner(Settings settings, String key) throws ConfigException {
    String owner = settings.text(key, "");
    if (!isName(owner)) {
      throw settings.bad(
          key, "must be the principal who is paid, in lower case letters, digits and hyphens");
    }
    return owner;
  }

  private static Optional<Amount> fee(Settings settings, String key) throws ConfigException {
    return settings.text(key).isPresent()
        ? Optional.of(settings.credits(key, "0"))
        : Optional.empty();
  }

  private static Optional<Duration> within(Settings settings, String key) throws ConfigException {
    if (settings.text(key).isEmpty()) {
      return Optional.empty();
    }
    Duration within = settings.duration(key, Duration.ZERO);
    if (!within.isPositive()) {
      throw settings.bad(key, "must be longer than nothing");
    }
    return Optional.of(within);
  }

  private static Optional<Integer> quality(Settings settings, String key) throws ConfigException {
    return settings.text(key).isPresent()
        ? Optional.of(settings.number(key, 0, 1000, 0))
        : Optional.empty();
  }

  private static Optional<Path> keyFile(Settings settings, String key) throws ConfigException {
    Optional<String> file = settings.text(key);
    return file.isPresent()
        ? Optional.of(Config.path(settings, key, file.get()))
        : Optional.empty();
  }
}
