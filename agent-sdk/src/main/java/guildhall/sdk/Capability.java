package guildhall.sdk;

import guildhall.sdk.schema.RecordSchema;

/// One thing an agent can do: a constant shared by provider, caller, gateway and tests. (A2A calls
/// it a *skill*.)
///
/// The JSON Schemas of input and output come from the record components, see [RecordSchema].
///
/// @param <I> what a caller hands in
/// @param <O> what an agent hands back
/// @param name dotted lower case, unique in a market, for example `research.answer`
/// @param input the input record
/// @param output the output record
/// @param idempotent whether running it twice under one call id has the effect of running it once.
///   Only then may the runtime run it again when a crash left its outcome unknown
/// @param charging what is paid for, and so whether anything is released before the result is
public record Capability<I extends Record, O extends Record>(
    String name, Class<I> input, Class<O> output, boolean idempotent, Charging charging) {

  /// What the fee of a capability is for.
  public enum Charging {
    /// For the result, all or nothing. Nothing is released before it is paid.
    FIXED,
    /// For the text that is released while the call is at work, by its length, see [Call#emit].
    METERED
  }

  /// Checks what it is made of.
  ///
  /// @throws IllegalArgumentException if the name is not dotted lower case, or a record has a
  ///   component no schema can be derived for
  public Capability {
    if (!name.matches("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*")) {
      throw new IllegalArgumentException("a capability's name is dotted lower case: " + name);
    }
    RecordSchema.of(input);
    RecordSchema.of(output);
  }

  /// {@return a capability that may have an effect each time it runs; see [#repeatable]}
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param name dotted lower case, unique in a market
  /// @param input the input record
  /// @param output the output record
  public static <I extends Record, O extends Record> Capability<I, O> of(
      String name, Class<I> input, Class<O> output) {
    return new Capability<>(name, input, output, false, Charging.FIXED);
  }

  /// {@return the same capability, declared idempotent}
  public Capability<I, O> repeatable() {
    return new Capability<>(name, input, output, true, charging);
  }

  /// {@return the same capability, charged by the length of the text it releases while it is at
  /// work} Every agent sells it under [Terms#metered] then.
  public Capability<I, O> metered() {
    return new Capability<>(name, input, output, idempotent, Charging.METERED);
  }
}
