package guildhall.book;

import org.jspecify.annotations.Nullable;

/// Something to decide. Runs on the book's writer thread and sees every projection as of the entry
/// before: it reads, checks, appends the facts it decides, and gives a result.
///
/// Pure but for that: no I/O, no clock but [Draft#timeMicros], no randomness. The facts of one
/// command are one group: all of them are durable or none.
///
/// @param <R> what the caller is told once the facts are durable; must be immutable
@FunctionalInterface
public interface Command<R extends @Nullable Object> {

  /// Reads the memory that deciding will need. The writer asks several commands to do so before it
  /// decides the first of them: so they wait for memory together instead of one after the other.
  /// Changes nothing and never throws; may be left out.
  ///
  /// @return of no meaning: a value made of all that was read, so that the reads are not left out
  default long touch() {
    return 0;
  }

  /// Decides.
  R decide(Draft draft);
}
