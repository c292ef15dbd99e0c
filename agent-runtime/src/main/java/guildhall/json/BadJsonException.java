package guildhall.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import guildhall.sdk.schema.Alternatives;
import java.util.stream.Collectors;

/// JSON from outside that does not fit. The message is a sentence of ours, fit to be shown to
/// whoever sent it.
public final class BadJsonException extends Exception {

  private static final int MOST_SHOWN = 80;

  private BadJsonException(String sentence) {
    super(sentence, null, false, false);
  }

  /// What is wrong, without the text of the exception it came from.
  static BadJsonException of(Exception cause) {
    return new BadJsonException(
        switch (cause) {
          case UnrecognizedPropertyException unknown -> "unknown field " + path(unknown);
          case InvalidTypeIdException kind -> badKind(kind);
          case JsonMappingException mapping when !mapping.getPath().isEmpty() ->
              path(mapping) + " is missing or of the wrong type";
          case JsonParseException _ -> "malformed JSON";
          default -> "the JSON does not have the form that is expected here";
        });
  }

  /// The sentence.
  public String sentence() {
    return String.valueOf(getMessage());
  }

  private static String badKind(InvalidTypeIdException e) {
    String at = (e.getPath().isEmpty() ? "" : path(e)) + "/" + Alternatives.KIND;
    String kind = e.getTypeId();
    if (kind == null) {
      return at + " is missing or of the wrong type";
    }
    String shown = kind.length() <= MOST_SHOWN ? kind : kind.substring(0, MOST_SHOWN) + "…";
    return at
        + " is \""
        + shown
        + "\", allowed are "
        + String.join(", ", Alternatives.of(e.getBaseType().getRawClass()).records().keySet());
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(at -> at.getFieldName() == null ? String.valueOf(at.getIndex()) : at.getFieldName())
        .collect(Collectors.joining("/", "/", ""));
  }
}
