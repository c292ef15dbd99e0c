package guildhall.gateway;

import guildhall.datanet.Charter;
import guildhall.datanet.Charter.Access;
import guildhall.datanet.DatanetViews.Stage;
import guildhall.datanet.DatanetViews.Summary;
import guildhall.datanet.DatanetViews.View;
import guildhall.task.ErrorCode;
import java.util.List;
import java.util.Optional;

/// Who may look at what of a datanet. The operator, the owner and the reviewers see everything,
/// each contributor its own. What was accepted to a datanet that is not private, everybody sees. Of
/// a private one its readers see what there is; the texts they read by calls, which pay for it.
final class Readers {

  private final Callers callers;

  Readers(Callers callers) {
    this.callers = callers;
  }

  /// Lets somebody look at what a datanet has.
  ///
  /// @throws Problem if it is private and they are not among those who may
  void admit(Summary datanet, Incoming request) throws Problem {
    String reader = callers.acting(request);
    if (!mayList(datanet, reader) && !callers.isOperator(request)) {
      throw Problem.of(
          ErrorCode.FORBIDDEN, datanet.name() + " is private, and " + reader + " does not read it");
    }
  }

  private static boolean mayList(Summary datanet, String reader) {
    Optional<Access> access = datanet.charter().flatMap(Charter::access);
    return access.isEmpty() || access.get().readers().contains(reader) || keeps(datanet, reader);
  }

  private static boolean isPrivate(Summary datanet) {
    return datanet.charter().flatMap(Charter::access).isPresent();
  }

  /// Whether somebody may read the text of a contribution.
  boolean mayRead(Summary datanet, View view, Incoming request) throws Problem {
    String reader = callers.acting(request);
    return view.contributor().equals(Optional.of(reader))
        || keeps(datanet, reader)
        || (view.stage() == Stage.ACCEPTED && !isPrivate(datanet))
        || callers.isOperator(request);
  }

  private static boolean keeps(Summary datanet, String reader) {
    List<String> reviewers =
        datanet.charter().map(charter -> charter.review().reviewers()).orElse(List.of());
    return datanet.owner().equals(reader) || reviewers.contains(reader);
  }
}
