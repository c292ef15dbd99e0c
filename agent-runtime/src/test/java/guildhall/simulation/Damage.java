package guildhall.simulation;

import guildhall.simulation.faultdisk.Fault;
import guildhall.simulation.faultdisk.FaultCounts;
import guildhall.simulation.faultdisk.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What a disk may do to a book that lies on it, and what of that nobody could notice.
///
/// The exact limit: a journal that has lost its very last frame is a journal from before it. So
/// damage to the last frame may look like the torn tail of a crash, and the entries of that one
/// frame are gone, though they were acknowledged. Everything else is refused, or changes nothing.
final class Damage {

  /// How a book took its damage.
  enum Verdict {
    /// It is not opened, or the damaged entries cannot be read.
    DETECTED,
    /// All entries are there, and the state is that of them.
    HARMLESS,
    /// All entries but those of the last frame are there, which was damaged.
    LAST_FRAME_LOST
  }

  /// A frame as it lies on the disk.
  record FrameAt(String name, int at, int length, long firstPosition) {}

  private static final int SECTOR = 512;
  private static final int MAGIC = 0x47484A46;
  private static final String JOURNAL = ".journal";

  private final SplittableRandom random;
  private final SimDisk disk;
  private final FaultCounts counts;
  private final List<FrameAt> frames;
  private boolean lastFrame;

  Damage(SplittableRandom random, SimDisk disk, FaultCounts counts) {
    this.random = random;
    this.disk = disk;
    this.counts = counts;
    this.frames = frames(disk);
  }

  /// All frames, in the order of the book.
  static List<FrameAt> frames(SimDisk disk) {
    List<FrameAt> frames = new ArrayList<>();
    for (String name : names(disk, JOURNAL)) {
      byte[] bytes = Objects.requireNonNull(disk.bytes(name));
      int at = SECTOR;
      while (at + SECTOR <= bytes.length && ByteBuffer.wrap(bytes).getInt(at) == MAGIC) {
        int length = ByteBuffer.wrap(bytes).getInt(at + 8);
        int aligned = (length + SECTOR - 1) / SECTOR * SECTOR;
        if (length <= 0 || at + aligned > bytes.length) {
          break;
        }
        frames.add(new FrameAt(name, at, aligned, ByteBuffer.wrap(bytes).getLong(at + 16)));
        at += aligned;
      }
    }
    return frames;
  }

  private static List<String> names(SimDisk disk, String suffix) {
    try {
      return disk.list().stream().filter(name -> name.endsWith(suffix)).toList();
    } catch (IOException e) {
      throw new IllegalStateException("a disk without faults has failed", e);
    }
  }

  /// Position of the first entry of the last frame if what was done touched it, else -1.
  long touchedLastFrame() {
    return lastFrame ? frames.getLast().firstPosition() : -1;
  }

  /// Does one kind of damage, if there is something to do it to.
  boolean happen(Fault fault) {
    boolean done =
        switch (fault) {
          case BIT_FLIP -> flip();
          case ZEROED_SECTOR -> zero();
          case DUPLICATED_FRAME -> duplicate();
          case SWAPPED_FRAMES -> swap();
          case TRUNCATED_FILE -> truncate();
          case LOST_FILE -> lose();
          case STALE_SNAPSHOT -> stale();
          default -> throw new IllegalArgumentException("no damage at rest: " + fault);
        };
    if (done) {
      counts.add(fault);
    }
    return done;
  }

