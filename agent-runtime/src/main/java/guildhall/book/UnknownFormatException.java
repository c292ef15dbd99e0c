package guildhall.book;

import java.io.IOException;

/// A whole file of a form that this code does not read: a later version has written it.
public final class UnknownFormatException extends IOException {

  /// @param where the file
  /// @param format its number
  /// @param known the one that is read
  UnknownFormatException(String where, int format, int known) {
    super(where + " has format " + format + ", this code reads " + known);
  }
}
