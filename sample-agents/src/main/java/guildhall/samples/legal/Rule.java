package guildhall.samples.legal;

import guildhall.samples.marketentry.Country;
import guildhall.samples.marketentry.Traits;
import guildhall.sdk.Datanet.Passage;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A record of the datanet `regulations`, read as a rule: it applies when all of one set of traits are
/// there and none of another.
///
/// @param id of the record
/// @param jurisdiction a country's code, or `EU`
/// @param kind how hard it stands in the way
/// @param whenAll traits that must all be there; none means every product
/// @param unless traits of which none may be there
/// @param needsFact indicator of a fact the requirement depends on
/// @param fields the record's fields
record Rule(
    String id,
    String jurisdiction,
    Requirement.Kind kind,
    List<String> whenAll,
    List<String> unless,
    Optional<String> needsFact,
    Map<String, String> fields) {

  static Rule from(Passage passage) {
    return new Rule(
        passage.id(),
        passage.field("jurisdiction"),
        Requirement.Kind.valueOf(passage.field("kind").toUpperCase(Locale.ROOT)),
        words(passage.fields().getOrDefault("whenAll", "")),
        words(passage.fields().getOrDefault("unless", "")),
        Optional.ofNullable(passage.fields().get("needsFact")).filter(fact -> !fact.isBlank()),
        passage.fields());
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
        field("title"),
        field("instrument"),
        field("article"),
        Integer.parseInt(field("year")),
        field("requires"),
        why(country),
        Long.parseLong(fields.getOrDefault("costEur", "0")),
        Boolean.parseBoolean(fields.getOrDefault("costIllustrative", "true")),
        Integer.parseInt(fields.getOrDefault("weeks", "0")),
        Legal.REGULATIONS + "#" + id,
        field("source"),
        facts);
  }

  private String field(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(id + " has no field " + name);
    }
    return value;
  }

  private String why(Country country) {
    String where =
        jurisdiction.equals(Country.EU)
            ? country.englishName() + " is a member of the European Union"
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
