package guildhall.settlement;

import java.time.Duration;

/// How much a model may be asked about one answer after it was paid for.
///
/// Whoever turns this on bears what the model costs: neither the payer of a call nor those who earn
/// by it are charged for it.
///
/// @param most prompts that may be scored for one answer, 0 to 384; an answer that needs more is
///   weighed without its model. `n` contributions that were read need `2^n` up to 8 of them, 64 up
///   to 20, 384 up to 64. 0 asks no model
/// @param within how long all of an answer may take, waiting for a place included
public record ScoringTerms(int most, Duration within) {

  /// Most that any answer needs.
  public static final int MOST = 384;

  /// No model is asked.
  public static final ScoringTerms OFF = new ScoringTerms(0, Duration.ZERO);

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if they are outside
  public ScoringTerms {
    if (most < 0 || most > MOST || within.isNegative()) {
      throw new IllegalArgumentException("scorings 0..384 within a time: " + most + ", " + within);
    }
  }
}
