package guildhall.datanet.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts text into tokens and names each by a number.
///
/// A token is a longest run of letters, digits and marks; everything else parts tokens and is none.
/// Before that, characters are folded, see [Characters]: text that differs in letter case, in wide
/// or composed forms, or in invisible characters has the same tokens. Characters of scripts that
/// are written without spaces are a token each, marks without a letter are nothing. Of a run of
/// more than 64 code points each 64 are a token.
///
/// The number of a token is a hash of its folded UTF-16 code units: FNV-1a over 32 bits, taking a
/// code unit a step, and then the last mixing of MurmurHash3. It depends on nothing else, so there
/// is no vocabulary that would have to be frozen, and any two holders of a text agree on its
/// tokens. Two words in some thousands of millions share a number and count as the same.
///
/// The cost is linear in the text, whatever it says: no more than 32 characters are ever folded at
/// once. Safe for any thread.
public final class Tokenizer {

  /// Of these rules. Grows when any text gets other tokens.
  public static final int VERSION = 1;

  private static final int RUN_MAX = 64;
  private static final int UNIT_MAX = 32;
  private static final int FNV_BASIS = 0x811C9DC5;
  private static final int FNV_PRIME = 0x01000193;

  private final CharSequence text;
  private int[] ids = new int[64];
  private int @Nullable [] starts;
  private int @Nullable [] ends;
  private int count;

  private int hash = FNV_BASIS;
  private int length; // of the run so far, in code points; 0 if there is none
  private int start; // of the run, in the text
  private int end;

  private Tokenizer(CharSequence text, boolean located) {
    this.text = text;
    if (located) {
      starts = new int[64];
      ends = new int[64];
    }
  }

  /// The tokens of a text in its order, shape `[n]`.
  ///
  /// @param text any, also with halves of pairs; may be empty
  public static int[] tokens(CharSequence text) {
    Tokenizer tokenizer = new Tokenizer(text, false);
    tokenizer.run();
    return Arrays.copyOf(tokenizer.ids, tokenizer.count);
  }

  /// Like [#tokens], with the place of each.
  public static Tokens located(CharSequence text) {
    Tokenizer tokenizer = new Tokenizer(text, true);
    tokenizer.run();
    int count = tokenizer.count;
    return new Tokens(
        Arrays.copyOf(tokenizer.ids, count),
        Arrays.copyOf(tokenizer.starts(), count),
        Arrays.copyOf(tokenizer.ends(), count));
  }

  private int[] starts() {
    return starts == null ? new int[0] : starts;
  }

  private int[] ends() {
    return ends == null ? new int[0] : ends;
  }

  private void run() {
    int size = text.length();
    for (int at = 0; at < size; ) {
      char c = text.charAt(at);
      byte kind = Characters.kind(c);
      boolean alone = at + 1 == size || !Characters.extendsPrevious(text.charAt(at + 1));
      if (kind == Characters.BOUNDARY && alone) {
        finish();
        at++;
      } else if (kind == Characters.RUN && alone) {
        take(Characters.folded(c), at, at + 1);
        at++;
      } else if (kind == Characters.SINGLE && alone) {
        finish();
        take(Characters.folded(c), at, at + 1);
        finish();
        at++;
      } else if (kind == Characters.IGNORED) {
        at++;
      } else {
        at = takeUnit(at);
      }
    }
    finish();
  }

  /// Takes a character with its marks.
  ///
  /// @return where the next one begins
  private int takeUnit(int from) {
    StringBuilder unit = new StringBuilder();
    int at = from;
    do {
      int codePoint = Character.codePointAt(text, at);
      if (Characters.kindAlone(codePoint) != Characters.IGNORED) {
        unit.appendCodePoint(codePoint);
      }
      at += Character.charCount(codePoint);
    } while (at < text.length() && at - from < UNIT_MAX && isExtension(at));
    takeFolded(Characters.fold(unit.toString()), from, at);
    return at;
  }

  private boolean isExtension(int at) {
    byte kind = Characters.kindAlone(Character.codePointAt(text, at));
    return kind == Characters.MARK || kind == Characters.IGNORED;
  }

  private void takeFolded(String unit, int from, int to) {
    boolean single = false;
    for (int i = 0; i < unit.length(); ) {
      int codePoint = unit.codePointAt(i);
      byte kind = Characters.kindAlone(codePoint);
      if (kind == Characters.BOUNDARY || kind == Characters.SINGLE) {
        finish();
      }
      single = kind == Characters.SINGLE || (single && kind == Characters.MARK);
      boolean stray = kind == Characters.MARK && length == 0;
      if (kind != Characters.BOUNDARY && kind != Characters.IGNORED && !stray) {
        take(codePoint, from, to);
      }
      i += Character.charCount(codePoint);
    }
    if (single) {
      finish();
    }
  }

  private void take(int codePoint, int from, int to) {
    if (length == RUN_MAX) {
      finish();
    }
    if (length++ == 0) {
      start = from;
    }
    end = to;
    if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      hash = (hash ^ codePoint) * FNV_PRIME;
    } else {
      hash = (hash ^ Character.highSurrogate(codePoint)) * FNV_PRIME;
      hash = (hash ^ Character.lowSurrogate(codePoint)) * FNV_PRIME;
    }
  }

  private void finish() {
    if (length == 0) {
      return;
    }
    if (count == ids.length) {
      grow();
    }
    ids[count] = mixed(hash);
    if (starts != null && ends != null) {
      starts[count] = start;
      ends[count] = end;
    }
    count++;
    hash = FNV_BASIS;
    length = 0;
  }

  private void grow() {
    int larger = count * 2;
    ids = Arrays.copyOf(ids, larger);
    starts = starts == null ? null : Arrays.copyOf(starts, larger);
    ends = ends == null ? null : Arrays.copyOf(ends, larger);
  }

  private static int mixed(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return h ^ (h >>> 16);
  }
}
