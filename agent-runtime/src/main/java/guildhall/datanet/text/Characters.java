package guildhall.datanet.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Set;

/// What each character is to the tokenizer, and what it folds to.
///
/// Folding is compatibility composition (NFKC) of a character with the marks that follow it, and
/// then, per code point, the lower case of the upper case: that makes one of the three sigmas.
final class Characters {

  /// Ends a token and is part of none.
  static final byte BOUNDARY = 0;

  /// Part of a run of letters and digits.
  static final byte RUN = 1;

  /// A token of its own: of a script that is written without spaces.
  static final byte SINGLE = 2;

  /// Belongs to the character before it.
  static final byte MARK = 3;

  /// As if it were not there: joiners, soft hyphens, marks of direction.
  static final byte IGNORED = 4;

  /// To be folded as text, because it folds to several characters or is half of a pair.
  static final byte SLOW = 5;

  private static final Set<UnicodeScript> WITHOUT_SPACES =
      Set.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.YI,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  /// Of kana, and for Unicode of every script.
  private static final int LONG_VOWEL = 0x30FC;

  private static final int BASIC = 0x10000;
  private static final byte[] KINDS = new byte[BASIC];
  private static final char[] FOLDED = new char[BASIC];

  static {
    for (int c = 0; c < BASIC; c++) {
      KINDS[c] = kindOfFolded(c);
    }
  }

  private Characters() {}

  /// The kind of half a pair is [#SLOW].
  static byte kind(char c) {
    return KINDS[c];
  }

  /// What a character of kind [#RUN] or [#SINGLE] folds to.
  static char folded(char c) {
    return FOLDED[c];
  }

  /// Whether a character changes the one before it.
  static boolean extendsPrevious(char c) {
    return c >= 0x80 && (KINDS[c] == MARK || KINDS[c] == IGNORED);
  }

  private static byte kindOfFolded(int c) {
    if (Character.isSurrogate((char) c)) {
      return SLOW;
    }
    byte kind = kindAlone(c);
    if (kind != RUN && kind != SINGLE && kind != BOUNDARY) {
      return kind;
    }
    String folded = c < 0x80 ? lower(Character.toString(c)) : fold(Character.toString(c));
    if (folded.length() != 1 || kindAlone(folded.charAt(0)) != kind) {
      return SLOW;
    }
    FOLDED[c] = folded.charAt(0);
    return kind;
  }

  /// The kind of a code point, were it folded already; never [#SLOW].
  static byte kindAlone(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.FORMAT || isVariationSelector(codePoint)) {
      return IGNORED;
    }
    if (isMark(codePoint, type)) {
      return MARK;
    }
    if (!Character.isLetterOrDigit(codePoint)) {
      return BOUNDARY;
    }
    return codePoint == LONG_VOWEL || WITHOUT_SPACES.contains(UnicodeScript.of(codePoint))
        ? SINGLE
        : RUN;
  }

  private static boolean isVariationSelector(int codePoint) {
    return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
        || codePoint == 0x34F;
  }

  /// Marks, and what else composes with the character before it: the second and third parts of
  /// Korean syllables, the sound marks of narrow kana, and a vowel of Kirat Rai.
  private static boolean isMark(int codePoint, int type) {
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || (codePoint >= 0x1160 && codePoint <= 0x11FF)
        || (codePoint >= 0xD7B0 && codePoint <= 0xD7FB)
        || codePoint == 0x16D67
        || codePoint == 0xFF9E
        || codePoint == 0xFF9F;
  }

  /// Folds a character and its marks.
  static String fold(String unit) {
    String lower = lower(Normalizer.normalize(unit, Form.NFKC));
    return Normalizer.normalize(lower, Form.NFKC);
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(each -> lower.appendCodePoint(Character.toLowerCase(Character.toUpperCase(each))));
    return lower.toString();
  }
}
