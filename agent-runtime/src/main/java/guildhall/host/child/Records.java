package guildhall.host.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import guildhall.child.Wanted.Described;
import guildhall.child.Wanted.Form;
import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.sdk.Capability;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The records a child speaks of, as classes of the runtime's own class path. Nothing of a jar is
/// ever loaded here.
final class Records {

  private Records() {}

  /// A record that cannot be had here; its message is the end of a sentence.
  static final class UnknownRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownRecordException(String why) {
      super(why, null, false, false);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  static Capability<?, ?> capability(Described what) throws UnknownRecordException {
    Class<? extends Record> input = type(what.input());
    Class<? extends Record> output = type(what.output());
    try {
      return new Capability<>(what.name(), input, output, what.idempotent());
    } catch (IllegalArgumentException e) {
      throw new UnknownRecordException(String.valueOf(e.getMessage()));
    }
  }

  static Class<? extends Record> type(Form form) throws UnknownRecordException {
    Class<? extends Record> found;
    try {
      found =
          Class.forName(form.name(), false, Records.class.getClassLoader())
              .asSubclass(Record.class);
    } catch (ClassNotFoundException | LinkageError | ClassCastException _) {
      throw new UnknownRecordException(
          "the record " + Spoken.fit(form.name()) + " is not on the runtime's class path");
    }
    if (!Form.of(found).schema().equals(form.schema())) {
      throw new UnknownRecordException(
          "its record " + form.name() + " is another than the one on the runtime's class path");
    }
    return found;
  }

  /// JSON as the record it is to be.
  ///
  /// @throws BadJsonException if it is not
  static <T extends Record> T bind(String json, Class<T> type) throws BadJsonException {
    return RecordJson.bind(tree(json), type);
  }

  /// JSON as a tree; what is malformed, or nothing, becomes a tree that fits no record.
  static JsonNode tree(String json) {
    try {
      JsonNode tree = RecordJson.readTree(json.getBytes(StandardCharsets.UTF_8));
      return tree.isMissingNode() || tree.isNull() ? BooleanNode.FALSE : tree;
    } catch (UncheckedIOException _) {
      return BooleanNode.FALSE;
    }
  }
}
