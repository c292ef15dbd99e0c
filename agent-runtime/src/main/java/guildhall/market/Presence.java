package guildhall.market;

import guildhall.host.Announcement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who is here now, by what was announced since this node started. Safe for any thread.
final class Presence {

  private static final Sellers NOBODY = new Sellers();

  private final Map<String, Announcement> agents = new ConcurrentHashMap<>();
  private final Map<String, Sellers> sellers = new ConcurrentHashMap<>();

  /// An agent is here, or sells something else than before.
  synchronized void here(Announcement announcement) {
    Announcement before = agents.put(announcement.agent(), announcement);
    if (before != null) {
      before.capabilities().forEach(each -> of(each).remove(before));
    }
    for (String capability : announcement.capabilities()) {
      sellers.computeIfAbsent(capability, _ -> new Sellers()).add(announcement);
    }
  }

  /// An agent is not here any more.
  synchronized void gone(String agent) {
    Announcement before = agents.remove(agent);
    if (before != null) {
      for (String capability : before.capabilities()) {
        Sellers left = of(capability);
        left.remove(before);
        if (left.all().isEmpty()) {
          sellers.remove(capability);
        }
      }
    }
  }

  private Sellers of(String capability) {
    return sellers.getOrDefault(capability, NOBODY);
  }

  /// Everyone who sells a capability, by name.
  List<Announcement> selling(String capability) {
    return of(capability).all().stream().sorted(Comparator.comparing(Announcement::agent)).toList();
  }

  /// Some of those who sell a capability: all if they are few, else those who delivered last and
  /// others by chance.
  ///
  /// @param seed the same seed gives the same choice while nobody comes or goes
  /// @param most how many at most
  List<Announcement> some(String capability, long seed, int most) {
    return of(capability).some(seed, most);
  }

  /// An agent has delivered, so it is worth asking again.
  void delivered(String capability, String agent) {
    Announcement announcement = agents.get(agent);
    if (announcement != null && announcement.capabilities().contains(capability)) {
      of(capability).delivered(announcement);
    }
  }

  boolean isHere(String agent) {
    return agents.containsKey(agent);
  }

  int count() {
    return agents.size();
  }
}
