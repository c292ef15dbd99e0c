package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.book.BookClock;
import guildhall.export.Ids;
import guildhall.json.RecordJson;
import guildhall.ledger.Id;
import guildhall.sdk.Amount;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import guildhall.task.InputSchema.Violation;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/// What bodies are made of: schemas, amounts, ids, times.
final class Forms {

  /// A body that says nothing, or is not there.
  static final InputSchema NOTHING = of("{\"type\": \"object\", \"additionalProperties\": false}");

  private static final long MICROS_PER_SECOND = 1_000_000;

  private Forms() {}

  /// A form by its JSON Schema.
  static InputSchema of(String schema) {
    return InputSchema.of(RecordJson.readTree(schema.getBytes(StandardCharsets.UTF_8)));
  }

  /// The body of a request.
  ///
  /// @throws Problem if it does not fit
  static JsonNode valid(InputSchema form, Incoming request) throws Problem {
    JsonNode body = request.json();
    List<Violation> violations = form.violations(body);
    if (!violations.isEmpty()) {
      throw Problem.of(violations.getFirst());
    }
    return InputSchema.normalised(body);
  }

  /// An amount in micro-credits, 0 or more; 0 if it is absent.
  static long micros(JsonNode body, String path) throws Problem {
    JsonNode amount = body.at(path);
    try {
      return amount.isMissingNode() ? 0 : Amount.credits(amount.textValue()).micros();
    } catch (IllegalArgumentException | ArithmeticException _) {
      throw Problem.at(
          path,
          ErrorCode.VALUE_NOT_ALLOWED,
          path
              + " is "
              + Incoming.shown(amount.textValue())
              + ", allowed is a decimal number of credits of at least 0 with at most six places"
              + " after the point, for example \"12.5\"");
    }
  }

  /// The field `id`.
  static Id id(JsonNode body) throws Problem {
    return Ids.parse(body.path("id").textValue())
        .orElseThrow(() ->
            Problem.at(
                "/id",
                ErrorCode.VALUE_NOT_ALLOWED,
                "/id has to be 32 hexadecimal digits, or a UUID"));
  }

  /// A time, in microseconds.
  static long time(JsonNode body, String path) throws Problem {
    String text = body.at(path).textValue();
    try {
      return BookClock.micros(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException | ArithmeticException _) {
      throw Problem.at(
          path,
          ErrorCode.VALUE_NOT_ALLOWED,
          path
              + " is "
              + Incoming.shown(text)
              + ", allowed is a time with its zone, such as 2026-11-20T12:00:00Z");
    }
  }

  /// A duration, in microseconds.
  static long duration(JsonNode body, String path) throws Problem {
    String text = body.at(path).textValue();
    try {
      Duration duration = Duration.parse(text);
      return Math.addExact(
          Math.multiplyExact(duration.getSeconds(), MICROS_PER_SECOND), duration.getNano() / 1000L);
    } catch (DateTimeException | ArithmeticException _) {
      throw Problem.at(
          path,
          ErrorCode.VALUE_NOT_ALLOWED,
          path + " is " + Incoming.shown(text) + ", allowed is a duration such as P7D or PT12H");
    }
  }
}
