package guildhall.book;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The types of facts a book may hold, each with a code that never changes and is never given
/// twice. Filled while the runtime is wired, then only read.
public final class FactTypes {

  private record Registered<F extends Fact>(int code, Class<F> type, FactCodec<F> codec) {
    byte[] encode(Fact fact) {
      ByteBuffer body = ByteBuffer.allocate(2 * RawEntry.MAX_BODY_BYTES);
      codec.encode(type.cast(fact), body);
      return Arrays.copyOf(body.array(), body.position());
    }
  }

  private final Map<Integer, Registered<?>> byCode = new HashMap<>();
  private final Map<Class<?>, Registered<?>> byType = new HashMap<>();

  /// Adds a type that is written as CBOR.
  ///
  /// @throws IllegalArgumentException if the code or the type is taken
  public <F extends Fact> FactTypes add(int code, Class<F> type) {
    return add(code, type, new CborCodec<>(type));
  }

  /// CBOR of a record, which is version 1 of every type that was added without a codec: so that a
  /// codec of a later version can read it.
  public static <F extends Fact> FactCodec<F> cbor(Class<F> type) {
    return new CborCodec<>(type);
  }

  /// Adds a type with its own codec.
  ///
  /// @throws IllegalArgumentException if the code or the type is taken
  public <F extends Fact> FactTypes add(int code, Class<F> type, FactCodec<F> codec) {
    var registered = new Registered<>(code, type, codec);
    if (byCode.putIfAbsent(code, registered) != null || byType.put(type, registered) != null) {
      throw new IllegalArgumentException("code or type is taken: " + code + " " + type.getName());
    }
    return this;
  }

  RawEntry encode(Entry entry) {
    Registered<?> type = byType.get(entry.fact().getClass());
    if (type == null) {
      throw new IllegalArgumentException("no code for " + entry.fact().getClass().getName());
    }
    return new RawEntry(
        entry.position(),
        entry.timeMicros(),
        type.code(),
        type.codec().version(),
        type.encode(entry.fact()));
  }

  Entry decode(RawEntry raw) {
    @Nullable Registered<?> type = byCode.get(raw.type());
    if (type == null) {
      throw new IllegalArgumentException(
          "entry " + raw.position() + " is of type " + raw.type() + ", which this code lacks");
    }
    return new Entry(
        raw.position(),
        raw.timeMicros(),
        type.codec().decode(raw.version(), ByteBuffer.wrap(raw.body())));
  }
}
