package guildhall.gateway;

import guildhall.task.ErrorCode;
import java.util.function.Predicate;

/// Who may administer: whoever has the key.
final class Administrators {

  private static final String BEARER = "Bearer ";

  private final Predicate<String> isAdminKey;

  Administrators(Predicate<String> isAdminKey) {
    this.isAdminKey = isAdminKey;
  }

  /// Work that needs the key.
  Work only(Work work) {
    return request -> {
      admit(request);
      return work.answer(request);
    };
  }

  /// @throws Problem if the key is missing or wrong
  void admit(Incoming request) throws Problem {
    String authorization = request.header("Authorization").orElse("");
    boolean known =
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && isAdminKey.test(authorization.substring(BEARER.length()).strip());
    if (!known) {
      throw Problem.of(
              ErrorCode.UNAUTHORIZED,
              "this needs the key of the file admin.key, as Authorization: Bearer KEY")
          .withHeader("WWW-Authenticate", "Bearer");
    }
  }
}
