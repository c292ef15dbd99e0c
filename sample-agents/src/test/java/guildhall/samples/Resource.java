package guildhall.samples;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Files of the class path, for tests.
public final class Resource {

  private Resource() {}

  /// One as JSON.
  public static JsonNode json(String path) {
    try (InputStream in = Resource.class.getResourceAsStream(path)) {
      return RecordJson.readTree(Objects.requireNonNull(in, path).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
