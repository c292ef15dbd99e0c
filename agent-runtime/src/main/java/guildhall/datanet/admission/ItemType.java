package guildhall.datanet.admission;

import java.util.Locale;

/// What an item is, and what all items of a datanet are.
public enum ItemType {

  /// Something people wrote, to be searched.
  TEXT,

  /// Named values.
  ROW,

  /// Named values and a label that a model is to learn.
  EXAMPLE;

  /// The word for it in a sentence and on a wire.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
