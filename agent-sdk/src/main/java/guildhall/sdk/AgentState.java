package guildhall.sdk;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// What an agent keeps between its calls, as one call sees it. It belongs to the agent, by its
/// name, and lies in the book: it survives restarts and is where the agent is.
///
/// **Writes take effect with the delivery.** What a call has written is in the book together with
/// its payment, or not at all: a call that refuses, fails, is late or is cancelled has written
/// nothing. The call itself sees its writes at once. If a crash cuts a call off and it is run
/// again, nothing of its first run was written.
///
/// **One call at a time.** A call that has asked for the state has it alone until it ends, so what
/// it has read is still so when its writes take effect.
///
/// A value has at most 64 KiB of JSON, an agent at most 256 of them with 1 MiB together. Safe for
/// use from threads the handler starts, useless after it has returned.
public interface AgentState {

  /// {@return the value of a key, or empty if there is none} May read from the disk.
  ///
  /// @param <T> what is kept
  /// @param key which
  /// @throws IllegalStateException if what was kept does not fit the key's record: it was written
  ///   under another one
  <T extends Record> Optional<T> get(StateKey<T> key);

  /// Gives a key a value in place of the one it has.
  ///
  /// @param <T> what is kept
  /// @param key which
  /// @param value what it is from now on
  /// @throws IllegalArgumentException if the value is not as its schema says, or is too large, or
  ///   is too much together with the others; nothing has changed then
  <T extends Record> void put(StateKey<T> key, T value);

  /// Takes the value of a key away, if it has one.
  ///
  /// @param key which
  void remove(StateKey<?> key);

  /// Replaces the value of a key by what is made of it.
  ///
  /// @param <T> what is kept
  /// @param key which
  /// @param first what `change` is given if there is no value
  /// @param change runs once
  /// @return the new value
  /// @throws IllegalArgumentException as [#put] does
  /// @throws IllegalStateException as [#get] does
  default <T extends Record> T update(StateKey<T> key, T first, UnaryOperator<T> change) {
    T changed = change.apply(get(key).orElse(first));
    put(key, changed);
    return changed;
  }
}
