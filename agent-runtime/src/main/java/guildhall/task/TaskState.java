package guildhall.task;

/// A2A's task states, as far as a task here can be in them.
public enum TaskState {
  /// Under way.
  WORKING,
  /// Waits for the user.
  INPUT_REQUIRED,
  /// Done.
  COMPLETED,
  /// Could not be done; the reason says why.
  FAILED,
  /// Stopped by the user.
  CANCELED;

  /// Whether nothing will happen any more.
  public boolean ended() {
    return switch (this) {
      case WORKING, INPUT_REQUIRED -> false;
      case COMPLETED, FAILED, CANCELED -> true;
    };
  }
}
