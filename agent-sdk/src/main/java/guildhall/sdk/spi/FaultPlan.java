package guildhall.sdk.spi;

import java.time.Duration;

/// Decides what befalls which call. Asked on the threads of the calls; must be quick and any thread
/// may ask.
public interface FaultPlan {

  /// Whether a fault strikes a call. It is asked until it has said yes once for that fault and
  /// call, so that a call which is run again after a crash does not crash for ever.
  ///
  /// @param fault which one
  /// @param capability the name of what is bought
  /// @param call its id
  /// @param before how often this fault has struck calls of this capability already
  /// @return whether it does
  boolean strikes(Fault fault, String capability, String call, int before);

  /// {@return how far the clock must move before a slow call's answer arrives}
  Duration delay();
}
