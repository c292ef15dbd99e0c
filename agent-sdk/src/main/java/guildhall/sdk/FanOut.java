package guildhall.sdk;

import java.util.List;
import java.util.OptionalInt;

/// Several purchases to be made at once, and how many of them are enough. See [Call#ask(FanOut)].
///
/// @param <O> the output record, the same for every branch
/// @param branches what is bought, 1 to [#MOST_BRANCHES]; their order is part of their identity
/// @param enough so many deliveries are enough and the rest is cancelled; empty to wait for every
///   branch
public record FanOut<O extends Record>(List<Branch<?, O>> branches, OptionalInt enough) {

  /// How many branches one fan-out may have.
  public static final int MOST_BRANCHES = 64;

  /// One purchase among several.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param what the capability
  /// @param input what it is asked
  /// @param ask the conditions
  public record Branch<I extends Record, O extends Record>(
      Capability<I, O> what, I input, Ask ask) {}

  /// Checks what it is made of.
  ///
  /// @throws IllegalArgumentException if there are no branches or too many, or fewer than would be
  ///   enough
  public FanOut {
    branches = List.copyOf(branches);
    if (branches.isEmpty() || branches.size() > MOST_BRANCHES) {
      throw new IllegalArgumentException(
          "a fan-out has 1 to " + MOST_BRANCHES + " branches: " + branches.size());
    }
    if (enough.isPresent() && (enough.getAsInt() < 1 || enough.getAsInt() > branches.size())) {
      throw new IllegalArgumentException(
          "enough must be 1 to "
              + branches.size()
              + ", as many as there are branches: "
              + enough.getAsInt());
    }
  }

  /// Every branch is waited for, however the others end.
  ///
  /// @param <O> output record
  /// @param branches what is bought
  /// @return the purchases
  public static <O extends Record> FanOut<O> all(List<? extends Branch<?, O>> branches) {
    return new FanOut<>(List.copyOf(branches), OptionalInt.empty());
  }

  /// One delivery is enough.
  ///
  /// @param <O> output record
  /// @param branches what is bought
  /// @return the purchases
  public static <O extends Record> FanOut<O> first(List<? extends Branch<?, O>> branches) {
    return quorum(1, branches);
  }

  /// So many deliveries are enough. The rest is cancelled as soon as they are there, and as soon as
  /// so many have ended otherwise that they cannot be reached.
  ///
  /// @param <O> output record
  /// @param enough 1 to as many as there are branches
  /// @param branches what is bought
  /// @return the purchases
  public static <O extends Record> FanOut<O> quorum(
      int enough, List<? extends Branch<?, O>> branches) {
    return new FanOut<>(List.copyOf(branches), OptionalInt.of(enough));
  }
}
