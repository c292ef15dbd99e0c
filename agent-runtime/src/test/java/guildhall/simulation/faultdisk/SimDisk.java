package guildhall.simulation.faultdisk;

import guildhall.book.Storage;
import guildhall.book.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A folder on a disk in memory that keeps no promise a real one does not give: until it is synced,
/// every sector and every change of a name may be lost at a power cut, each on its own and in any
/// order; a sector may be torn; an operation may fail having done anything or nothing; a failed
/// sync loses for good what it did not write.
///
/// The same seed and the same calls give the same bytes and the same errors. One thread.
public final class SimDisk implements Storage {

  private static final long SLOW_MICROS = 2_000_000;

  /// A change of a name; `file` gets it, or nobody does.
  private record NameChange(String name, @Nullable String before, @Nullable Inode file) {

    void make(Map<String, Inode> names) {
      if (before != null && names.get(before) == file) {
        names.remove(before);
      }
      if (file == null) {
        names.remove(name);
      } else {
        names.put(name, file);
      }
    }
  }

  private final TreeMap<String, Inode> live = new TreeMap<>();
  private final TreeMap<String, Inode> durable = new TreeMap<>();
  private final List<NameChange> unsynced = new ArrayList<>();
  private final SplittableRandom random;
  private final FaultCounts counts;
  private FaultPlan plan = FaultPlan.none();
  private @Nullable Runnable watcher;
  private boolean locked;
  private boolean off;
  private boolean broken;
  private long life;
  private long operations;
  private long slowMicros;

  /// An empty disk.
  ///
  /// @param counts where the faults are counted as they happen
  public SimDisk(long seed, FaultCounts counts) {
    this.random = new SplittableRandom(seed);
    this.counts = counts;
  }

  /// Fails from now on as this says.
  public void plan(FaultPlan faults) {
    this.plan = faults;
  }

  /// Is run before each operation, when the one before has ended; not during a copy's.
  public void watch(@Nullable Runnable beforeEach) {
    this.watcher = beforeEach;
  }

  /// How many operations were begun.
  public long operations() {
    return operations;
  }

  /// Time that slow operations took since this was asked for last, in microseconds.
  public long tookMicros() {
    long took = slowMicros;
    slowMicros = 0;
    return took;
  }

  /// Another disk of the same content, with the same unsynced changes; nobody has it open.
  public SimDisk copy(long seed, FaultCounts counted) {
    SimDisk copy = new SimDisk(seed, counted);
    IdentityHashMap<Inode, Inode> copies = new IdentityHashMap<>();
    live.forEach((name, file) -> copy.live.put(name, copied(copies, file)));
    durable.forEach((name, file) -> copy.durable.put(name, copied(copies, file)));
    for (NameChange change : unsynced) {
      Inode file = change.file() == null ? null : copied(copies, change.file());
      copy.unsynced.add(new NameChange(change.name(), change.before(), file));
    }
    return copy;
  }

  private static Inode copied(IdentityHashMap<Inode, Inode> copies, Inode file) {
    return copies.computeIfAbsent(file, Inode::copy);
  }

  /// The process ends: nothing that was written is lost, the lock is free, open files are closed.
  public void kill() {
    locked = false;
    off = false;
    broken = false;
    life++;
    plan = FaultPlan.none();
  }

  /// The power fails: of all that is unsynced a random part is lost, as drawn by `cut`.
  public void crash(PowerCut cut) {
    kill();
    cut.happen(random, counts, unsyncedFiles(), unsynced.size(), this::settleName);
    settled();
  }

  /// The power fails: what is unsynced is lost, but for the pieces and names that are chosen.
  ///
  /// @param pieces numbers of the unsynced pieces to keep, as of [#unsyncedPieces]
  /// @param names which of the unsynced changes of names to keep
  public void crash(java.util.BitSet pieces, java.util.BitSet names) {
    kill();
    int number = 0;
    for (Inode file : unsyncedFiles()) {
      for (Inode.Piece piece : file.pieces()) {
        if (pieces.get(number++)) {
          file.keep(piece);
        }
      }
    }
    names.stream().forEach(this::settleName);
    settled();
  }

  private void settleName(int change) {
    unsynced.get(change).make(durable);
  }

  private void settled() {
    unsynced.clear();
    live.clear();
    live.putAll(durable);
    live.values().forEach(Inode::restart);
  }

  private List<Inode> unsyncedFiles() {
    List<Inode> files = new ArrayList<>();
    for (Map<String, Inode> names : List.of(durable, live)) {
      for (Inode file : names.values()) {
        if (!files.contains(file)) {
          files.add(file);
        }
      }
    }
    return files;
  }

  /// How many pieces of sectors are unsynced.
  public int unsyncedPieces() {
    return unsyncedFiles().stream().mapToInt(file -> file.pieces().size()).sum();
  }

