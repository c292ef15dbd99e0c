package guildhall.gateway;

import guildhall.task.ErrorCode;
import guildhall.task.InputSchema.Violation;
import guildhall.task.Refused;
import java.util.Map;

/// A request that is answered with an error.
final class Problem extends Exception {

  private final ErrorCode code;
  private final String path;
  private final transient Map<String, String> headers;

  private Problem(ErrorCode code, String path, String sentence, Map<String, String> headers) {
    super(sentence, null, false, false);
    this.code = code;
    this.path = path;
    this.headers = headers;
  }

  static Problem of(ErrorCode code, String sentence) {
    return new Problem(code, "", sentence, Map.of());
  }

  /// @param path JSON pointer into the body
  static Problem at(String path, ErrorCode code, String sentence) {
    return new Problem(code, path, sentence, Map.of());
  }

  static Problem of(Violation violation) {
    return at(violation.path(), violation.code(), violation.sentence());
  }

  static Problem of(Refused refused) {
    return of(refused.code(), refused.sentence());
  }

  Problem withHeader(String name, String value) {
    return new Problem(code, path, sentence(), Map.of(name, value));
  }

  ErrorCode code() {
    return code;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  /// Empty if it is about no place in the body.
  String path() {
    return path;
  }

  Map<String, String> headers() {
    return headers;
  }
}
