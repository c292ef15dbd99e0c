package guildhall.child;

import guildhall.child.Wire.TooLargeException;

/// Says things to the runtime. Waits while too much is on its way.
final class Outbox {

  private final Wire<FromChild, FromRuntime> wire;

  Outbox(Wire<FromChild, FromRuntime> wire) {
    this.wire = wire;
  }

  /// Something small.
  void say(FromChild message) {
    try {
      trySay(message);
    } catch (TooLargeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  void trySay(FromChild message) throws TooLargeException {
    put(wire.frame(message));
  }

  byte[] frame(FromChild message) throws TooLargeException {
    return wire.frame(message);
  }

  /// Once the socket is closed this is without effect: the process ends then.
  void put(byte[] frame) {
    boolean _ = wire.put(frame);
  }
}
