package guildhall.market;

import guildhall.governance.Limits;
import guildhall.settlement.Engagement;
import guildhall.settlement.Engagements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Who has hired whom. Reads engagements: on the book's writer thread.
final class Chain {

  private Chain() {}

  /// The agents at work above a request, the first hired first; empty for what a task asks itself.
  ///
  /// @param parent the call that asks
  static List<String> above(Engagements engagements, Optional<String> parent) {
    List<String> agents = new ArrayList<>();
    Optional<Engagement> above = parent.flatMap(engagements::find);
    while (above.isPresent()) {
      agents.add(above.get().award().agent());
      above = above.get().award().parent().flatMap(engagements::find);
    }
    Collections.reverse(agents);
    return List.copyOf(agents);
  }

  /// As a sentence shows it: `a > b > a` if b wants to hire a again.
  static String path(List<String> above, String next) {
    return above.isEmpty() ? next : String.join(" > ", above) + " > " + next;
  }

  /// Why one more call of this request may not be awarded; empty if it may.
  static Optional<String> problem(Engagements engagements, Limits limits, Request request) {
    List<String> above = above(engagements, request.parent());
    if (above.size() >= limits.depth()) {
      return Optional.of(
          "calls may be "
              + limits.depth()
              + " deep, and this would be one more: "
              + path(above, request.capability()));
    }
    return engagements.countOfTask(request.task()) >= limits.calls()
        ? Optional.of(
            request.task() + " has made " + limits.calls() + " calls, and may not make more")
        : Optional.empty();
  }
}
