package guildhall.datanet.span;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The folder of segments. A file is whole or not there: it is written under another name, made
/// durable, and renamed.
final class SegmentFiles {

  private static final String SUFFIX = ".spans";
  private static final String UNFINISHED = ".spans.part";

  private static final long SLICE = 1 << 24;

  private final Path folder;

  SegmentFiles(Path folder) {
    this.folder = folder;
  }

  private static String name(int firstOrdinal, int endOrdinal) {
    return String.format(Locale.ROOT, "%010d-%010d%s", firstOrdinal, endOrdinal, SUFFIX);
  }

  /// Segments that follow on one another from ordinal 0. Removes unfinished files, and files that a
  /// larger one has replaced.
  ///
  /// @throws IOException naming a file that is damaged, foreign or of another format, or ordinals
  ///   that no file has
  List<Segment> open() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    List<Segment> whole = new ArrayList<>();
    for (Path file : files()) {
      whole.add(read(file));
    }
    whole.sort(
        Comparator.comparingInt(Segment::firstOrdinal)
            .thenComparing(Comparator.comparingInt(Segment::endOrdinal).reversed()));
    List<Segment> segments = new ArrayList<>();
    int end = 0;
    for (Segment segment : whole) {
      if (segment.endOrdinal() <= end && !segments.isEmpty()) {
        delete(segment);
      } else if (segment.firstOrdinal() != end) {
        throw new IOException(
            folder + " has spans of documents " + segment.firstOrdinal() + " on, but not " + end);
      } else {
        segments.add(segment);
        end = segment.endOrdinal();
      }
    }
    return segments;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        if (file.toString().endsWith(UNFINISHED)) {
          Files.delete(file);
        } else if (file.toString().endsWith(SUFFIX)) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private Segment read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment image = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      Segment segment = Segment.verified(image);
      if (!file.endsWith(name(segment.firstOrdinal(), segment.endOrdinal()))) {
        throw new IOException("it was renamed");
      }
      return segment;
    } catch (IOException e) {
      throw new IOException(file + " cannot be used: " + e.getMessage(), e);
    }
  }

  /// Writes a durable segment. Needs memory of the file's size while it works.
  ///
  /// The file is not written through a mapping: a full disk would then be an error of the virtual
  /// machine, not of the file.
  Segment write(Documents documents) throws IOException {
    String name = name(documents.firstOrdinal(), documents.endOrdinal());
    Path unfinished = folder.resolve(name.replace(SUFFIX, UNFINISHED));
    SegmentWriter writer = new SegmentWriter(documents);
    try (FileChannel channel =
            FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment image = arena.allocate(writer.bytes(), Long.BYTES);
      writer.write(image);
      for (long at = 0; at < image.byteSize(); ) {
        long some = Math.min(SLICE, image.byteSize() - at);
        at += channel.write(image.asSlice(at, some).asByteBuffer());
      }
      channel.force(true);
    }
    Files.move(
        unfinished,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    syncNames();
    return read(folder.resolve(name));
  }

  private void syncNames() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  void deleteAll() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  /// Deletes a segment's file; who reads it still can.
  void delete(Segment segment) throws IOException {
    Files.deleteIfExists(folder.resolve(name(segment.firstOrdinal(), segment.endOrdinal())));
  }
}
