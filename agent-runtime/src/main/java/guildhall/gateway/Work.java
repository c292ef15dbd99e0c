package guildhall.gateway;

import guildhall.task.Refused;

/// What an endpoint does, on a virtual thread: it may wait for the book.
@FunctionalInterface
interface Work {

  /// Does it.
  ///
  /// @throws Problem to answer with an error
  /// @throws Refused to answer with the runtime's
  Answer answer(Incoming request) throws Problem, Refused;
}
