package guildhall.child;

import guildhall.json.RecordJson;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Capability.Charging;
import guildhall.sdk.FanOut;
import guildhall.sdk.schema.RecordSchema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A purchase a handler wants to make, with its input as JSON.
///
/// @param what the capability
/// @param json the input
/// @param atMost ceiling for fee plus expenses
/// @param qualityFloor in permille
/// @param within how long it will wait
/// @param ownAccount whether the agent's owner is to pay; the runtime lets no owner of an agent of
///   an untrusted jar, for a jar says itself who its owner is
public record Wanted(
    Described what,
    String json,
    Amount atMost,
    int qualityFloor,
    Duration within,
    boolean ownAccount) {

  static Wanted of(FanOut.Branch<?, ?> branch) {
    Ask ask = branch.ask();
    return new Wanted(
        Described.of(branch.what()),
        json(branch.input()),
        ask.atMost(),
        ask.qualityFloor(),
        ask.within(),
        ask.ownAccount());
  }

  static String json(Object value) {
    return new String(RecordJson.bytes(value), StandardCharsets.UTF_8);
  }

  /// A capability in words.
  ///
  /// @param name its name
  /// @param input what a caller hands in
  /// @param output what an agent hands back
  /// @param idempotent whether it may be run twice
  /// @param charging what its fee is for
  public record Described(
      String name, Form input, Form output, boolean idempotent, Charging charging) {

    static Described of(Capability<?, ?> what) {
      return new Described(
          what.name(),
          Form.of(what.input()),
          Form.of(what.output()),
          what.idempotent(),
          what.charging());
    }
  }

  /// A record class in words.
  ///
  /// @param name of the class
  /// @param schema its JSON Schema, as JSON
  public record Form(String name, String schema) {

    private static final ClassValue<Form> CACHE =
        new ClassValue<>() {
          @Override
          protected Form computeValue(Class<?> type) {
            return new Form(type.getName(), schemaOf(type));
          }
        };

    /// The form of a record class.
    public static Form of(Class<?> type) {
      return CACHE.get(type);
    }

    private static String schemaOf(Class<?> type) {
      return json(RecordSchema.of(type).toJsonSchema());
    }
  }
}
