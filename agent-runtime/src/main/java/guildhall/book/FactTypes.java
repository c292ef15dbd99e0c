package guildhall.book;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The types of facts a book may hold, each with a code that never changes and is never given
/// twice. Filled while the runtime is wired, then only read.
public final class FactTypes {

  private record Registered<F extends Fact>(int code, Class<F> type, FactCodec<F> codec) {
    void encode(Fact fact, ByteBuffer out) {
      codec.encode(type.cast(fact), out);
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

  /// Adds an entry to a batch; if it cannot be written, the batch has not changed.
  ///
  /// @throws IllegalArgumentException if its fact has no code or is too large
  void encode(Entry entry, EncodedBatch into) {
    Registered<?> type = byType.get(entry.fact().getClass());
    if (type == null) {
      throw new IllegalArgumentException("no code for " + entry.fact().getClass().getName());
    }
    into.add(
        entry.position(),
        entry.timeMicros(),
        type.code(),
        type.codec().version(),
        out -> type.encode(entry.fact(), out));
  }

  /// @throws UnknownFactException if a later version has written it
  /// @throws BadFactException if its bytes are no fact of its type and version
  Entry decode(RawEntry raw) {
    @Nullable Registered<?> type = byCode.get(raw.type());
    if (type == null) {
      throw UnknownFactException.type(raw);
    }
    FactCodec<?> codec = type.codec();
    if (raw.version() > codec.version()) {
      throw UnknownFactException.version(raw, codec.version());
    }
    try {
      Fact fact = codec.decode(raw.version(), ByteBuffer.wrap(raw.body()));
      return new Entry(raw.position(), raw.timeMicros(), fact);
    } catch (IllegalArgumentException e) {
      throw new BadFactException(raw, e);
    }
  }
}
