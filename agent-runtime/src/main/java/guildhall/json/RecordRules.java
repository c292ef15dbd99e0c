package guildhall.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import guildhall.sdk.schema.Alternatives;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What records mean without annotations: a component must be there unless it is optional, and a
/// sealed interface over records says the kind of each value.
final class RecordRules extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1;

  @Override
  public Boolean hasRequiredMarker(AnnotatedMember member) {
    return member.getRawType() != Optional.class;
  }

  @Override
  public @Nullable TypeResolverBuilder<?> findTypeResolver(
      MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
    return alternatives(type)
        .<TypeResolverBuilder<?>>map(_ -> new KindTyping())
        .orElseGet(() -> super.findTypeResolver(config, type, baseType));
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated type) {
    return alternatives(type)
        .map(all ->
            all.records().entrySet().stream()
                .map(each -> new NamedType(each.getValue(), each.getKey()))
                .toList())
        .orElseGet(() -> super.findSubtypes(type));
  }

  /// Empty also for a sealed interface that no schema is defined for: no capability has one, and
  /// other records that hold one are written as if it were not sealed.
  private static Optional<Alternatives> alternatives(Annotated type) {
    if (!(type instanceof AnnotatedClass) || !Alternatives.isSealed(type.getRawType())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Alternatives.of(type.getRawType()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
