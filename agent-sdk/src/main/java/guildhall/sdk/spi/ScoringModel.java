package guildhall.sdk.spi;

import guildhall.sdk.Model;
import guildhall.sdk.Prompt;
import java.util.OptionalLong;

/// A [Model] that can also say how likely an answer is. Where the operator has turned it on, the
/// runtime asks it, after an answer was paid for, how likely that answer was with some of the
/// passages that were read for it: what made the answer likelier earns.
///
/// No call waits for this, and no call can do it.
public interface ScoringModel extends Model {

  /// {@return the logarithm of the probability that a prompt is followed by exactly this answer,
  /// summed over its tokens, in millionths of a nat; empty if it cannot say} Less than 0 and at
  /// least -400,000,000,000: anything else is not used. What rounds to 0 is -1, for 0 is also what
  /// becomes of a number that is none.
  ///
  /// Called on virtual threads of the runtime, for one answer one after the other, for several at a
  /// time. It may wait; it is interrupted when it is too late. What it said is kept, and asked for
  /// only once, so it need not say the same twice; but royalties follow what it says, so it should.
  /// What it throws is logged, and the answer is weighed without it. Nobody is paid or charged for
  /// it here: what it costs whoever runs the model has turned on.
  ///
  /// @param prompt what was there to go on from; its bounds of tokens and temperature mean nothing
  ///   here, the probability is that of temperature 1
  /// @param answer as it was delivered; not empty
  /// @throws InterruptedException if the thread is interrupted
  OptionalLong logProbability(Prompt prompt, String answer) throws InterruptedException;
}
