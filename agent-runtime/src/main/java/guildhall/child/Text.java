package guildhall.child;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What was thrown, as text of a bounded length.
final class Text {

  private static final int MOST_CHARS = 500;
  private static final int MOST_FRAMES = 12;

  private Text() {}

  static String of(Throwable thrown) {
    String text;
    try {
      text = String.valueOf(thrown);
    } catch (Throwable _) { // its toString is an agent's code
      text = thrown.getClass().getName();
    }
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
  }

  static String withTrace(Throwable thrown) {
    String frames =
        Arrays.stream(thrown.getStackTrace())
            .limit(MOST_FRAMES)
            .map(each -> " at " + each)
            .collect(Collectors.joining());
    return of(thrown) + frames;
  }
}
