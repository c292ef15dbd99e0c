package guildhall.samples.risk;

import guildhall.sdk.Capability;

/// What risk agents sell.
public final class Risk {

  /// Turns figures about a country into the distributions a simulation draws from.
  ///
  /// Quality is coverage: how many of the parameters come from a cited figure.
  public static final Capability<CalibrationRequest, Calibration> CALIBRATE =
      Capability.of("risk.calibrate", CalibrationRequest.class, Calibration.class).repeatable();

  /// Simulates the cash flows of a case. The same request gives the same result, to the bit.
  ///
  /// Quality is the number of futures drawn against the number asked for.
  public static final Capability<SimulationRequest, Simulation> SIMULATE =
      Capability.of("risk.simulate", SimulationRequest.class, Simulation.class).repeatable();

  private Risk() {}
}
