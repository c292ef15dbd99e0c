package guildhall.market;

import guildhall.host.Announcement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who sells one capability. Choosing some of a million takes as long as choosing some of a
/// hundred. Safe for any thread.
final class Sellers {

  /// How many that delivered are remembered.
  private static final int PROVEN = 16;

  private final List<Announcement> all = new ArrayList<>(1);
  private final Deque<Announcement> proven = new ArrayDeque<>(0); // those who delivered last first

  synchronized void add(Announcement seller) {
    all.add(seller);
  }

  synchronized void remove(Announcement seller) {
    int at = all.indexOf(seller);
    if (at >= 0) {
      Announcement last = all.removeLast();
      if (at < all.size()) {
        all.set(at, last);
      }
    }
    proven.remove(seller);
  }

  synchronized void delivered(Announcement seller) {
    if (!seller.equals(proven.peekFirst())) {
      proven.remove(seller);
      proven.addFirst(seller);
      if (proven.size() > PROVEN) {
        proven.removeLast();
      }
    }
  }

  synchronized List<Announcement> all() {
    return List.copyOf(all);
  }

  /// See [Presence#some].
  synchronized List<Announcement> some(long seed, int most) {
    if (all.size() <= most) {
      return List.copyOf(all);
    }
    Set<Announcement> chosen = new LinkedHashSet<>(proven);
    int size = all.size();
    long at = Math.floorMod(seed, (long) size);
    long step = step(seed >>> Integer.SIZE, size);
    for (int i = 0; i < most && chosen.size() < most; i++) {
      chosen.add(all.get((int) at));
      at = (at + step) % size;
    }
    return List.copyOf(chosen);
  }

  /// A step that meets everyone once before it meets anyone twice.
  private static long step(long seed, long size) {
    long step = Math.floorMod(seed, size - 1) + 1;
    while (commonDivisor(step, size) > 1) {
      step++;
    }
    return step;
  }

  private static long commonDivisor(long one, long other) {
    return other == 0 ? one : commonDivisor(other, one % other);
  }
}
