package guildhall.ledger;

import guildhall.book.FactCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Version 2: the fields in their order as fixed bytes, nothing else. Reads version 1, which was
/// CBOR, for the types that had it.
final class LedgerCodec<F extends LedgerFact> implements FactCodec<F> {
  private static final int VERSION = 2;

  private final BiConsumer<F, ByteBuffer> writer;
  private final Function<ByteBuffer, F> reader;
  private final Function<ByteBuffer, F> version1;

  LedgerCodec(
      BiConsumer<F, ByteBuffer> writer,
      Function<ByteBuffer, F> reader,
      Function<ByteBuffer, F> version1) {
    this.writer = writer;
    this.reader = reader;
    this.version1 = version1;
  }

  /// For a type that version 1 did not have.
  LedgerCodec(BiConsumer<F, ByteBuffer> writer, Function<ByteBuffer, F> reader) {
    this(
        writer,
        reader,
        _ -> {
          throw new IllegalArgumentException("this fact has no version 1");
        });
  }

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public void encode(F fact, ByteBuffer out) {
    writer.accept(fact, out);
  }

  @Override
  public F decode(int version, ByteBuffer body) {
    return switch (version) {
      case 1 -> version1.apply(body);
      case VERSION -> read(body);
      default -> throw new IllegalArgumentException("ledger facts have no version " + version);
    };
  }

  private F read(ByteBuffer body) {
    try {
      F fact = reader.apply(body);
      if (body.hasRemaining()) {
        throw new IllegalArgumentException(body.remaining() + " bytes too many");
      }
      return fact;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("bytes are missing", e);
    }
  }
}
