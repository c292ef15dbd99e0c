package guildhall.simulation;

import guildhall.ledger.LedgerStatus;
import guildhall.simulation.faultdisk.Fault;
import guildhall.simulation.faultdisk.FaultCounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the runs have met. One thread; counted apart and added up.
final class Coverage {
  private final Map<LedgerStatus, Long> statuses = new EnumMap<>(LedgerStatus.class);
  private final FaultCounts faults = new FaultCounts();
  private long seeds;
  private long commands;
  private long entries;
  private long restarts;
  private long unknownKept;
  private long unknownLost;
  private long detected;
  private long harmless;
  private long lastFrameLost;

  FaultCounts faults() {
    return faults;
  }

  void seed(long entriesWritten) {
    seeds++;
    entries += entriesWritten;
  }

  void answered(LedgerStatus status) {
    commands++;
    statuses.merge(status, 1L, Long::sum);
  }

  /// A status that an operation of a group had.
  void inside(LedgerStatus status) {
    statuses.merge(status, 1L, Long::sum);
  }

  void restarted() {
    restarts++;
  }

  void unknown(boolean kept) {
    unknownKept += kept ? 1 : 0;
    unknownLost += kept ? 0 : 1;
  }

  void damage(Damage.Verdict verdict) {
    switch (verdict) {
      case DETECTED -> detected++;
      case HARMLESS -> harmless++;
      case LAST_FRAME_LOST -> lastFrameLost++;
    }
  }

  void addAll(Coverage other) {
    other.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum));
    faults.addAll(other.faults);
    seeds += other.seeds;
    commands += other.commands;
    entries += other.entries;
    restarts += other.restarts;
    unknownKept += other.unknownKept;
    unknownLost += other.unknownLost;
    detected += other.detected;
    harmless += other.harmless;
    lastFrameLost += other.lastFrameLost;
  }

  private long of(LedgerStatus status) {
    return statuses.getOrDefault(status, 0L);
  }

  /// What was met less often than that.
  List<String> below(long least) {
    List<String> rare = new ArrayList<>();
    for (LedgerStatus status : LedgerStatus.values()) {
      if (of(status) < least) {
        rare.add(status + " " + of(status));
      }
    }
    for (Fault fault : Fault.values()) {
      if (faults.of(fault) < least) {
        rare.add(fault + " " + faults.of(fault));
      }
    }
    return rare;
  }

  /// Tables for people.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d seeds, %,d commands, %,d entries, %,d restarts%nbatches of unknown outcome: %,d"
                + " were in the book, %,d were not%ndamage at rest: %,d times refused, %,d"
                + " harmless, %,d times the last frame lost%n",
            seeds,
            commands,
            entries,
            restarts,
            unknownKept,
            unknownLost,
            detected,
            harmless,
            lastFrameLost));
    for (LedgerStatus status : LedgerStatus.values()) {
      row(text, status.code(), of(status));
    }
    for (Fault fault : Fault.values()) {
      row(text, fault.name().toLowerCase(Locale.ROOT), faults.of(fault));
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String name, long count) {
    text.append(String.format(Locale.ROOT, "%-32s%,16d%n", name, count));
  }
}
