package guildhall.samples.memo;

import guildhall.samples.memo.Sentence.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A memo's sentences as they are written, and the sources they use in order of first use.
///
/// A sentence can cite only what was announced as a source, so that no citation leads nowhere.
final class Composer {

  private final Map<String, String> known = new LinkedHashMap<>();
  private final Map<String, String> used = new LinkedHashMap<>();
  private final List<Sentence> sentences = new ArrayList<>();

  /// Announces what a citation stands for.
  void source(String citation, String name) {
    known.put(citation, name);
  }

  /// Adds a sentence.
  ///
  /// @throws IllegalArgumentException if it cites what was never announced
  void add(Section section, String text, List<String> citations, boolean illustrative) {
    for (String citation : citations) {
      String name = known.get(citation);
      if (name == null) {
        throw new IllegalArgumentException("no source is known for " + citation);
      }
      used.putIfAbsent(citation, name);
    }
    sentences.add(new Sentence(section, text, citations, illustrative));
  }

  List<Sentence> sentences() {
    return sentences;
  }

  List<Source> sources() {
    return used.entrySet().stream()
        .map(entry -> new Source(entry.getKey(), entry.getValue()))
        .toList();
  }
}
