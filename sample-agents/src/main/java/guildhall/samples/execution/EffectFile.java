package guildhall.samples.execution;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Effects that took place, one line each, on disk before anybody is told.
///
/// A line is a reference, a tab, and the key in URL encoding. A last line without its end was never
/// acknowledged and is cut off when the file is opened.
final class EffectFile implements AutoCloseable {

  /// One effect.
  record Line(String reference, String key) {}

  private final FileChannel channel;
  private final List<Line> lines;

  private EffectFile(FileChannel channel, List<Line> lines) {
    this.channel = channel;
    this.lines = lines;
  }

  static EffectFile open(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    String text = new String(bytes, StandardCharsets.US_ASCII);
    int whole = text.lastIndexOf('\n') + 1;
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(whole).position(whole);
    return new EffectFile(channel, parse(text.substring(0, whole)));
  }

  private static List<Line> parse(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int tab = line.indexOf('\t');
      String key = URLDecoder.decode(line.substring(tab + 1), StandardCharsets.UTF_8);
      lines.add(new Line(line.substring(0, tab), key));
    }
    return lines;
  }

  /// What the file held when it was opened.
  List<Line> lines() {
    return lines;
  }

  /// Adds an effect; it is on disk when this returns.
  void append(Line line) throws IOException {
    String text =
        line.reference() + "\t" + URLEncoder.encode(line.key(), StandardCharsets.UTF_8) + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
