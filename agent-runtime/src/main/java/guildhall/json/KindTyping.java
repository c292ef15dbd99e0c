package guildhall.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.impl.AsPropertyTypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import guildhall.sdk.schema.Alternatives;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Writes the kind as the first field of an object and reads it wherever it stands.
final class KindTyping extends StdTypeResolverBuilder {

  KindTyping() {
    super(
        JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME,
            JsonTypeInfo.As.PROPERTY,
            Alternatives.KIND,
            null,
            false,
            true,
            null));
  }

  @Override
  public TypeDeserializer buildTypeDeserializer(
      DeserializationConfig config, JavaType baseType, Collection<NamedType> subtypes) {
    TypeIdResolver kinds =
        idResolver(config, baseType, subTypeValidator(config), subtypes, false, true);
    return new Reader(baseType, kinds);
  }

  /// As strict as the schema: an object whose kind is a text. What it extends also takes an array
  /// of kind and object, and kinds that are numbers.
  private static final class Reader extends AsPropertyTypeDeserializer {

    private static final long serialVersionUID = 1;

    Reader(JavaType baseType, TypeIdResolver kinds) {
      super(baseType, kinds, Alternatives.KIND, false, null, JsonTypeInfo.As.PROPERTY, true);
    }

    private Reader(Reader from, BeanProperty property) {
      super(from, property);
    }

    @Override
    public TypeDeserializer forProperty(@Nullable BeanProperty property) {
      return property == null ? this : new Reader(this, property);
    }

    @Override
    public Object deserializeTypedFromObject(JsonParser in, DeserializationContext context)
        throws IOException {
      if (!in.hasToken(JsonToken.START_OBJECT)) {
        return context.handleUnexpectedToken(_baseType, in);
      }
      return super.deserializeTypedFromObject(in, context);
    }

    @Override
    public Object deserializeTypedFromAny(JsonParser in, DeserializationContext context)
        throws IOException {
      return deserializeTypedFromObject(in, context);
    }

    @Override
    protected Object _deserializeTypedForId(
        JsonParser in, DeserializationContext context, TokenBuffer before, String kind)
        throws IOException {
      if (!in.hasToken(JsonToken.VALUE_STRING)) {
        throw context.missingTypeIdException(_baseType, "the kind is no text");
      }
      return super._deserializeTypedForId(in, context, before, kind);
    }
  }
}
