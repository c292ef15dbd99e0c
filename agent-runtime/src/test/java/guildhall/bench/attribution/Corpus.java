package guildhall.bench.attribution;

import guildhall.bench.report.Report;
import guildhall.datanet.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Text of this machine: the sources of the JDK that runs, package documentation and manual pages.
///
/// Each content once, files with a NUL left out, in an order by chance that is always the same. One
/// document in twenty is held out of every index.
///
/// @param documents to be indexed
/// @param heldOut for text that comes from nowhere
record Corpus(List<Document> documents, List<Document> heldOut) {

  private static final int LEAST_BYTES = 400;
  private static final int MOST_BYTES = 1 << 20;
  private static final int HELD_OUT = 20;
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/share/doc"), Path.of("/usr/share/man"));

  /// A file's text.
  ///
  /// @param bytes of it
  /// @param tokens of it, shape `[n]`
  record Document(int bytes, List<Integer> tokens) {}

  /// Reads up to some bytes of text, and tells what it read.
  static Corpus read(Report report, long bytes) throws IOException {
    List<byte[]> texts = texts();
    Collections.shuffle(texts, new Random(1));
    List<Document> documents = new ArrayList<>();
    List<Document> heldOut = new ArrayList<>();
    long taken = 0;
    long nanos = 0;
    for (int i = 0; i < texts.size() && taken < bytes; i++) {
      byte[] text = texts.get(i);
      String characters = new String(text, StandardCharsets.UTF_8);
      long start = System.nanoTime();
      int[] tokens = Tokenizer.tokens(characters);
      nanos += System.nanoTime() - start;
      if (i % HELD_OUT == 0) {
        heldOut.add(new Document(text.length, Ints.list(tokens)));
      } else {
        documents.add(new Document(text.length, Ints.list(tokens)));
        taken += text.length;
      }
    }
    report.figure("text to tokens", "MB/s", taken * 1e3 * HELD_OUT / (HELD_OUT - 1) / nanos);
    report.figure(
        "text there was", "MB", texts.stream().mapToLong(each -> each.length).sum() / 1e6);
    report.figure("text taken", "MB", taken / 1e6);
    return new Corpus(documents, heldOut);
  }

  /// Texts in the same order, as many as have so many bytes together.
  static List<String> texts(long bytes) throws IOException {
    List<byte[]> all = texts();
    Collections.shuffle(all, new Random(1));
    List<String> texts = new ArrayList<>();
    long taken = 0;
    for (int i = 0; i < all.size() && taken < bytes; i++) {
      texts.add(new String(all.get(i), StandardCharsets.UTF_8));
      taken += all.get(i).length;
    }
    return texts;
  }

  /// The first documents that have so many bytes together.
  List<Document> cut(long bytes) {
    long taken = 0;
    int count = 0;
    while (count < documents.size() && taken < bytes) {
      taken += documents.get(count++).bytes();
    }
    return documents.subList(0, count);
  }

  private static List<byte[]> texts() throws IOException {
    List<byte[]> texts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    if (Files.exists(sources)) {
      try (ZipFile zip = new ZipFile(sources.toFile())) {
        for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
          try (InputStream in = zip.getInputStream(entry)) {
            take(in, seen, texts);
          }
        }
      }
    }
    for (Path folder : FOLDERS) {
      for (Path file : files(folder)) {
        try (InputStream raw = Files.newInputStream(file);
            InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
          take(in, seen, texts);
        }
      }
    }
    return texts;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(Files::isReadable).sorted().toList();
    }
  }

  private static void take(InputStream in, Set<String> seen, List<byte[]> texts)
      throws IOException {
    byte[] text = in.readNBytes(MOST_BYTES);
    boolean isText = text.length >= LEAST_BYTES;
    for (int i = 0; i < text.length && isText; i++) {
      isText = text[i] != 0;
    }
    if (isText && seen.add(digest(text))) {
      texts.add(text);
    }
  }

  private static String digest(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
