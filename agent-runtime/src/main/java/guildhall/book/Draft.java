package guildhall.book;

/// What a command sees of the book while it decides, and where it puts what it decided. Good only
/// until the command has been decided, and only on the thread that decides it.
public interface Draft {

  /// Book time of this batch in microseconds since 1970.
  long timeMicros();

  /// The position the next appended fact will have.
  long position();

  /// Adds a fact; every projection has taken it in when this returns. A command checks everything
  /// first and appends last: once it has appended it must not throw.
  ///
  /// @throws IllegalArgumentException if the fact cannot be written, because its type has no code
  ///   or it is too large; nothing has changed then
  /// @throws IllegalStateException if no command is being decided
  void append(Fact fact);
}
