package guildhall.settlement.use;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Running sums of one datanet. Of the book's writer thread.
final class DatanetUse {

  /// Whole days that are kept besides the newest.
  static final int DAYS = 28;

  /// Sums of one contribution, some 100 bytes with its place in the map.
  static final class Sum {
    String contributor = "";
    boolean accepted;
    long since; // position from which on it is its contributor's
    long uses;
    long micros; // what was reversed is taken off
    long reversed;
    long lastDay = Long.MIN_VALUE;
  }

  String owner = "";
  long firstDay = Long.MAX_VALUE; // of its first use; none yet

  /// In the order in which they came.
  final Map<String, Sum> contributions = new LinkedHashMap<>();

  final Deque<Day> days = new ArrayDeque<>();

  /// What it has brought somebody else under the same id is none of its contributor's.
  void contribute(String id, String contributor, long position) {
    Sum sum = sum(id);
    if (!sum.contributor.equals(contributor)) {
      boolean first = sum.contributor.isEmpty();
      sum = first ? sum : new Sum();
      sum.contributor = contributor;
      sum.since = first ? 0 : position;
      contributions.put(id, sum);
    }
    sum.accepted = true;
  }

  void withdraw(String id) {
    Sum known = contributions.get(id);
    if (known != null) {
      known.accepted = false;
    }
  }

  Sum sum(String id) {
    return contributions.computeIfAbsent(id, _ -> new Sum());
  }

  void use(String id, long micros, long day) {
    Sum sum = sum(id);
    boolean first = sum.lastDay != day;
    sum.uses++;
    sum.micros += micros;
    sum.lastDay = day;
    put(newest(day).withUse(first, micros));
  }

  /// Takes off what was reversed, unless the id is another contributor's by now.
  void reverse(Vested.Lost lost) {
    Sum sum = sum(lost.id());
    if (lost.position() >= sum.since) {
      sum.micros -= lost.micros();
      sum.reversed += lost.micros();
    }
  }

  void receipt(long pool, long residual, long day) {
    put(newest(day).withReceipt(pool, residual));
  }

  private Day newest(long day) {
    Day last = days.peekLast();
    return last == null || last.day() != day ? Day.empty(day) : last;
  }

  private void put(Day day) {
    if (!days.isEmpty() && days.peekLast().day() == day.day()) {
      days.removeLast();
    }
    if (firstDay == Long.MAX_VALUE) {
      firstDay = day.day();
    }
    days.addLast(day);
    while (days.peekFirst().day() < day.day() - DAYS) {
      days.removeFirst();
    }
  }

  Optional<Sum> find(String id) {
    return Optional.ofNullable(contributions.get(id));
  }

  /// What each contribution that is accepted has earned, in the order in which they came.
  long[] earned() {
    return contributions.values().stream()
        .filter(each -> each.accepted)
        .mapToLong(each -> each.micros)
        .toArray();
  }

  List<Day> days() {
    return new ArrayList<>(days);
  }
}
