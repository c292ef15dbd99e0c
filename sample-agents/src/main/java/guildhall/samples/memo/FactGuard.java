package guildhall.samples.memo;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Tells whether a rewritten text still says the same facts: the same digits and the same
/// citations, none changed, added or dropped.
final class FactGuard {

  private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");
  private static final Pattern CITATION = Pattern.compile("[\\w.-]+#[\\w.-]+");

  private FactGuard() {}

  static boolean keepsFacts(String before, String after) {
    return sorted(DIGITS, before).equals(sorted(DIGITS, after))
        && sorted(CITATION, before).equals(sorted(CITATION, after));
  }

  private static List<String> sorted(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).sorted().toList();
  }
}
