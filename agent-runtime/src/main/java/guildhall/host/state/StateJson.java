package guildhall.host.state;

import guildhall.book.ContentStore;
import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.sdk.StateKey;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Values of agents' states as JSON.
public final class StateJson {

  private StateJson() {}

  /// The JSON of a value that is kept. Waits for the disk.
  ///
  /// @throws UncheckedIOException if it cannot be read, or is not there
  public static byte[] kept(ContentStore contents, String agent, AgentStates.Value value) {
    try {
      return contents
          .get(value.content())
          .orElseThrow(() -> new IOException("content " + value.content() + " is gone"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the state of " + agent, e);
    }
  }

  /// The value of a key.
  ///
  /// @throws IllegalStateException if it does not fit the key's record
  public static <T extends Record> T read(String agent, StateKey<T> key, byte[] json) {
    try {
      return RecordJson.bind(RecordJson.readTree(json), key.type());
    } catch (BadJsonException e) {
      throw new IllegalStateException(
          "what %s keeps under %s is no %s: %s"
              .formatted(agent, key.name(), key.type().getSimpleName(), e.sentence()));
    }
  }
}
