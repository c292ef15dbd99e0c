package guildhall.datanet.admission;

import java.util.Locale;

/// Kinds of personal data that have a form of their own. Names, addresses and whatever is personal
/// by its meaning are not found.
public enum PersonalKind {

  /// An e-mail address.
  EMAIL("an e-mail address"),

  /// A telephone number, international, American or announced by a word such as *tel*.
  PHONE("a telephone number"),

  /// A bank account: an IBAN whose length and check digits are right.
  IBAN("an IBAN"),

  /// A payment card: a number of a known issuer whose Luhn digit is right.
  CARD("a card number"),

  /// A national identity or tax number of the United States, the United Kingdom, Spain, Italy or
  /// France, with its check digits where it has any.
  NATIONAL_ID("a national identity number"),

  /// A public IPv4 or IPv6 address. Private, reserved and documentation addresses are none.
  IP_ADDRESS("an IP address");

  private final String words;

  PersonalKind(String words) {
    this.words = words;
  }

  /// What stands on a wire and in settings.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind with its article.
  public String words() {
    return words;
  }
}
