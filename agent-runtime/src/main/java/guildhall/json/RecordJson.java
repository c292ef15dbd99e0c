package guildhall.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import guildhall.sdk.Amount;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The one mapper. Strict: unknown fields, duplicate keys, trailing text and numbers for texts are
/// refused. Amounts are decimal strings of credits, times ISO 8601, enums their names, and what is
/// declared as a sealed interface says its kind, see [guildhall.sdk.schema.Alternatives].
public final class RecordJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              // buffers that each thread keeps are made anew by each virtual one: 18 KiB a call
              JsonFactory.builder().recyclerPool(JsonRecyclerPools.newBoundedPool(64)).build())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(amounts())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .annotationIntrospector(new RecordRules())
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text -> {
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS))
          .build();

  private static final ClassValue<ObjectWriter> WRITERS =
      new ClassValue<>() {
        @Override
        protected ObjectWriter computeValue(Class<?> type) {
          return MAPPER.writerFor(type);
        }
      };

  private RecordJson() {}

  /// The mapper itself, for trees and wires; not to be reconfigured.
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /// A value as compact UTF-8 JSON.
  public static byte[] bytes(Object value) {
    try {
      return WRITERS.get(value.getClass()).writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + value.getClass().getName(), e);
    }
  }

  /// A value as a tree.
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /// Bytes this runtime wrote, as the record they were.
  ///
  /// @throws UncheckedIOException if they are not
  public static <T> T read(byte[] bytes, Class<T> type) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException("not a " + type.getSimpleName(), e);
    }
  }

  /// Bytes this runtime wrote, as a tree.
  ///
  /// @throws UncheckedIOException if they are not JSON
  public static JsonNode readTree(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON", e);
    }
  }

  /// A tree from outside, as a record.
  ///
  /// @throws BadJsonException if it does not fit, with a sentence that names the place
  public static <T> T bind(JsonNode tree, Class<T> type) throws BadJsonException {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw BadJsonException.of(e);
    }
  }

  private static SimpleModule amounts() {
    SimpleModule module = new SimpleModule("amounts");
    module.addSerializer(
        Amount.class,
        new StdSerializer<>(Amount.class) {
          @Override
          public void serialize(Amount value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(value.toCredits());
          }
        });
    module.addDeserializer(
        Amount.class,
        new StdDeserializer<>(Amount.class) {
          @Override
          public Amount deserialize(JsonParser in, DeserializationContext context)
              throws IOException {
            return Amount.credits(in.getValueAsString(""));
          }
        });
    return module;
  }
}
