package guildhall.child;

import guildhall.sdk.Agent;
import guildhall.sdk.spi.Agents;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// The agents a jar offers as a service.
final class JarOfAgents {

  private static final int MOST_AGENTS = 1_000;

  private JarOfAgents() {}

  /// Loads the jar's classes; the loader stays open as long as the process lives.
  static List<Agent> load(Path jar) throws IOException {
    URLClassLoader loader =
        new URLClassLoader(
            "agents", new URL[] {jar.toUri().toURL()}, JarOfAgents.class.getClassLoader());
    return ServiceLoader.load(Agents.class, loader).stream()
        .filter(each -> loader.equals(each.type().getClassLoader()))
        .flatMap(each -> each.get().agents().stream())
        .limit(MOST_AGENTS + 1L)
        .toList();
  }

  static Optional<String> problem(List<Agent> agents) {
    if (agents.isEmpty()) {
      return Optional.of("it offers no agents as a service " + Agents.class.getName());
    }
    return agents.size() > MOST_AGENTS
        ? Optional.of("it offers more than " + MOST_AGENTS + " agents")
        : Optional.empty();
  }

  static FromChild.Offered offered(Agent agent) {
    return new FromChild.Offered(
        agent.name(),
        agent.owner(),
        agent.callsAtOnce(),
        agent.sales().values().stream()
            .map(sale -> new FromChild.Sold(Wanted.Described.of(sale.capability())))
            .toList());
  }
}
