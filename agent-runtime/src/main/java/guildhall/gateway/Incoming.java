package guildhall.gateway;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.json.RecordJson;
import guildhall.task.ErrorCode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A request as endpoints see it: taken off the event loop, nothing of it changes any more.
///
/// @param id of the request
/// @param subject what the address names: a task, an account; empty if nothing
/// @param part what it names within that, for example a contribution of a datanet; else empty
/// @param query parameters after `?`
/// @param headers of the request
/// @param body its bytes, empty if there is none
record Incoming(
    String id, String subject, String part, MultiMap query, MultiMap headers, Buffer body) {

  static Incoming of(RoutingContext routing, String id) {
    String subject = routing.pathParam("id");
    String part = routing.pathParam("part");
    Buffer body = routing.body() == null ? null : routing.body().buffer();
    return new Incoming(
        id,
        subject == null ? "" : subject,
        part == null ? "" : part,
        routing.queryParams(StandardCharsets.UTF_8),
        routing.request().headers(),
        body == null ? Buffer.buffer() : body);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The body as JSON.
  ///
  /// @throws Problem if it is not JSON, or not one object
  JsonNode json() throws Problem {
    if (body.length() == 0) {
      throw Problem.of(ErrorCode.MALFORMED_JSON, "the body is empty, a JSON object is needed");
    }
    JsonNode tree;
    try {
      tree = RecordJson.mapper().readTree(body.getBytes());
    } catch (JsonParseException e) {
      throw Problem.of(ErrorCode.MALFORMED_JSON, malformed(e));
    } catch (JsonProcessingException _) {
      throw Problem.of(
          ErrorCode.MALFORMED_JSON,
          "the body is not one JSON value, or is nested too deeply, or has too long a number");
    } catch (IOException _) {
      throw Problem.of(ErrorCode.MALFORMED_JSON, "the body is not JSON in UTF-8");
    }
    Optional<String> tooLarge = notFinite(tree, "");
    if (tooLarge.isPresent()) {
      throw Problem.at(
          tooLarge.get(),
          ErrorCode.VALUE_NOT_ALLOWED,
          tooLarge.get() + " is a number too large to be counted with");
    }
    return tree;
  }

  /// Like [#json] but an empty body is an empty object.
  JsonNode jsonOrNothing() throws Problem {
    return body.length() == 0 ? JsonNodeFactory.instance.objectNode() : json();
  }

  private static String malformed(JsonParseException e) {
    String where =
        "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    return e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field")
        ? "the body has the same field twice, at " + where
        : "the body is not JSON, at " + where;
  }

  private static Optional<String> notFinite(JsonNode node, String path) {
    if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      return Optional.of(path);
    }
    if (node.isObject()) {
      return node.properties().stream()
          .flatMap(field -> notFinite(field.getValue(), path + "/" + field.getKey()).stream())
          .findFirst();
    }
    for (int i = 0; i < node.size(); i++) {
      Optional<String> found = notFinite(node.get(i), path + "/" + i);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// A text in the query, empty if it is not there.
  String text(String name) {
    String value = query.get(name);
    return value == null ? "" : value;
  }

  /// A text in the query that is there once at most; empty if it is not there.
  ///
  /// @throws Problem if it is there twice
  Optional<String> once(String name) throws Problem {
    if (query.getAll(name).size() > 1) {
      throw Problem.of(ErrorCode.INVALID_PARAMETER, name + " is given twice");
    }
    return Optional.ofNullable(query.get(name));
  }

  /// Yes or no in the query; no if it is not there.
  ///
  /// @throws Problem if it is neither
  boolean flag(String name) throws Problem {
    String value = once(name).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw Problem.of(
          ErrorCode.INVALID_PARAMETER, name + " is " + shown(value) + ", allowed are true, false");
    }
    return value.equals("true");
  }

  /// A value as it stands in a sentence.
  static String shown(String value) {
    return value.length() > 40 ? value.substring(0, 40) + "…" : value;
  }

  /// A whole number in the query.
  ///
  /// @throws Problem if it is none, is there twice, or lies outside
  long number(String name, long least, long most, long otherwise) throws Problem {
    List<String> values = query.getAll(name);
    if (values.isEmpty()) {
      return otherwise;
    }
    return number(name, values.size() == 1 ? values.getFirst() : "given twice", least, most);
  }

  /// A text as a whole number.
  static long number(String name, String value, long least, long most) throws Problem {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below, with what is allowed
    }
    throw Problem.of(
        ErrorCode.INVALID_PARAMETER,
        name
            + " is "
            + shown(value)
            + ", allowed is a whole number of at least "
            + least
            + (most == Long.MAX_VALUE ? "" : " and at most " + most));
  }

  /// @throws Problem if the query has any other parameter
  void onlyQuery(String... known) throws Problem {
    for (String name : query.names()) {
      if (!List.of(known).contains(name)) {
        throw Problem.of(
            ErrorCode.INVALID_PARAMETER,
            "there is no parameter "
                + name
                + " here; known are "
                + (known.length == 0 ? "none" : String.join(", ", known)));
      }
    }
  }
}
