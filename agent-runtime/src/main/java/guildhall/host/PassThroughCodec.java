package guildhall.host;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;

/// Within one node records pass untouched: they are immutable, so nothing is copied or encoded.
final class PassThroughCodec<T> implements MessageCodec<T, T> {

  private final Class<T> type;

  private PassThroughCodec(Class<T> type) {
    this.type = type;
  }

  private static <T> void register(EventBus bus, Class<T> type) {
    bus.registerDefaultCodec(type, new PassThroughCodec<>(type));
  }

  /// Registers every message of this package, the implementations of sealed ones one by one: the
  /// bus looks codecs up by the exact class.
  static void registerAll(EventBus bus) {
    for (Class<?> type :
        List.of(
            Arrivals.class,
            Departure.class,
            Found.class,
            CallForProposals.class,
            Proposal.Offered.class,
            Proposal.Declined.class,
            RunCall.class,
            CallEnd.Delivered.class,
            CallEnd.Refused.class,
            CallEnd.Failed.class,
            CallEnd.Cancelled.class,
            CallEnd.Withdrawn.class,
            ProgressTold.class)) {
      register(bus, type);
    }
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    throw new UnsupportedOperationException(name() + " does not leave the node");
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException(name() + " does not come from another node");
  }

  @Override
  public T transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return type.getName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
