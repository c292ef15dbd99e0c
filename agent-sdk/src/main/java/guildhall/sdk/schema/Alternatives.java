package guildhall.sdk.schema;

import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The records that a sealed interface stands for, each under its kind.
///
/// Where a component is declared as a sealed interface, its JSON is the object of the record with
/// one more field, [#KIND]: the record's simple name with its first letter in lower case, so that
/// `BankTransfer` is of the kind `bankTransfer`. Where the record itself is declared, there is no
/// such field.
public final class Alternatives {

  /// The field that tells the records apart.
  public static final String KIND = "kind";

  private final Class<?> type;
  private final Map<String, Class<?>> records = new LinkedHashMap<>();

  private Alternatives(Class<?> type) {
    this.type = type;
    addAll(type);
  }

  /// {@return whether a type is a sealed interface}
  ///
  /// @param type the class
  public static boolean isSealed(Class<?> type) {
    return type.isInterface() && type.isSealed();
  }

  /// {@return the alternatives of a sealed interface, through sealed interfaces below it}
  ///
  /// @param type the sealed interface
  /// @throws IllegalArgumentException if it or one below it has type parameters, permits something
  ///   else than records and sealed interfaces, or has two records of one kind or one with a
  ///   component called `kind`
  public static Alternatives of(Class<?> type) {
    if (!isSealed(type)) {
      throw new IllegalArgumentException("not a sealed interface: " + type.getName());
    }
    return new Alternatives(type);
  }

  /// {@return the records by their kind, in the order in which they are permitted}
  public Map<String, Class<?>> records() {
    return Collections.unmodifiableMap(records);
  }

  private void addAll(Class<?> sealed) {
    if (sealed.getTypeParameters().length > 0) {
      throw new IllegalArgumentException(
          "the sealed interface " + sealed.getName() + " has type parameters");
    }
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isRecord()) {
        add(permitted);
      } else if (isSealed(permitted)) {
        addAll(permitted);
      } else {
        throw new IllegalArgumentException(
            permitted.getName()
                + ", permitted by "
                + sealed.getSimpleName()
                + ", is neither a record nor a sealed interface");
      }
    }
  }

  private void add(Class<?> found) {
    for (RecordComponent component : found.getRecordComponents()) {
      if (component.getName().equals(KIND)) {
        throw new IllegalArgumentException(
            found.getName()
                + " has a component called kind, the field that tells the alternatives of "
                + type.getSimpleName()
                + " apart");
      }
    }
    String kind = kind(found);
    Class<?> before = records.put(kind, found);
    // one record may be permitted on two ways
    if (before != null && before != found) {
      throw new IllegalArgumentException(
          "two alternatives of "
              + type.getSimpleName()
              + " are of the kind "
              + kind
              + ": "
              + before.getName()
              + " and "
              + found.getName());
    }
  }

  private static String kind(Class<?> found) {
    String name = found.getSimpleName();
    int first = name.offsetByCodePoints(0, 1);
    return Character.toString(Character.toLowerCase(name.codePointAt(0))) + name.substring(first);
  }
}
