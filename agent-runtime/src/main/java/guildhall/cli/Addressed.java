package guildhall.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An address with what follows its question mark.
final class Addressed {

  private final String path;
  private final Map<String, String> query = new LinkedHashMap<>();

  private Addressed(String path) {
    this.path = path;
  }

  /// @param parts fixed ones and names in turn, the names to be encoded
  static Addressed of(String... parts) throws Failure {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      path.append(i % 2 == 0 ? parts[i] : HttpNode.segment(parts[i]));
    }
    return new Addressed(path.toString());
  }

  /// Adds a parameter unless it is not given.
  Addressed with(String name, @Nullable Object value) {
    if (value != null) {
      query.put(name, value.toString());
    }
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(path);
    query.forEach((name, value) ->
        text.append(text.indexOf("?") < 0 ? '?' : '&')
            .append(name)
            .append('=')
            .append(HttpNode.encoded(value)));
    return text.toString();
  }
}