  private boolean flip() {
    String name = anyFile();
    byte[] bytes = Objects.requireNonNull(disk.bytes(name));
    int at = somewhere(name, bytes.length);
    put(name, at, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
    return true;
  }

  private boolean zero() {
    String name = anyFile();
    int length = Objects.requireNonNull(disk.bytes(name)).length;
    int at = somewhere(name, length) / SECTOR * SECTOR;
    put(name, at, new byte[Math.min(SECTOR, length - at)]);
    return true;
  }

  private boolean duplicate() {
    if (frames.isEmpty()) {
      return false;
    }
    FrameAt from = frames.get(random.nextInt(frames.size()));
    FrameAt last = frames.getLast();
    List<FrameAt> places = new ArrayList<>(alike(from));
    int end = last.at() + last.length();
    if (end + from.length() <= Objects.requireNonNull(disk.bytes(last.name())).length) {
      places.add(new FrameAt(last.name(), end, from.length(), -1));
    }
    if (places.isEmpty()) {
      return false;
    }
    FrameAt to = places.get(random.nextInt(places.size()));
    put(to.name(), to.at(), bytesOf(from));
    return true;
  }

  private boolean swap() {
    if (frames.isEmpty()) {
      return false;
    }
    FrameAt one = frames.get(random.nextInt(frames.size()));
    List<FrameAt> others = alike(one);
    if (others.isEmpty()) {
      return false;
    }
    FrameAt other = others.get(random.nextInt(others.size()));
    byte[] bytes = bytesOf(one);
    put(one.name(), one.at(), bytesOf(other));
    put(other.name(), other.at(), bytes);
    return true;
  }

  private List<FrameAt> alike(FrameAt frame) {
    return frames.stream()
        .filter(other -> other.length() == frame.length() && !other.equals(frame))
        .toList();
  }

  private byte[] bytesOf(FrameAt frame) {
    byte[] file = Objects.requireNonNull(disk.bytes(frame.name()));
    return Arrays.copyOfRange(file, frame.at(), frame.at() + frame.length());
  }

  private boolean truncate() {
    String name = anyFile();
    int length = Objects.requireNonNull(disk.bytes(name)).length;
    int at =
        switch (random.nextInt(5)) {
          case 0 -> 0;
          case 1 -> length - 1;
          case 2 -> random.nextInt(Math.min(length, SECTOR));
          case 3 -> somewhere(name, length);
          default -> somewhere(name, length) / SECTOR * SECTOR;
        };
    disk.truncate(name, Math.max(0, at));
    touch(name, at, length);
    return true;
  }

  private boolean lose() {
    List<String> names = new ArrayList<>(names(disk, JOURNAL));
    names.removeLast(); // without it the book is that of an earlier time, and nobody could tell
    names.addAll(snapshots());
    if (names.isEmpty()) {
      return false;
    }
    disk.replace(names.get(random.nextInt(names.size())), null);
    return true;
  }

  private boolean stale() {
    List<String> names = snapshots();
    if (names.size() < 2) {
      return false;
    }
    disk.replace(names.getLast(), disk.bytes(names.getFirst()));
    if (random.nextBoolean()) {
      disk.replace(names.getFirst(), null);
    }
    return true;
  }

  private List<String> snapshots() {
    return names(disk, "").stream().filter(name -> name.endsWith(".snapshot")).toList();
  }

  private String anyFile() {
    List<String> snapshots = snapshots();
    List<String> names = random.nextInt(4) == 0 ? snapshots : names(disk, JOURNAL);
    names = names.isEmpty() ? names(disk, JOURNAL) : names;
    return names.get(random.nextInt(names.size()));
  }

  /// Mostly where something is written.
  private int somewhere(String name, int length) {
    List<FrameAt> here = frames.stream().filter(frame -> frame.name().equals(name)).toList();
    if (here.isEmpty() || random.nextInt(10) == 0) {
      return random.nextInt(length);
    }
    FrameAt frame = here.get(random.nextInt(here.size()));
    return frame.at() + random.nextInt(frame.length());
  }

  private void put(String name, int at, byte[] bytes) {
    disk.put(name, at, bytes);
    touch(name, at, at + bytes.length);
  }

  private void touch(String name, int from, int to) {
    @Nullable FrameAt last = frames.isEmpty() ? null : frames.getLast();
    lastFrame |=
        last != null
            && last.name().equals(name)
            && from < last.at() + last.length()
            && to > last.at();
  }
}
