package guildhall.simulation.faultdisk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The bytes of a file as they read now, as they are on the platters, and what lies between the
/// two.
final class Inode {

  /// What is lost or kept as a whole.
  static final int SECTOR = 512;

  /// Bytes that were written and are not synced.
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Write(int at, byte[] bytes) {
    int end() {
      return at + bytes.length;
    }
  }

  /// The part of a write that lies in one sector.
  record Piece(Write write, int from, int to) {
    int sector() {
      return from / SECTOR;
    }
  }

  private byte[] live = new byte[SECTOR];
  private int liveSize;
  private byte[] durable = new byte[SECTOR];
  private int durableSize;
  private final List<Write> unsynced = new ArrayList<>();

  Inode copy() {
    Inode copy = new Inode();
    copy.live = live.clone();
    copy.liveSize = liveSize;
    copy.durable = durable.clone();
    copy.durableSize = durableSize;
    copy.unsynced.addAll(unsynced);
    return copy;
  }

  int size() {
    return liveSize;
  }

  int durableSize() {
    return durableSize;
  }

  /// The bytes as they read now; not to be changed.
  byte[] live() {
    return live;
  }

  void write(int at, byte[] bytes) {
    Write write = new Write(at, bytes);
    live = room(live, write.end());
    System.arraycopy(bytes, 0, live, at, bytes.length);
    liveSize = Math.max(liveSize, write.end());
    unsynced.add(write);
  }

  void sync() {
    for (Write write : unsynced) {
      keep(new Piece(write, write.at(), write.end()));
    }
    unsynced.clear();
    durableSize = Math.max(durableSize, liveSize);
    durable = room(durable, durableSize);
  }

  /// All that is unsynced, in the order it was written, cut at the borders of sectors.
  List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    for (Write write : unsynced) {
      int at = write.at();
      while (at < write.end()) {
        int to = Math.min(write.end(), (at / SECTOR + 1) * SECTOR);
        pieces.add(new Piece(write, at, to));
        at = to;
      }
    }
    return pieces;
  }

  /// Makes a piece durable where it belongs.
  void keep(Piece piece) {
    keep(piece, piece.from());
  }

  /// Makes a piece durable at `at`.
  void keep(Piece piece, int at) {
    int length = piece.to() - piece.from();
    durable = room(durable, at + length);
    System.arraycopy(piece.write().bytes(), piece.from() - piece.write().at(), durable, at, length);
    durableSize = Math.max(durableSize, at + length);
  }

  /// Makes the size durable without the bytes: what was not kept reads as zeros.
  void keepSize() {
    durableSize = Math.max(durableSize, liveSize);
    durable = room(durable, durableSize);
  }

  /// Gives up what is not durable, but lets it read as written.
  void forget() {
    unsynced.clear();
  }

  /// Gives up what is not durable: so it reads after a power cut.
  void restart() {
    unsynced.clear();
    live = durable.clone();
    liveSize = durableSize;
  }

  /// Changes bytes at rest.
  void put(int at, byte[] bytes) {
    System.arraycopy(bytes, 0, durable, at, bytes.length);
    System.arraycopy(bytes, 0, live, at, bytes.length);
  }

  /// Cuts the file at rest.
  void truncate(int size) {
    Arrays.fill(durable, size, durable.length, (byte) 0);
    durableSize = size;
    restart();
  }

  private static byte[] room(byte[] bytes, int size) {
    return size <= bytes.length
        ? bytes
        : Arrays.copyOf(bytes, Math.max(size, Math.min(bytes.length * 2, bytes.length + 65536)));
  }
}
