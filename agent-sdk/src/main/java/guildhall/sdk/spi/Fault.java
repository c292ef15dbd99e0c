package guildhall.sdk.spi;

/// What can befall a call in a test.
public enum Fault {
  /// The award reaches the agent's host twice.
  DUPLICATE,

  /// The runtime stops before the handler runs, and starts again.
  CRASH_BEFORE_EFFECT,

  /// The handler's answer is held back until the world's clock has moved on.
  SLOW,

  /// The handler has returned, but the runtime stops before anything is settled, and starts again.
  CRASH_AFTER_EFFECT
}
