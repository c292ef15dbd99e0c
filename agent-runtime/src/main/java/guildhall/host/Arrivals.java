package guildhall.host;

import java.util.List;

/// Agents that are here from now on.
///
/// @param agents at most [#MOST] of them
public record Arrivals(List<Announcement> agents) {

  /// So many share a message and an entry's group in the book.
  static final int MOST = 256;

  /// Copies the list.
  public Arrivals {
    agents = List.copyOf(agents);
  }
}
