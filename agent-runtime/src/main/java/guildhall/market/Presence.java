package guildhall.market;

import guildhall.host.Announcement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who is here now, by what was announced since this node started. Safe for any thread.
final class Presence {

  private final Map<String, Announcement> agents = new ConcurrentHashMap<>();

  void here(Announcement announcement) {
    agents.put(announcement.agent(), announcement);
  }

  /// Who sells a capability, by name.
  List<Announcement> selling(String capability) {
    return agents.values().stream()
        .filter(each -> each.capabilities().contains(capability))
        .sorted(Comparator.comparing(Announcement::agent))
        .toList();
  }

  boolean isHere(String agent) {
    return agents.containsKey(agent);
  }

  int count() {
    return agents.size();
  }
}
