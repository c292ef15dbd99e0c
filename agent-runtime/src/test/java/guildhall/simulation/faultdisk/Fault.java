package guildhall.simulation.faultdisk;

/// What can go wrong in a simulated run.
public enum Fault {
  /// A read fails.
  READ_ERROR,
  /// A read gives fewer bytes than it could.
  SHORT_READ,
  /// A write fails; some of its sectors may have arrived.
  WRITE_ERROR,
  /// A write takes fewer bytes than it was given.
  SHORT_WRITE,
  /// A sync fails; of what was unsynced some is durable and the rest never will be, though it still
  /// reads as written.
  SYNC_ERROR,
  /// A file cannot be created, renamed, deleted or opened; it may have happened all the same.
  NAMES_ERROR,
  /// The names cannot be synced; they read as changed until a power cut.
  NAMES_SYNC_ERROR,
  /// There is no room for a file to grow.
  DISK_FULL,
  /// An error that stays until the next start.
  ERROR_FOR_GOOD,
  /// An operation takes seconds.
  SLOW_DISK,
  /// The power fails within an operation.
  POWER_CUT,
  /// At a power cut an unsynced sector was lost.
  SECTOR_DROPPED,
  /// At a power cut a sector was kept though one that was written before it was lost.
  SECTOR_REORDERED,
  /// At a power cut a sector was left half old and half new.
  SECTOR_TORN,
  /// At a power cut a creation, renaming or deletion was undone.
  NAME_LOST,
  /// At a power cut a write landed in the wrong place.
  MISDIRECTED_WRITE,
  /// The process ended without the machine ending.
  KILLED,
  /// The wall clock was set forward or back by up to an hour.
  CLOCK_JUMP,
  /// Nothing ran for a while.
  PAUSE,
  /// A bit at rest has flipped.
  BIT_FLIP,
  /// A sector at rest reads as zeros.
  ZEROED_SECTOR,
  /// A frame lies over another one.
  DUPLICATED_FRAME,
  /// Two frames have changed places.
  SWAPPED_FRAMES,
  /// A file is shorter than it was.
  TRUNCATED_FILE,
  /// A whole file is gone.
  LOST_FILE,
  /// A snapshot is an older one under a newer one's name.
  STALE_SNAPSHOT
}
