package guildhall.sdk.schema;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a record type allows: its JSON Schema (2020-12), and a check of values against it.
///
/// Components may be text, whole and real numbers, booleans, enums, records, amounts, instants and
/// durations, sealed interfaces over records ([Alternatives]), lists and text-keyed maps of these,
/// and optionals. A component that is not optional is required and never null. Derived once per
/// class and shared; safe for any thread.
public final class RecordSchema {

  private static final ClassValue<RecordSchema> CACHE =
      new ClassValue<>() {
        @Override
        protected RecordSchema computeValue(Class<?> type) {
          return new RecordSchema(type, List.of());
        }
      };

  private record Component(String name, Method accessor, Shape shape, @Nullable String doc) {}

  private final Class<?> type;
  private final List<Component> components;

  private RecordSchema(Class<?> type, List<Class<?>> outer) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException("not a record: " + type.getName());
    }
    if (outer.contains(type)) {
      throw new IllegalArgumentException("a record that contains itself: " + type.getName());
    }
    this.type = type;
    List<Class<?>> path = new ArrayList<>(outer);
    path.add(type);
    List<Component> found = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String where = type.getSimpleName() + "." + component.getName();
      Shape shape =
          Shape.of(component.getGenericType(), component.getAnnotation(Range.class), where, path);
      Describe doc = component.getAnnotation(Describe.class);
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      found.add(
          new Component(component.getName(), accessor, shape, doc == null ? null : doc.value()));
    }
    this.components = List.copyOf(found);
  }

  /// {@return the schema of a record class}
  ///
  /// @param type a record class
  /// @throws IllegalArgumentException if it is no record, contains itself, has a component of a
  ///   type no schema is defined for, or bounds one that has no size; the message names the
  ///   component
  public static RecordSchema of(Class<?> type) {
    return CACHE.get(type);
  }

  static RecordSchema nested(Class<?> type, List<Class<?>> outer) {
    return new RecordSchema(type, outer);
  }

  /// {@return what is wrong with a value: one sentence per finding, each with its path; empty if
  /// nothing is}
  ///
  /// @param value a record of this schema's class, or null, which is a finding
  public List<String> problems(@Nullable Object value) {
    List<String> problems = new ArrayList<>();
    check(value, "", problems);
    return problems;
  }

  boolean describes(@Nullable Object value) {
    return type.isInstance(value);
  }

  void check(@Nullable Object value, String path, List<String> problems) {
    if (!describes(value)) {
      problems.add(at(path) + "is " + (value == null ? "missing" : "no " + type.getSimpleName()));
      return;
    }
    Object record = Objects.requireNonNull(value);
    for (Component component : components) {
      component.shape.check(read(component, record), path + "/" + component.name, problems);
    }
  }

  private static @Nullable Object read(Component component, Object value) {
    try {
      return component.accessor.invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component.accessor, e);
    }
  }

  static String at(String path) {
    return path.isEmpty() ? "the record " : path + " ";
  }

  /// {@return the JSON Schema as a tree of maps, lists, texts, numbers and booleans; each call a
  /// fresh tree}
  public Map<String, Object> toJsonSchema() {
    return toJsonSchema(new LinkedHashMap<>());
  }

  /// The schema of this record as one of several alternatives.
  Map<String, Object> toJsonSchema(String kind) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(Alternatives.KIND, Map.of("const", kind));
    return toJsonSchema(properties);
  }

  private Map<String, Object> toJsonSchema(Map<String, Object> properties) {
    List<String> required = new ArrayList<>(properties.keySet());
    for (Component component : components) {
      Map<String, Object> property = component.shape.toJsonSchema();
      Optional.ofNullable(component.doc).ifPresent(doc -> property.put("description", doc));
      properties.put(component.name, property);
      if (component.shape.required()) {
        required.add(component.name);
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    Describe doc = type.getAnnotation(Describe.class);
    if (doc != null) {
      schema.put("description", doc.value());
    }
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }
}
