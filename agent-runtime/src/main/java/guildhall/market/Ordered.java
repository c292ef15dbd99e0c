package guildhall.market;

import guildhall.book.Fact;
import guildhall.ledger.Id;

/// A principal buys from the market itself, without a task; the hold of what it may cost stands in
/// the same group.
///
/// @param order identity: the same is the same purchase
/// @param principal who pays
/// @param hold where the money is reserved
/// @param capability what is wanted
/// @param body hash of everything that was asked for, so that another order under the same identity
///   is told apart
/// @param deadlineMicros when it must be delivered, book time
public record Ordered(
    String order, String principal, Id hold, String capability, Id body, long deadlineMicros)
    implements Fact {

  private static final String PREFIX = "order:"; // no task's identity has a colon

  /// What the calls of an order have in place of a task.
  static String taskOf(String order) {
    return PREFIX + order;
  }

  /// Whether calls of that task are those of an order.
  public static boolean isOrder(String task) {
    return task.startsWith(PREFIX);
  }

  /// The order of such a task.
  static String orderOf(String task) {
    return task.substring(PREFIX.length());
  }
}
