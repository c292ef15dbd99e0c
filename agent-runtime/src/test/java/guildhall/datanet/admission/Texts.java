package guildhall.datanet.admission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Texts to be compared: made ones, and the sources of the JDK the tests run on.
public final class Texts {

  private static final int VOCABULARY = 50_000;
  private static final int CHARACTERS_MIN = 2_000;
  private static final int CHARACTERS_MAX = 40_000;

  private Texts() {}

  /// Words drawn at random, small numbers more often.
  public static String made(Random random, int words) {
    return random
        .ints(words, 0, VOCABULARY)
        .mapToObj(i -> word(random.nextInt(i + 1)))
        .collect(Collectors.joining(" "));
  }

  private static String word(int number) {
    return "w" + Integer.toString(number, 36);
  }

  /// A copy with words replaced.
  ///
  /// @param chance of each word, 0 to 1
  public static String noised(String text, double chance, Random random) {
    StringBuilder noised = new StringBuilder();
    for (String word : text.split("\\s+", -1)) {
      boolean replaced = random.nextDouble() < chance;
      noised.append(replaced ? word(random.nextInt(VOCABULARY)) : word).append(' ');
    }
    return noised.toString();
  }

  /// Sources of the JDK, in the order of their archive.
  ///
  /// @throws IOException if the JDK has not so many
  public static List<String> real(int count) throws IOException {
    Path archive = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    List<String> texts = new ArrayList<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      var entries = zip.entries();
      while (entries.hasMoreElements() && texts.size() < count) {
        ZipEntry entry = entries.nextElement();
        boolean fits =
            entry.getName().endsWith(".java")
                && entry.getSize() >= CHARACTERS_MIN
                && entry.getSize() <= CHARACTERS_MAX;
        if (fits) {
          try (InputStream in = zip.getInputStream(entry)) {
            texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    if (texts.size() < count) {
      throw new IOException(archive + " has only " + texts.size() + " texts");
    }
    return texts;
  }
}
