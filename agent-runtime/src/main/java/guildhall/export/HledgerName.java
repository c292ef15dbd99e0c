package guildhall.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Names that hledger takes as they are: letters, marks and digits of any script, `@ - _ . / +`,
/// and a space that stands alone between two others. Everything else becomes `%` and two
/// hexadecimal digits per byte of UTF-8, as in addresses of the web. So a name has no colon
/// (hledger would make it a tree), no `;` (a comment), no two spaces (the end of a name), and can
/// be told back.
///
/// Source: hledger 1.25, "Journal format", account names and comments.
public final class HledgerName {

  private static final String KEPT = "@-_./+";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private HledgerName() {}

  /// A name as hledger may have it.
  public static String of(String name) {
    StringBuilder out = new StringBuilder(name.length() + 8);
    int before = ' ';
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean alone = c == ' ' && before != ' ' && next < name.length() && name.charAt(next) != ' ';
      if (alone || isKept(c)) {
        out.appendCodePoint(c);
      } else {
        for (byte octet : name.substring(i, next).getBytes(StandardCharsets.UTF_8)) {
          out.append('%').append(HEX.toHexDigits(octet));
        }
      }
      before = c;
      i = next;
    }
    return out.toString();
  }

  private static boolean isKept(int c) {
    return Character.isLetterOrDigit(c)
        || KEPT.indexOf(c) >= 0
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  /// The name that [#of] made this from.
  ///
  /// @throws IllegalArgumentException if it made it from none
  public static String original(String mapped) {
    byte[] text = mapped.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(text.length);
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '%') {
        if (i + 2 >= text.length) {
          throw new IllegalArgumentException("not a mapped name: " + mapped);
        }
        bytes.put((byte) HexFormat.fromHexDigits(mapped(text, i + 1)));
        i += 2;
      } else {
        bytes.put(text[i]);
      }
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  private static String mapped(byte[] text, int at) {
    return new String(text, at, 2, StandardCharsets.US_ASCII);
  }
}
