package guildhall.host;

import java.util.List;

/// The answer to [Addresses#FIND].
///
/// @param agents who sells it and is here now: all of them if they are few, else some
public record Found(List<Announcement> agents) {

  /// Copies the list.
  public Found {
    agents = List.copyOf(agents);
  }
}
