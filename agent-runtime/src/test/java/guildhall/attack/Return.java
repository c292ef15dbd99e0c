package guildhall.attack;

/// What an attack brought, and what it must not pass.
///
/// @param attack its name
/// @param what was measured, of 1
/// @param value of it
/// @param atMost whether it must be at most the bound, and not at least
/// @param bound that is promised
record Return(String attack, String what, double value, boolean atMost, double bound) {

  /// An attacker's income by the honest one.
  static Return atMost(String attack, String what, double value, double bound) {
    return new Return(attack, what, value, true, bound);
  }

  /// What others keep of theirs.
  static Return atLeast(String attack, String what, double value, double bound) {
    return new Return(attack, what, value, false, bound);
  }

  boolean holds() {
    return atMost ? value <= bound : value >= bound;
  }

  @Override
  public String toString() {
    return "%s, %s: %.3f (%s %.2f)%s"
        .formatted(
            attack, what, value, atMost ? "at most" : "at least", bound, holds() ? "" : " NOT MET");
  }
}
