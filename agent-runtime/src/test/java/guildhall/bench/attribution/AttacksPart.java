package guildhall.bench.attribution;

import guildhall.attack.Attacks;
import guildhall.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// All attacks of `guildhall.attack` on real text: sixty contributors, and answers that repeat
/// their texts and every copy that was accepted, by chance.
final class AttacksPart {

  private static final long BYTES = 6_000_000;

  private AttacksPart() {}

  /// Measures; `-Dbench.entries=` bytes of text, six million if it is not said.
  static void run(Report report, Path folder) throws IOException {
    List<String> texts = Corpus.texts(Long.getLong("bench.entries", BYTES));
    Attacks.onRealText(texts, folder.resolve("attacks"), report);
  }
}
