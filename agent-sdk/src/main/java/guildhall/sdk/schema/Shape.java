package guildhall.sdk.schema;

import guildhall.sdk.Amount;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one component allows. Sealed: one kind per JSON form.
sealed interface Shape {

  Set<Class<?>> WHOLE =
      Set.of(int.class, long.class, short.class, byte.class, Integer.class, Long.class);
  Set<Class<?>> REAL =
      Set.of(double.class, float.class, Double.class, Float.class, BigDecimal.class);

  /// Adds what is wrong with `value` to `problems`.
  void check(@Nullable Object value, String path, List<String> problems);

  /// A fresh, mutable JSON Schema.
  Map<String, Object> toJsonSchema();

  /// Whether a [Range] means something here.
  default boolean takesRange() {
    return !(this instanceof Plain
        || this instanceof Choice
        || this instanceof Nested
        || this instanceof OneOf
        || this instanceof Table);
  }

  /// Whether the component must be there.
  default boolean required() {
    return true;
  }

  static Shape of(Type type, @Nullable Range range, String where, List<Class<?>> outer) {
    Shape shape = ofType(type, range, where, outer);
    if (range != null && !shape.takesRange()) {
      throw new IllegalArgumentException(
          "@Range bounds numbers, texts and lists, not "
              + where
              + " of type "
              + type.getTypeName());
    }
    return shape;
  }

