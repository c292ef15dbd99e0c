package guildhall.sdk.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Bounds a number, or the length of a text or list, both ends included.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {

  /// {@return the least value or length}
  double min() default -Double.MAX_VALUE;

  /// {@return the greatest value or length}
  double max() default Double.MAX_VALUE;
}
