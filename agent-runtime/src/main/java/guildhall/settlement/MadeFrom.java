package guildhall.settlement;

import java.util.Set;
import java.util.function.Predicate;

/// What a call has used so far of what others have made: whether a part of its fee is due to the
/// pool of royalties.
///
/// @param contributions whether it has read any, or a head that was trained on some
/// @param models that it has asked
public record MadeFrom(boolean contributions, Set<String> models) {

  /// Nothing of anybody.
  public static final MadeFrom NOTHING = new MadeFrom(false, Set.of());

  /// Copies the set.
  public MadeFrom {
    models = Set.copyOf(models);
  }

  /// Whether somebody may be due something: a model is somebody's only if it is registered.
  boolean owes(Predicate<String> registered) {
    return contributions || models.stream().anyMatch(registered);
  }
}
