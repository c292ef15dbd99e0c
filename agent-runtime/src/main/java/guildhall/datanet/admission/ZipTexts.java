package guildhall.datanet.admission;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The text files of a zip, inflated one after the other as it comes. Their names name items and
/// nothing else. An archive inside is no text and is not opened.
///
/// What an archive lists at its end is held against what came, so that neither a part of an archive
/// nor one that says two things passes for a whole one.
final class ZipTexts {

  private static final long RATIO_FROM = 1 << 20;
  private static final int NAME_MAX = 255;
  private static final int END_SIZE = 22;
  private static final int BUFFER = 8192;

  /// Takes the files.
  @FunctionalInterface
  interface Taker {
    void take(String name, InputStream content) throws IOException;
  }

  private final Upload upload;
  private final OfferingLimits limits;
  private long inflated;
  private int entries;

  ZipTexts(Upload upload, OfferingLimits limits) {
    this.upload = upload;
    this.limits = limits;
  }

  void each(InputStream in, Taker taker) throws IOException {
    InputStream limited = upload.limited(in);
    try {
      ZipInputStream zip = new ZipInputStream(limited);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        take(zip, entry, taker);
      }
      drain(limited);
    } catch (Stop | Upload.SourceFailed e) {
      throw e;
    } catch (IOException | IllegalArgumentException _) {
      throw new Stop(
          Reason.BAD_ARCHIVE,
          "The archive cannot be read beyond entry "
              + entries
              + ": it is damaged, cut off, encrypted or no zip.");
    }
    checkWhole();
  }

  private void take(ZipInputStream zip, ZipEntry entry, Taker taker) throws IOException {
    if (++entries > limits.zipEntries()) {
      throw new Stop(
          Reason.ZIP_BOMB,
          "The archive has more than the " + limits.zipEntries() + " entries it may have.");
    }
    String name = entry.getName();
    checkName(name);
    InputStream content = counted(zip, name);
    if (!entry.isDirectory() && !isOfADesktop(name)) {
      taker.take(name, content);
    }
    drain(content);
  }

  private static void checkName(String name) throws Stop {
    boolean bad =
        name.isBlank()
            || name.length() > NAME_MAX
            || name.chars().anyMatch(c -> Character.isISOControl(c) || c == 0xFFFD);
    if (bad) {
      throw new Stop(
          Reason.BAD_ARCHIVE,
          "The archive has an entry whose name is empty, too long or no text: "
              + Shown.quoted(name)
              + ".");
    }
  }

  /// What desktops add beside the files they pack.
  private static boolean isOfADesktop(String name) {
    return name.startsWith("__MACOSX/") || name.endsWith(".DS_Store");
  }

  private InputStream counted(ZipInputStream zip, String name) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int got = zip.read(bytes, from, length);
        if (got > 0) {
          inflated += got;
          checkInflated(name);
        }
        return got;
      }
    };
  }

  private void checkInflated(String name) throws Stop {
    if (inflated > limits.zipBytes()) {
      throw new Stop(
          Reason.ZIP_BOMB,
          "The archive inflates to more than the "
              + limits.zipBytes()
              + " bytes it may, in entry "
              + Shown.quoted(name)
              + ".");
    }
    if (inflated > RATIO_FROM && inflated > limits.zipRatio() * upload.count()) {
      throw new Stop(
          Reason.ZIP_BOMB,
          "The archive inflates to more than "
              + limits.zipRatio()
              + " times its size, in entry "
              + Shown.quoted(name)
              + ".");
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int got = in.read(buffer, 0, BUFFER);
    while (got >= 0) {
      got = in.read(buffer, 0, BUFFER);
    }
  }

  /// Finds the end record: the one whose comment ends with the archive.
  private void checkWhole() throws Stop {
    byte[] tail = upload.tail();
    for (int at = tail.length - END_SIZE; at >= 0; at--) {
      boolean isEnd =
          tail[at] == 'P'
              && tail[at + 1] == 'K'
              && tail[at + 2] == 5
              && tail[at + 3] == 6
              && at + END_SIZE + number(tail, at + 20) == tail.length;
      if (isEnd) {
        checkCount(number(tail, at + 10));
        return;
      }
    }
    throw new Stop(Reason.BAD_ARCHIVE, "The archive has no end: it is cut off or no zip.");
  }

  private void checkCount(int listed) throws Stop {
    if (listed != entries) {
      throw new Stop(
          Reason.BAD_ARCHIVE, "The archive lists " + listed + " entries and has " + entries + ".");
    }
    if (entries == 0) {
      throw new Stop(Reason.EMPTY, "The archive has no entries.");
    }
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
  }
}
