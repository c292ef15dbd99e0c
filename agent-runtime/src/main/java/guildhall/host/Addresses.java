package guildhall.host;

/// Event-bus addresses. One per node and purpose, never one per agent: a million agents cost no
/// addresses.
public final class Addresses {

  /// Agents announce themselves here: [Arrivals]; the reply comes when they are listed.
  public static final String ANNOUNCE = "guildhall.market.announce";

  /// An agent is not to be found any more: [Departure]; the reply comes when it is not.
  public static final String DEPART = "guildhall.market.depart";

  /// Who sells a capability: its name in, [Found] out.
  public static final String FIND = "guildhall.market.find";

  /// Every progress as it is told: [ProgressTold]. Published, not kept.
  public static final String PROGRESS = "guildhall.progress";

  private Addresses() {}

  /// Calls for proposals to agents of a node.
  public static String proposals(String node) {
    return "guildhall.node." + node + ".proposals";
  }

  /// Awarded calls to agents of a node.
  public static String calls(String node) {
    return "guildhall.node." + node + ".calls";
  }
}
