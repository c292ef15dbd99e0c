package guildhall.host.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import guildhall.child.Wanted.Described;
import guildhall.child.Wanted.Form;
import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.sdk.Capability;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The records children speak of, as classes of the runtime's own class path, or made of their
/// schemas: one for each name and schema, so that two jars can trade in it. Nothing of a jar is
/// ever loaded here.
final class Records {

  /// Those that were made, as long as somebody sells them.
  private final Map<Form, WeakReference<Class<? extends Record>>> made = new HashMap<>(); // this

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

  /// A capability that is sold: its records are made if they are not on the class path.
  Capability<?, ?> sold(Described what) throws UnknownRecordException {
    return capability(what, made(what.input()), made(what.output()));
  }

  /// A capability that is asked for: its records must be known.
  Capability<?, ?> known(Described what) throws UnknownRecordException {
    return capability(what, known(what.input()), known(what.output()));
  }

  private static Capability<?, ?> capability(
      Described what, Class<? extends Record> input, Class<? extends Record> output)
      throws UnknownRecordException {
    try {
      return new Capability<>(what.name(), input, output, what.idempotent(), what.charging());
    } catch (IllegalArgumentException e) {
      throw new UnknownRecordException(String.valueOf(e.getMessage()));
    }
  }

  private Class<? extends Record> known(Form form) throws UnknownRecordException {
    Optional<Class<? extends Record>> found = find(form);
    if (found.isEmpty()) {
      throw new UnknownRecordException(
          "the record "
              + Spoken.fit(form.name())
              + " is not on the runtime's class path, and no jar sells anything with it");
    }
    return found.get();
  }

  private synchronized Class<? extends Record> made(Form form) throws UnknownRecordException {
    Optional<Class<? extends Record>> found = find(form);
    if (found.isPresent()) {
      return found.get();
    }
    Class<? extends Record> fresh = RecordMaker.make(form);
    made.values().removeIf(each -> each.get() == null);
    made.put(form, new WeakReference<>(fresh));
    return fresh;
  }

  private synchronized Optional<Class<? extends Record>> find(Form form)
      throws UnknownRecordException {
    Optional<Class<? extends Record>> here = onClassPath(form.name());
    if (here.isPresent() && !Form.of(here.get()).schema().equals(form.schema())) {
      throw new UnknownRecordException(
          "its record " + form.name() + " is another than the one on the runtime's class path");
    }
    return here.isPresent() ? here : Optional.ofNullable(made.get(form)).map(WeakReference::get);
  }

  private static Optional<Class<? extends Record>> onClassPath(String name) {
    try {
      return Optional.of(
          Class.forName(name, false, Records.class.getClassLoader()).asSubclass(Record.class));
    } catch (ClassNotFoundException | LinkageError | ClassCastException _) {
      return Optional.empty();
    }
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
