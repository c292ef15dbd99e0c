package guildhall.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// A record as CBOR. Components may be appended to the record later; older entries then lack them,
/// so such a component must accept null, zero or an empty optional.
final class CborCodec<F extends Fact> implements FactCodec<F> {

  static final ObjectMapper MAPPER =
      CBORMapper.builder(
              // buffers that each thread keeps are made anew by each virtual one
              CBORFactory.builder().recyclerPool(JsonRecyclerPools.newBoundedPool(64)).build())
          .addModule(new Jdk8Module())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // a record is its components, no more
          .build();

  private final Class<F> type;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  CborCodec(Class<F> type) {
    this.type = type;
    this.writer = MAPPER.writerFor(type);
    this.reader = MAPPER.readerFor(type);
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void encode(F fact, ByteBuffer out) {
    try {
      out.put(writer.writeValueAsBytes(fact));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode " + fact, e);
    }
  }

  @Override
  public F decode(int version, ByteBuffer body) {
    if (version != 1) {
      throw new IllegalArgumentException(type.getSimpleName() + " has no version " + version);
    }
    try {
      return reader.readValue(new ByteBufferBackedInputStream(body));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
    }
  }
}
