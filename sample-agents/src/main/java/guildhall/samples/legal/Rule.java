package guildhall.samples.legal;

import guildhall.samples.marketentry.Country;
import guildhall.samples.marketentry.Traits;
import guildhall.sdk.Datanet.Passage;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A record of the datanet `regulations`, read as a rule: it applies when all of one set of traits
/// are there and none of another.
///
/// @param jurisdiction a country's code, or `EU`
/// @param kind how hard it stands in the way
/// @param whenAll traits that must all be there; none means every product
/// @param unless traits of which none may be there
/// @param needsFact indicator of a fact the requirement depends on
/// @param passage the record
record Rule(
    String jurisdiction,
    Requirement.Kind kind,
    List<String> whenAll,
    List<String> unless,
    Optional<String> needsFact,
    Passage passage) {

  static Rule from(Passage passage) {
    return new Rule(
        passage.field("jurisdiction"),
        Requirement.Kind.valueOf(passage.field("kind").toUpperCase(Locale.ROOT)),
        words(passage.fields().getOrDefault("whenAll", "")),
        words(passage.fields().getOrDefault("unless", "")),
        Optional.ofNullable(passage.fields().get("needsFact")).filter(fact -> !fact.isBlank()),
        passage);
  }

  private static List<String> words(String joined) {
    return joined.isBlank() ? List.of() : List.of(joined.strip().split("\\s+", -1));
  }

  boolean appliesTo(Country country, Collection<String> traits) {
    return country.jurisdictions().contains(jurisdiction)
        && traits.containsAll(whenAll)
        && Collections.disjoint(traits, unless);
  }

  Requirement requirement(Country country, List<String> facts) {
    return new Requirement(
        kind,
        passage.field("title"),
        passage.field("instrument"),
        passage.field("article"),
        Integer.parseInt(passage.field("year")),
        passage.text(),
        why(country),
        Long.parseLong(passage.fields().getOrDefault("costEur", "0")),
        Boolean.parseBoolean(passage.fields().getOrDefault("costIllustrative", "true")),
        Integer.parseInt(passage.fields().getOrDefault("weeks", "0")),
        Legal.REGULATIONS + "#" + passage.id(),
        passage.field("source"),
        facts);
  }

  private String why(Country country) {
    String where =
        jurisdiction.equals(Country.EU)
            ? "European Union law holds in " + country.englishName()
            : "it is law in " + country.englishName();
    if (whenAll.isEmpty()) {
      return "It applies because " + where + " and it holds for every product.";
    }
    return "It applies because " + where + " and the product is marked " + list(whenAll) + ".";
  }

  private static String list(List<String> traits) {
    List<String> words = traits.stream().map(Traits::words).toList();
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
