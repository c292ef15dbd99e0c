package guildhall.architecture.violations.settlement;

/// Money as fractions in a list of results.
public final class PaysInBoxedFractions {

  /// A tenth.
  public Double tenth(long micros) {
    return micros / 10.0;
  }
}