  private static Shape ofType(
      Type type, @Nullable Range range, String where, List<Class<?>> outer) {
    if (type instanceof Class<?> plain) {
      return ofClass(plain, range, where, outer);
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() instanceof Class<?> raw && Alternatives.isSealed(raw)) {
        return oneOf(raw, where, outer);
      }
      if (generic.getRawType() == List.class) {
        return new Many(of(arguments[0], null, where, outer), range);
      }
      if (generic.getRawType() == Optional.class) {
        return new Maybe(of(arguments[0], range, where, outer));
      }
      if (generic.getRawType() == Map.class && arguments[0] == String.class) {
        return new Table(of(arguments[1], null, where, outer));
      }
    }
    throw new IllegalArgumentException("no schema for " + where + " of type " + type.getTypeName());
  }

  private static Shape ofClass(
      Class<?> type, @Nullable Range range, String where, List<Class<?>> outer) {
    if (type == String.class) {
      return new Text(range);
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Plain(Boolean.class, "boolean", null);
    }
    if (WHOLE.contains(type)) {
      return new Numeric("integer", range);
    }
    if (REAL.contains(type)) {
      return new Numeric("number", range);
    }
    if (type.isEnum()) {
      return new Choice(type);
    }
    if (type == Amount.class) {
      return new Plain(Amount.class, "string", "credits");
    }
    if (type == Instant.class) {
      return new Plain(Instant.class, "string", "date-time");
    }
    if (type == Duration.class) {
      return new Plain(Duration.class, "string", "duration");
    }
    if (type.isRecord()) {
      return new Nested(RecordSchema.nested(type, outer));
    }
    if (Alternatives.isSealed(type)) {
      return oneOf(type, where, outer);
    }
    throw new IllegalArgumentException("no schema for " + where + " of type " + type.getName());
  }

  private static Shape oneOf(Class<?> type, String where, List<Class<?>> outer) {
    Alternatives alternatives;
    try {
      alternatives = Alternatives.of(type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no schema for " + where + ": " + e.getMessage(), e);
    }
    Map<String, RecordSchema> kinds = new LinkedHashMap<>();
    alternatives
        .records()
        .forEach((kind, each) -> kinds.put(kind, RecordSchema.nested(each, outer)));
    return new OneOf(type, kinds);
  }

  private static boolean missing(@Nullable Object value, String path, List<String> problems) {
    if (value == null) {
      problems.add(RecordSchema.at(path) + "is missing");
      return true;
    }
    return false;
  }

  private static void bounds(
      double value, @Nullable Range range, String what, String path, List<String> problems) {
    if (range != null && !(value >= range.min() && value <= range.max())) {
      problems.add(
          RecordSchema.at(path)
              + what
              + number(value)
              + ", allowed is "
              + number(range.min())
              + " to "
              + number(range.max()));
    }
  }

  private static Number number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? (Number) (long) value
        : (Number) value;
  }

  private static void putBounds(
      Map<String, Object> schema, @Nullable Range range, String least, String most) {
    if (range == null) {
      return;
    }
    if (range.min() > -Double.MAX_VALUE) {
      schema.put(least, number(range.min()));
    }
    if (range.max() < Double.MAX_VALUE) {
      schema.put(most, number(range.max()));
    }
  }

  private static Map<String, Object> typed(String type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    return schema;
  }

  record Text(@Nullable Range range) implements Shape {
    @Override
    public void check(@Nullable Object value, String path, List<String> problems) {
      if (!missing(value, path, problems) && value instanceof String text) {
        bounds(text.codePointCount(0, text.length()), range, "has length ", path, problems);
      }
    }

    @Override
    public Map<String, Object> toJsonSchema() {
      Map<String, Object> schema = typed("string");
      putBounds(schema, range, "minLength", "maxLength");
      return schema;
    }
  }

  record Numeric(String jsonType, @Nullable Range range) implements Shape {
    @Override
    public void check(@Nullable Object value, String path, List<String> problems) {
      if (missing(value, path, problems) || !(value instanceof Number number)) {
        return;
      }
      double real = number.doubleValue();
      if (Double.isFinite(real)) {
        bounds(real, range, "is ", path, problems);
      } else {
        problems.add(RecordSchema.at(path) + "is not a finite number");
      }
    }

    @Override
    public Map<String, Object> toJsonSchema() {
      Map<String, Object> schema = typed(jsonType);
      putBounds(schema, range, "minimum", "maximum");
      return schema;
    }
  }

  record Plain(Class<?> type, String jsonType, @Nullable String format) implements Shape {
    @Override
    public void check(@Nullable Object value, String path, List<String> problems) {
      var _ = missing(value, path, problems);
    }

    @Override
    public Map<String, Object> toJsonSchema() {
      Map<String, Object> schema = typed(jsonType);
      if (format != null) {
        schema.put("format", format);
      }
      return schema;
    }
  }

  record Choice(Class<?> type) implements Shape {
    @Override
    public void check(@Nullable Object value, String path, List<String> problems) {
      var _ = missing(value, path, problems);
    }

    @Override
    public Map<String, Object> toJsonSchema() {
      Map<String, Object> schema = typed("string");
      List<String> names = new ArrayList<>();
      for (Object constant : type.getEnumConstants()) {
        names.add(((Enum<?>) constant).name());
      }
      schema.put("enum", names);
      return schema;
    }
  }

  record Nested(RecordSchema schema) implements Shape {
    @Override
    public void check(@Nullable Object value, String path, List<String> problems) {
      schema.check(value, path, problems);
    }

    @Override
    public Map<String, Object> toJsonSchema() {
      return schema.toJsonSchema();
    }
  }

  record OneOf(Class<?> type, Map<String, RecordSchema> kinds) implements Shape {
    @Override
    public void check(@Nullable Object value, String path, List<String> problems) {
      if (missing(value, path, problems)) {
        return;
      }
      kinds.values().stream()
          .filter(each -> each.describes(value))
          .findFirst()
          .ifPresentOrElse(
              each -> each.check(value, path, problems),
              () -> problems.add(RecordSchema.at(path) + "is no " + type.getSimpleName()));
    }

    @Override
    public Map<String, Object> toJsonSchema() {
      Map<String, Object> schema = typed("object");
      Describe doc = type.getAnnotation(Describe.class);
      if (doc != null) {
        schema.put("description", doc.value());
      }
      List<Object> forms = new ArrayList<>();
      kinds.forEach((kind, each) -> forms.add(each.toJsonSchema(kind)));
      schema.put("oneOf", forms);
      return schema;
    }
  }

  record Many(Shape element, @Nullable Range range) implements Shape {
    @Override
    public void check(@Nullable Object value, String path, List<String> problems) {
      if (missing(value, path, problems) || !(value instanceof List<?> list)) {
        return;
      }
      bounds(list.size(), range, "has length ", path, problems);
      for (int i = 0; i < list.size(); i++) {
        element.check(list.get(i), path + "/" + i, problems);
      }
    }

    @Override
    public Map<String, Object> toJsonSchema() {
      Map<String, Object> schema = typed("array");
      schema.put("items", element.toJsonSchema());
      putBounds(schema, range, "minItems", "maxItems");
      return schema;
    }
  }

  record Table(Shape value) implements Shape {
    @Override
    public void check(@Nullable Object map, String path, List<String> problems) {
      if (!missing(map, path, problems) && map instanceof Map<?, ?> entries) {
        entries.forEach((key, each) -> value.check(each, path + "/" + key, problems));
      }
    }

    @Override
    public Map<String, Object> toJsonSchema() {
      Map<String, Object> schema = typed("object");
      schema.put("additionalProperties", value.toJsonSchema());
      return schema;
    }
  }

  record Maybe(Shape inner) implements Shape {
    @Override
    public void check(@Nullable Object value, String path, List<String> problems) {
      if (!missing(value, path, problems) && value instanceof Optional<?> maybe) {
        maybe.ifPresent(present -> inner.check(present, path, problems));
      }
    }

    @Override
    public Map<String, Object> toJsonSchema() {
      return inner.toJsonSchema();
    }

    @Override
    public boolean required() {
      return false;
    }
  }
}
