package guildhall.datanet.span;

import java.security.SecureRandom;
import java.util.Arrays;

/// Numbers by token, by open addressing: first counts, later ranks. A value of 0 is none.
///
/// Who writes documents chooses tokens; they are spread by a multiplier nobody else knows, so that
/// none can be chosen to meet in one place. Nothing that comes out depends on it.
final class IntTable {

  private static final int MULTIPLIER = new SecureRandom().nextInt() | 1;

  private int[] keys = new int[1 << 10];
  private int[] values = new int[1 << 10];
  private int used;

  /// Adds to a token's number.
  ///
  /// @param value 1 or more
  void add(int key, int value) {
    int at = place(key);
    if (values[at] == 0) {
      keys[at] = key;
      used++;
    }
    values[at] += value;
    if (used * 2 > keys.length) {
      grow();
    }
  }

  int get(int key) {
    return values[place(key)];
  }

  /// Tokens with a number, rising.
  int[] keys() {
    int[] sorted = new int[used];
    int next = 0;
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != 0) {
        sorted[next++] = keys[i];
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /// Gives each token its place among [#keys], from 1 on, in place of its number.
  void rank(int[] sorted) {
    for (int i = 0; i < sorted.length; i++) {
      values[place(sorted[i])] = i + 1;
    }
  }

  private int place(int key) {
    int mask = keys.length - 1;
    int spread = key * MULTIPLIER;
    int at = spread >>> Integer.numberOfLeadingZeros(mask);
    while (values[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    int[] oldKeys = keys;
    int[] oldValues = values;
    keys = new int[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        int at = place(oldKeys[i]);
        keys[at] = oldKeys[i];
        values[at] = oldValues[i];
      }
    }
  }
}
