package guildhall.host.child;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.child.Wanted.Form;
import guildhall.host.child.MadeClasses.Component;
import guildhall.host.child.Records.UnknownRecordException;
import guildhall.sdk.Amount;
import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.constant.ClassDesc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes a record class of a JSON Schema as [guildhall.sdk.schema.RecordSchema] writes them: the
/// components of the jar's record, and nothing of its code.
///
/// A whole number becomes a `long`, a real one a `double`; what is made has the schema it was made
/// of, or is refused.
final class RecordMaker {

  private static final int LARGEST_SCHEMA = 64 * 1024;
  private static final int MOST_TYPES = 200;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");

  /// Methods a record has already, which no component may be called.
  private static final Set<String> TAKEN =
      Set.of(
          "hashCode", "toString", "getClass", "notify", "notifyAll", "wait", "clone", "finalize");

  private final Map<String, byte[]> classes = new HashMap<>();

  private record Type(ClassDesc type, String signature) {
    static Type of(Class<?> type) {
      return new Type(MadeClasses.desc(type), type.descriptorString());
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    private Loader(Map<String, byte[]> classes) {
      super("made-records", RecordMaker.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private RecordMaker() {}

  /// The record of a form.
  ///
  /// @throws UnknownRecordException if there can be none
  static Class<? extends Record> make(Form form) throws UnknownRecordException {
    String refused = "no record can be made of the schema of " + Spoken.fit(form.name());
    if (form.schema().length() > LARGEST_SCHEMA) {
      throw new UnknownRecordException(refused + ": it is too large");
    }
    try {
      RecordMaker maker = new RecordMaker();
      ClassDesc root =
          maker.record(simple(form.name()), Records.tree(form.schema()), Optional.empty());
      String name = root.packageName() + "." + root.displayName();
      Class<? extends Record> made =
          new Loader(maker.classes).loadClass(name).asSubclass(Record.class);
      if (!Form.of(made).schema().equals(form.schema())) {
        throw new UnknownRecordException(refused);
      }
      return made;
    } catch (IllegalArgumentException
        | ClassNotFoundException
        | LinkageError
        | ClassCastException e) {
      throw new UnknownRecordException(refused + ": " + Spoken.fit(String.valueOf(e.getMessage())));
    }
  }

  private static String simple(String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  /// Each class has a package of its own, so that its simple name may be what it has to be.
  private ClassDesc reserve(String hint) {
    if (classes.size() >= MOST_TYPES) {
      throw new IllegalArgumentException("it has more than " + MOST_TYPES + " types");
    }
    ClassDesc self = ClassDesc.of("guildhall.made.t" + classes.size(), name(hint));
    classes.put(self.packageName() + "." + self.displayName(), new byte[0]);
    return self;
  }

  private ClassDesc put(ClassDesc self, byte[] bytes) {
    classes.put(self.packageName() + "." + self.displayName(), bytes);
    return self;
  }

  private static String name(String said) {
    if (!NAME.matcher(said).matches() || TAKEN.contains(said)) {
      throw new IllegalArgumentException("not a name that can be used: " + said);
    }
    return said;
  }

  private ClassDesc record(String hint, JsonNode schema, Optional<ClassDesc> under) {
    ClassDesc self = reserve(hint);
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(each -> required.add(each.asText()));
    List<Component> components = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(each -> {
          if (!each.getValue().has("const")) { // the kind of an alternative
            components.add(
                component(each.getKey(), each.getValue(), required.contains(each.getKey())));
          }
        });
    return put(self, MadeClasses.record(self, components, under, ofItsOwn(schema)));
  }

  private Component component(String name, JsonNode schema, boolean required) {
    Type type = type(capital(name(name)), schema, required);
    if (!required) {
      type =
          new Type(
              MadeClasses.desc(Optional.class), "Ljava/util/Optional<" + type.signature() + ">;");
    }
    List<Annotation> notes = new ArrayList<>();
    if (ofItsOwn(schema).isEmpty()) {
      notes.addAll(described(schema));
    }
    range(schema).ifPresent(notes::add);
    return new Component(name, type.type(), type.signature(), notes);
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private Type type(String hint, JsonNode schema, boolean primitive) {
    return switch (schema.path("type").asText()) {
      case "string" -> text(hint, schema);
      case "integer" -> Type.of(primitive ? long.class : Long.class);
      case "number" -> Type.of(primitive ? double.class : Double.class);
      case "boolean" -> Type.of(primitive ? boolean.class : Boolean.class);
      case "array" ->
          new Type(
              MadeClasses.desc(List.class),
              "Ljava/util/List<" + type(hint, schema.path("items"), false).signature() + ">;");
      case "object" -> object(hint, schema);
      default -> throw new IllegalArgumentException("no type is known for " + hint);
    };
  }

  private Type text(String hint, JsonNode schema) {
    if (schema.has("enum")) {
      List<String> names = new ArrayList<>();
      schema.path("enum").forEach(each -> names.add(name(each.asText())));
      ClassDesc self = reserve(hint);
      return made(put(self, MadeClasses.choice(self, names)));
    }
    return Type.of(
        switch (schema.path("format").asText()) {
          case "credits" -> Amount.class;
          case "date-time" -> Instant.class;
          case "duration" -> Duration.class;
          default -> String.class;
        });
  }

  private Type object(String hint, JsonNode schema) {
    if (schema.has("oneOf")) {
      ClassDesc self = reserve(hint);
      List<ClassDesc> records = new ArrayList<>();
      schema
          .path("oneOf")
          .forEach(each ->
              records.add(
                  record(
                      capital(each.path("properties").path("kind").path("const").asText("x")),
                      each,
                      Optional.of(self))));
      return made(put(self, MadeClasses.sealed(self, records, ofItsOwn(schema))));
    }
    if (schema.path("additionalProperties").isObject()) {
      String values = type(hint, schema.path("additionalProperties"), false).signature();
      return new Type(
          MadeClasses.desc(Map.class), "Ljava/util/Map<Ljava/lang/String;" + values + ">;");
    }
    return made(record(hint, schema, Optional.empty()));
  }

  private static Type made(ClassDesc type) {
    return new Type(type, type.descriptorString());
  }

  private static List<Annotation> described(JsonNode schema) {
    return schema.has("description")
        ? List.of(
            MadeClasses.note(
                Describe.class,
                List.of(AnnotationElement.ofString("value", schema.path("description").asText()))))
        : List.of();
  }

  /// What describes a type comes first, what describes a component comes last.
  private static List<Annotation> ofItsOwn(JsonNode schema) {
    for (Map.Entry<String, JsonNode> each : schema.properties()) {
      if (each.getKey().equals("description")) {
        return schema.has("properties") || schema.has("oneOf") ? described(schema) : List.of();
      }
      if (each.getKey().equals("properties") || each.getKey().equals("oneOf")) {
        return List.of();
      }
    }
    return List.of();
  }

  private static Optional<Annotation> range(JsonNode schema) {
    List<AnnotationElement> bounds = new ArrayList<>();
    for (String each : List.of("minimum", "minLength", "minItems")) {
      if (schema.has(each)) {
        bounds.add(AnnotationElement.ofDouble("min", schema.path(each).asDouble()));
      }
    }
    for (String each : List.of("maximum", "maxLength", "maxItems")) {
      if (schema.has(each)) {
        bounds.add(AnnotationElement.ofDouble("max", schema.path(each).asDouble()));
      }
    }
    return bounds.isEmpty() ? Optional.empty() : Optional.of(MadeClasses.note(Range.class, bounds));
  }
}
