package guildhall.simulation.faultdisk;

import java.util.EnumMap;
import java.util.Map;

/// When a disk fails: by chance, by the number of the operation, or when it is full. One thread.
public final class FaultPlan {
  private final Map<Fault, Integer> perThousand = new EnumMap<>(Fault.class);
  private long faultAt = -1;
  private int passed;
  private Fault exact = Fault.POWER_CUT;
  private long roomBytes = Long.MAX_VALUE;

  /// A disk that never fails.
  public static FaultPlan none() {
    return new FaultPlan();
  }

  /// Lets a fault of operations happen by chance.
  ///
  /// @param perThousand 0 to 1000 of a thousand operations that can have it
  public FaultPlan often(Fault fault, int perThousand) {
    this.perThousand.put(fault, perThousand);
    return this;
  }

  /// Lets a fault happen at the operation of a number, or at the next one that can have it.
  ///
  /// @param operation counted by [SimDisk#operations]
  public FaultPlan at(long operation, Fault fault) {
    return at(operation, fault, 0);
  }

  /// Like [#at(long, Fault)] but passes over some of the operations that can have it.
  public FaultPlan at(long operation, Fault fault, int passOver) {
    faultAt = operation;
    passed = passOver;
    exact = fault;
    return this;
  }

  /// Lets files grow by so many bytes more.
  public FaultPlan room(long bytes) {
    roomBytes = bytes;
    return this;
  }

  int perThousand(Fault fault) {
    return perThousand.getOrDefault(fault, 0);
  }

  /// Whether this is the operation for exactly this fault; it happens once.
  boolean takes(long operation, Fault fault) {
    boolean could = faultAt >= 0 && operation >= faultAt && exact == fault;
    boolean now = could && passed-- == 0;
    faultAt = now ? -1 : faultAt;
    return now;
  }

  /// Takes up room.
  ///
  /// @return how much of it there was
  long grow(long bytes) {
    long taken = Math.min(bytes, roomBytes);
    roomBytes -= taken;
    return taken;
  }
}
