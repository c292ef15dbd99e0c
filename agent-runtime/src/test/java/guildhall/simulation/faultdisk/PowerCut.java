package guildhall.simulation.faultdisk;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/// How a power cut treats what is unsynced.
public enum PowerCut {
  /// All of it is lost.
  LOSES_ALL,
  /// Everything before a random point is kept, as on a disk that writes in order.
  KEEPS_PREFIX,
  /// Each sector and each name is kept or lost on its own; some sectors are torn.
  KEEPS_ANY,
  /// Like [#KEEPS_ANY], and one sector lands where it does not belong.
  MISDIRECTS;

  void happen(
      SplittableRandom random,
      FaultCounts counts,
      List<Inode> files,
      int names,
      IntConsumer keepName) {
    for (int i = 0; i < names; i++) {
      if (this != LOSES_ALL && random.nextInt(3) > 0) {
        keepName.accept(i);
      } else {
        counts.add(Fault.NAME_LOST);
      }
    }
    for (Inode file : files) {
      sectors(random, counts, file);
    }
  }

  private void sectors(SplittableRandom random, FaultCounts counts, Inode file) {
    List<Inode.Piece> pieces = file.pieces();
    if (pieces.isEmpty()) {
      return;
    }
    int prefix = random.nextInt(pieces.size() + 1);
    int wrong = this == MISDIRECTS ? random.nextInt(pieces.size()) : -1;
    boolean lost = false;
    for (int i = 0; i < pieces.size(); i++) {
      Inode.Piece piece = pieces.get(i);
      boolean kept =
          switch (this) {
            case LOSES_ALL -> false;
            case KEEPS_PREFIX -> i < prefix;
            case KEEPS_ANY, MISDIRECTS -> random.nextBoolean();
          };
      if (i == wrong && file.durableSize() >= Inode.SECTOR) {
        int sector = random.nextInt(file.durableSize() / Inode.SECTOR);
        if (sector != piece.sector()) {
          file.keep(piece, sector * Inode.SECTOR + piece.from() % Inode.SECTOR);
          counts.add(Fault.MISDIRECTED_WRITE);
        }
      } else if (this != LOSES_ALL && random.nextInt(8) == 0 && piece.to() - piece.from() > 1) {
        tear(random, file, piece);
        counts.add(Fault.SECTOR_TORN);
      } else if (kept) {
        file.keep(piece);
        if (lost) {
          counts.add(Fault.SECTOR_REORDERED);
        }
      } else {
        lost = true;
        counts.add(Fault.SECTOR_DROPPED);
      }
    }
    if (this != LOSES_ALL && random.nextInt(4) == 0) {
      file.keepSize();
    }
  }

  private static void tear(SplittableRandom random, Inode file, Inode.Piece piece) {
    int middle = piece.from() + 1 + random.nextInt(piece.to() - piece.from() - 1);
    file.keep(
        random.nextBoolean()
            ? new Inode.Piece(piece.write(), piece.from(), middle)
            : new Inode.Piece(piece.write(), middle, piece.to()));
  }
}
