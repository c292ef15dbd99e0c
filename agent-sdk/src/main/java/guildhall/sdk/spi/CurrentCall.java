package guildhall.sdk.spi;

import guildhall.sdk.Call;

/// Where a runtime says which call a thread handles; authors read it by [Call#current].
public final class CurrentCall {

  /// Bound while a handler runs, on its thread.
  public static final ScopedValue<Call> SCOPE = ScopedValue.newInstance();

  private CurrentCall() {}
}
