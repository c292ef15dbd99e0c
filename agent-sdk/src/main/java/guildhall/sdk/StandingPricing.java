package guildhall.sdk;

import java.util.Optional;

/// One price for every input, from an idle agent's to a full one's.
record StandingPricing<I extends Record>(Terms idle, Amount full) implements Pricing<I> {

  StandingPricing {
    var _ = idle.withFee(full); // is it too much to count?
  }

  @Override
  public Terms quote(I input) {
    return idle;
  }

  @Override
  public Terms quote(I input, int loadPermille) {
    return at(loadPermille);
  }

  @Override
  public Optional<Terms> standing(int loadPermille) {
    return Optional.of(at(loadPermille));
  }

  private Terms at(int loadPermille) {
    if (full.equals(idle.fee()) || loadPermille <= 0) {
      return idle;
    }
    long from = idle.fee().micros();
    long way = full.micros() - from; // both at least 0, so it fits
    int load = Math.min(loadPermille, FULL);
    long whole = way / FULL * load + way % FULL * load / FULL;
    return idle.withFee(Amount.micros(from + whole));
  }
}
