package guildhall.samples.marketentry;

import java.util.List;

/// The countries the samples know rules and figures for; a constant's name is its ISO 3166-1 code.
public enum Country {
  DE("Germany", true),
  FR("France", true),
  IT("Italy", true),
  ES("Spain", true),
  NL("the Netherlands", true),
  PL("Poland", true),
  SE("Sweden", true),
  GB("the United Kingdom", false),
  US("the United States", false),
  CA("Canada", false),
  BR("Brazil", false),
  IN("India", false),
  JP("Japan", false),
  AU("Australia", false);

  /// The jurisdiction of European Union law.
  public static final String EU = "EU";

  private final String englishName;
  private final boolean memberOfEu;

  Country(String englishName, boolean memberOfEu) {
    this.englishName = englishName;
    this.memberOfEu = memberOfEu;
  }

  /// Its name within a sentence.
  public String englishName() {
    return englishName;
  }

  /// Whether European Union law holds there.
  public boolean isInEu() {
    return memberOfEu;
  }

  /// Whose law holds there, its own first.
  public List<String> jurisdictions() {
    return memberOfEu ? List.of(name(), EU) : List.of(name());
  }
}
