package guildhall.datanet.admission;

import java.util.Locale;

/// Why something is not admitted, in order of precedence: what can be said of the bytes first, then
/// the checks of an item in their order.
public enum Reason {

  /// The upload has more bytes than may be sent at once.
  TOO_LARGE(true),

  /// The upload has more items than may be sent at once.
  TOO_MANY_ITEMS(true),

  /// The archive is damaged, encrypted, not whole, or its entries cannot be named.
  BAD_ARCHIVE(true),

  /// The archive inflates to more than it may.
  ZIP_BOMB(true),

  /// A line is not what its format asks for.
  MALFORMED(true),

  /// The datanet takes another type of items.
  WRONG_TYPE(true),

  /// Bytes that are not UTF-8, half of a character, or a control character.
  WRONG_ENCODING(false),

  /// Nothing is there to be read.
  EMPTY(false),

  /// One item is larger than it may be.
  ITEM_TOO_LARGE(false),

  /// The contributor has used up what the datanet takes from one in a day.
  OVER_QUOTA(true),

  /// No licence is named.
  LICENCE_MISSING(true),

  /// The datanet does not accept this licence.
  LICENCE_NOT_ACCEPTED(true),

  /// The contributor has not consented.
  CONSENT_MISSING(true),

  /// Personal data that the datanet does not tolerate.
  PERSONAL_DATA(false),

  /// A rule of the datanet is broken, or one of all datanets.
  RULE_BROKEN(false);

  private final boolean ofAll;

  Reason(boolean ofAll) {
    this.ofAll = ofAll;
  }

  /// What stands on a wire and in the book; it never changes.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether an item that is refused for this makes the whole offering refused. The others are of
  /// one item, and the rest of the offering is judged on its own.
  public boolean ofAll() {
    return ofAll;
  }
}