  /// How many changes of names are unsynced.
  public int unsyncedNames() {
    return unsynced.size();
  }

  /// Whether a file would go by its earlier name, or by none, after a power cut.
  public boolean hasUnsyncedRename() {
    return unsynced.stream().anyMatch(change -> change.before() != null);
  }

  /// What a file holds, or null if there is none.
  public byte @Nullable [] bytes(String name) {
    Inode file = live.get(name);
    return file == null ? null : java.util.Arrays.copyOf(file.live(), file.size());
  }

  /// Changes bytes of a file at rest.
  public void put(String name, int at, byte[] bytes) {
    file(name).put(at, bytes);
  }

  /// Cuts a file at rest.
  public void truncate(String name, int size) {
    file(name).truncate(size);
  }

  /// Loses a file at rest, or makes it another one of its bytes.
  public void replace(String name, byte @Nullable [] bytes) {
    live.remove(name);
    durable.remove(name);
    if (bytes != null) {
      Inode file = new Inode();
      file.write(0, bytes);
      file.sync();
      live.put(name, file);
      durable.put(name, file);
    }
  }

  private Inode file(String name) {
    Inode file = live.get(name);
    if (file == null) {
      throw new IllegalArgumentException("no file " + name);
    }
    return file;
  }

  long life() {
    return life;
  }

  int random(int bound) {
    return random.nextInt(bound);
  }

  long grow(long bytes) {
    long room = plan.grow(bytes);
    if (room < bytes) {
      counts.add(Fault.DISK_FULL);
    }
    return room;
  }

  /// Begins an operation.
  ///
  /// @return whether the power fails in it
  /// @throws IOException if it has failed before, or fails for good now
  boolean operation(String name) throws IOException {
    if (watcher != null) {
      watcher.run();
    }
    operations++;
    if (off || broken) {
      throw error(off ? "power" : "device", name);
    }
    if (happens(Fault.SLOW_DISK)) {
      slowMicros += SLOW_MICROS;
    }
    if (happens(Fault.ERROR_FOR_GOOD)) {
      broken = true;
      throw error("device", name);
    }
    off = happens(Fault.POWER_CUT);
    return off;
  }

  /// Whether the operation that has begun has this fault.
  boolean fails(Fault fault) {
    return !off && happens(fault);
  }

  private boolean happens(Fault fault) {
    int perThousand = plan.perThousand(fault);
    boolean now =
        plan.takes(operations, fault) || (perThousand > 0 && random.nextInt(1000) < perThousand);
    if (now) {
      counts.add(fault);
    }
    return now;
  }

  IOException error(String what, String name) {
    return new IOException(what + " error: " + where(name));
  }

  @Override
  public Hold lock() throws IOException {
    if (locked) {
      throw new IOException("somebody has it: " + where(""));
    }
    locked = true;
    long held = life;
    return () -> locked = locked && held != life;
  }

  @Override
  public List<String> list() throws IOException {
    if (operation("")) {
      throw error("list", "");
    }
    return List.copyOf(live.keySet());
  }

  @Override
  public StoredFile create(String name) throws IOException {
    if (live.containsKey(name)) {
      throw new IOException("it exists: " + where(name));
    }
    Inode file = new Inode();
    change("create", new NameChange(name, null, file));
    return new SimFile(this, name, file, life, false);
  }

  @Override
  public StoredFile open(String name) throws IOException {
    return open(name, false);
  }

  @Override
  public StoredFile openForReading(String name) throws IOException {
    return open(name, true);
  }

  private StoredFile open(String name, boolean readOnly) throws IOException {
    if (operation(name) || fails(Fault.NAMES_ERROR)) {
      throw error("open", name);
    }
    Inode file = live.get(name);
    if (file == null) {
      throw new java.nio.file.NoSuchFileException(where(name));
    }
    return new SimFile(this, name, file, life, readOnly);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Inode file = live.get(from);
    if (file == null) {
      throw new java.nio.file.NoSuchFileException(where(from));
    }
    change("rename", new NameChange(to, from, file));
  }

  @Override
  public void delete(String name) throws IOException {
    if (live.containsKey(name)) {
      change("delete", new NameChange(name, null, null));
    } else if (operation(name)) {
      throw error("delete", name);
    }
  }

  private void change(String what, NameChange change) throws IOException {
    boolean powerless = operation(change.name());
    boolean failed = fails(Fault.NAMES_ERROR);
    if (!failed || random.nextBoolean()) {
      change.make(live);
      unsynced.add(change);
    }
    if (powerless || failed) {
      throw error(what, change.name());
    }
  }

  @Override
  public void syncNames() throws IOException {
    if (operation("") || fails(Fault.NAMES_SYNC_ERROR)) {
      throw error("sync of names", "");
    }
    unsynced.forEach(change -> change.make(durable));
    unsynced.clear();
  }

  @Override
  public String where(String name) {
    return "sim:" + name;
  }
}
