package guildhall.datanet.admission;

import java.util.Map;
import java.util.Set;

/// What a datanet asks of an item.
///
/// @param type all its items have
/// @param itemBytes at most, see [Item#bytes]
/// @param quota of a contributor
/// @param licences it accepts, as SPDX identifiers; letter case does not count
/// @param tolerated kinds of personal data that are noted; all others are refused
/// @param minWords of the text, counted as tokens
/// @param requiredFields that must be there and not blank
/// @param allowedValues of a field, if the field is there; `label` names the label
public record AdmissionRules(
    ItemType type,
    long itemBytes,
    Quota quota,
    Set<String> licences,
    Set<PersonalKind> tolerated,
    int minWords,
    Set<String> requiredFields,
    Map<String, Set<String>> allowedValues) {

  /// Copies what is mutable.
  ///
  /// @throws IllegalArgumentException if no byte or less than no word is asked for
  public AdmissionRules {
    if (itemBytes < 1 || minWords < 0) {
      throw new IllegalArgumentException(
          "itemBytes must be >= 1 and minWords >= 0: " + itemBytes + ", " + minWords);
    }
    licences = Set.copyOf(licences);
    tolerated = Set.copyOf(tolerated);
    requiredFields = Set.copyOf(requiredFields);
    allowedValues = Map.copyOf(allowedValues);
  }

  /// Rules that ask for a type and a licence, and for 10 MB and 10,000 items a day at most.
  public static AdmissionRules of(ItemType type, Set<String> licences) {
    return new AdmissionRules(
        type, 1 << 20, new Quota(10_000_000, 10_000), licences, Set.of(), 0, Set.of(), Map.of());
  }
}
