package guildhall.host;

import java.util.List;

/// An agent is here and sells this.
///
/// @param node which runtime hosts it
/// @param agent its name
/// @param owner who is paid for it
/// @param capabilities names of what it sells, sorted
public record Announcement(String node, String agent, String owner, List<String> capabilities) {

  /// Copies the list.
  public Announcement {
    capabilities = List.copyOf(capabilities);
  }
}
