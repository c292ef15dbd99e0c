package guildhall.architecture.violations.settlement;

import java.util.concurrent.ThreadLocalRandom;

/// A split that nobody can recompute, in a class of the pure part.
public final class ApportionmentByChance {

  /// Who gets the last micro-credit.
  public int lucky(int payees) {
    return ThreadLocalRandom.current().nextInt(payees);
  }
}
