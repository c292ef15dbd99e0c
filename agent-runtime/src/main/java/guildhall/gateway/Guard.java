package guildhall.gateway;

import guildhall.task.ErrorCode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Who may ask at all. There are no passwords yet, so what protects the runtime is that only this
/// machine reaches it, and that no web page can make a browser on this machine ask: requests under
/// a foreign host name (DNS rebinding) and requests from other origins are refused.
final class Guard {

  private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "[::1]");

  private final String configured;

  Guard(String configuredHost) {
    this.configured = configuredHost.toLowerCase(Locale.ROOT);
  }

  /// Why a request is not let in, or empty.
  Optional<Problem> refusal(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null || !isOurs(authority.host())) {
      return Optional.of(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "the Host header must be localhost or an address of this machine's loopback"));
    }
    if (!request.uri().matches("(?:[^%]|%[0-9A-Fa-f]{2})*+")) {
      return Optional.of(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "the address has a % without two hexadecimal digits behind it"));
    }
    String origin = request.getHeader("Origin");
    String site = request.getHeader("Sec-Fetch-Site");
    boolean foreign =
        (origin != null && !origin.equalsIgnoreCase("http://" + request.getHeader("Host")))
            || (site != null && !Set.of("same-origin", "none").contains(site));
    return foreign
        ? Optional.of(
            Problem.of(
                ErrorCode.INVALID_PARAMETER, "requests from pages of other origins are not taken"))
        : Optional.empty();
  }

  private boolean isOurs(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name)
        || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || name.equals(configured);
  }

  /// The caller's own id of the request if it is a plain one, else a new one.
  static String requestId(HttpServerRequest request) {
    String own = request.getHeader("X-Request-Id");
    return own != null && own.matches("[A-Za-z0-9._-]{1,64}")
        ? own
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /// Why a body cannot be taken, or empty.
  static Optional<Problem> bodyRefusal(HttpServerRequest request, int maxBodyBytes) {
    String length = request.getHeader("Content-Length");
    boolean hasBody =
        request.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    if (!hasBody) {
      return Optional.empty();
    }
    if (!isJson(request.getHeader("Content-Type"))) {
      return Optional.of(
          Problem.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "the body must be declared as JSON, with the header Content-Type: application/json"));
    }
    return length != null && isMore(length, maxBodyBytes)
        ? Optional.of(tooLarge(maxBodyBytes))
        : Optional.empty();
  }

  static Problem tooLarge(long maxBodyBytes) {
    return Problem.of(
        ErrorCode.BODY_TOO_LARGE, "the body is larger than " + maxBodyBytes + " bytes");
  }

  static boolean isMore(String length, long most) {
    return length.length() > 18 || Long.parseLong(length) > most;
  }

  private static boolean isJson(@org.jspecify.annotations.Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return parts[0].strip().matches("application/(json|[a-z0-9.-]+\\+json)");
  }
}
