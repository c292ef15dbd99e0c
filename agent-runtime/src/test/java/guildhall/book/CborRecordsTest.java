package guildhall.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sequences of records as bytes and back.
class CborRecordsTest {

  record Pair(String name, long value) {}

  record Wider(String name, long value, int count, Optional<String> note) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private DataInputStream in() {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static <R extends Record> List<R> read(DataInputStream in, Class<R> type)
      throws IOException {
    List<R> found = new ArrayList<>();
    CborRecords.read(in, type, found::add);
    return found;
  }

  @Test
  void read_twoSequences_eachEndsWhereTheNextBegins() throws Exception {
    CborRecords.write(out, new Pair("a", 1));
    CborRecords.write(out, new Pair("b", Long.MIN_VALUE));
    CborRecords.end(out);
    CborRecords.end(out);
    CborRecords.write(out, new Pair("c", 3));
    CborRecords.end(out);
    out.writeByte(7);
    DataInputStream in = in();

    assertThat(read(in, Pair.class))
        .containsExactly(new Pair("a", 1), new Pair("b", Long.MIN_VALUE));
    assertThat(read(in, Pair.class)).isEmpty();
    assertThat(read(in, Pair.class)).containsExactly(new Pair("c", 3));
    assertThat(in.read()).as("what follows is left alone").isEqualTo(7);
  }

  @Test
  void write_aRecord_isItsLengthAndTheBytesOfTheBook() throws Exception {
    CborRecords.write(out, new Pair("a", 1));

    ByteBuffer fact = ByteBuffer.allocate(100);
    record Same(String name, long value) implements Fact {}
    new CborCodec<>(Same.class).encode(new Same("a", 1), fact);
    ByteBuffer written = ByteBuffer.wrap(bytes.toByteArray());
    assertThat(written.getInt()).isEqualTo(fact.position());
    assertThat(written).isEqualTo(fact.flip());
  }

  @Test
  void read_componentsAppendedSince_areAbsent() throws Exception {
    CborRecords.write(out, new Pair("a", 1));
    CborRecords.end(out);

    assertThat(read(in(), Wider.class)).containsExactly(new Wider("a", 1, 0, Optional.empty()));
  }

  @Test
  void read_componentsItDoesNotKnow_arePassedOver() throws Exception {
    CborRecords.write(out, new Wider("a", 1, 2, Optional.of("c")));
    CborRecords.end(out);

    assertThat(read(in(), Pair.class)).containsExactly(new Pair("a", 1));
  }

  @Test
  void read_noEnd_isRefused() throws Exception {
    CborRecords.write(out, new Pair("a", 1));

    assertThatThrownBy(() -> read(in(), Pair.class)).isInstanceOf(EOFException.class);
  }

  @Test
  void read_lengthThatCannotBe_isRefusedBeforeRoomIsMade() throws Exception {
    out.writeInt(Integer.MAX_VALUE);
    assertThatThrownBy(() -> read(in(), Pair.class))
        .isInstanceOf(IOException.class)
        .hasMessage("no Pair is 2147483647 bytes long");
    bytes.reset();
    out.writeInt(-1);
    assertThatThrownBy(() -> read(in(), Pair.class)).hasMessage("no Pair is -1 bytes long");
  }

  @Test
  void read_bytesThatAreNoSuchRecord_areRefused() throws Exception {
    refuses(new byte[] {(byte) 0xf6}); // null
    refuses(new byte[] {0x01}); // a number
    refuses(new byte[] {(byte) 0xa0, (byte) 0xa0}); // two
    refuses(new byte[] {(byte) 0xbf}); // begins and does not end
  }

  private void refuses(byte[] record) throws IOException {
    bytes.reset();
    out.writeInt(record.length);
    out.write(record);
    CborRecords.end(out);
    assertThatThrownBy(() -> read(in(), Pair.class)).isInstanceOf(IOException.class);
  }

  @Test
  void write_longerThanCanBeRead_isRefused() {
    assertThatThrownBy(() -> CborRecords.write(out, new Pair("a".repeat(1 << 24), 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
    assertThat(bytes.size()).isZero();
  }
}
