package guildhall.settlement;

import guildhall.book.ContentId;
import java.util.Optional;

/// Whether the model that wrote an answer has said how likely it is with what was read; kept with
/// the distribution, for it decides by what that is weighed.
///
/// @param how what came of it
/// @param values where what it said is kept, a [ScoredReads]; there exactly if it is used
public record Scored(How how, Optional<ContentId> values) {

  /// What came of it. Where it is not [#USED], what was read is weighed by the words of the answer.
  public enum How {
    /// Scoring is off, nothing was read, no model had a part, or there is no text; also in what was
    /// written before models could score.
    NOT_ASKED(0),
    /// What was read is weighed by what it said.
    USED(1),
    /// Several models had a part, and nobody knows which wrote the answer.
    SEVERAL_MODELS(2),
    /// The runtime has no such model any more, or it cannot score.
    NO_SCORER(3),
    /// It threw, or could not say.
    FAILED(4),
    /// It had not ended when its time was over, or an earlier scoring by it has not.
    LATE(5),
    /// It said a number that is no log-probability.
    OUT_OF_RANGE(6),
    /// More coalitions, or more text, than may be scored.
    TOO_MUCH(7);

    private final int code;

    How(int code) {
      this.code = code;
    }

    /// Never changes.
    int code() {
      return code;
    }

    /// By its code.
    ///
    /// @throws IllegalArgumentException if there is none
    static How of(long code) {
      for (How each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      throw new IllegalArgumentException("no such way of scoring: " + code);
    }
  }

  /// Nobody was asked.
  public static final Scored NOT_ASKED = without(How.NOT_ASKED);

  /// Refuses values that are not used, and a use without them.
  ///
  /// @throws IllegalArgumentException if that is so
  public Scored {
    if ((how == How.USED) != values.isPresent()) {
      throw new IllegalArgumentException(how + " with values " + values);
    }
  }

  /// Weighed by these values.
  static Scored by(ContentId values) {
    return new Scored(How.USED, Optional.of(values));
  }

  /// Weighed by the words of the answer.
  static Scored without(How how) {
    return new Scored(how, Optional.empty());
  }
}
