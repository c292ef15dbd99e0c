package guildhall.host.state;

import java.util.Optional;

/// What an agent keeps, by the JSON of its values: for handlers that run elsewhere, whose records
/// are not known here. Otherwise as [guildhall.sdk.AgentState] says.
public interface JsonState {

  /// The value of a key, or empty if there is none.
  Optional<byte[]> json(String key);

  /// Gives a key a value in place of the one it has.
  ///
  /// @param key the name of a valid [guildhall.sdk.StateKey]
  /// @param json valid JSON of a record
  /// @throws IllegalArgumentException if it is too large, alone or together with the others
  void putJson(String key, byte[] json);

  /// Takes the value of a key away, if it has one.
  void removeJson(String key);
}
