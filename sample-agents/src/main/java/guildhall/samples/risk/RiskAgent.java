package guildhall.samples.risk;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Call;
import guildhall.sdk.Terms;
import java.time.Duration;

/// Calibrates and simulates.
public final class RiskAgent {

  private static final Terms CALIBRATION =
      Terms.fee(Amount.credits("0.4")).withTime(Duration.ofSeconds(2)).withQuality(900);

  /// The agent `risk`.
  public static final Agent AGENT =
      Agent.named("risk")
          .sells(Risk.CALIBRATE, CALIBRATION, RiskAgent::calibrate)
          .sells(Risk.SIMULATE, RiskAgent::quote, RiskAgent::simulate);

  private static final Amount SIMULATION_BASE = Amount.credits("1.9");
  private static final long MICROS_PER_PATH = 1;

  private RiskAgent() {}

  static Terms quote(SimulationRequest request) {
    long pathMicros = MICROS_PER_PATH * request.marketCase().pathCount();
    return Terms.fee(SIMULATION_BASE.plus(Amount.micros(pathMicros)))
        .withTime(Duration.ofSeconds(15))
        .withQuality(950);
  }

  static Calibration calibrate(CalibrationRequest request, Call call) {
    call.progress(500, "from " + request.findings().size() + " findings");
    return new Calibrator(request).calibrate();
  }

  static Simulation simulate(SimulationRequest request, Call call) throws InterruptedException {
    return new MonteCarlo(request).run(call);
  }
}
