package guildhall.datanet;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Ids of the contributions of one offering, made of the names they came with: the same offering
/// gets the same ids each time. Of one thread.
final class ContributionIds {

  private static final int LONGEST = 128;
  private static final int LONGEST_NAME = 1024;

  private final String prefix;
  private final Set<String> given = new HashSet<>();
  private final Map<String, Integer> last = new HashMap<>(); // number behind a name, by that name

  /// None yet.
  ///
  /// @param prefix of those without a name
  ContributionIds(String prefix) {
    this.prefix = prefix;
  }

  /// An id of lower case letters, digits and hyphens that no other item of the offering has: what
  /// would be the same as an earlier one gets a number behind it, from 2 on.
  ///
  /// @param name in a field, as it came; without a letter or digit of these it is no name
  /// @param number of the item, from 1 on
  String of(Optional<String> name, int number) {
    String named = letters(name.orElse(""));
    return unique(named.isEmpty() ? letters(prefix + "-" + number) : named);
  }

  /// Like [#of], of the name of a file, whose ending is left out.
  String ofFile(Optional<String> name, int number) {
    return of(name.map(ContributionIds::withoutEnding), number);
  }

  private String unique(String id) {
    String found = id;
    while (!given.add(found)) {
      String behind = "-" + last.merge(id, 2, (before, _) -> before + 1);
      found = cut(id, LONGEST - behind.length()) + behind;
    }
    return found;
  }

  private static String withoutEnding(String name) {
    return name.replaceFirst("(?<=[^/])\\.[A-Za-z][A-Za-z0-9]{0,4}$", "");
  }

  private static String letters(String name) {
    String text = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return cut(plain, LONGEST);
  }

  private static String cut(String id, int most) {
    return id.length() <= most ? id : id.substring(0, most).replaceAll("-$", "");
  }
}
