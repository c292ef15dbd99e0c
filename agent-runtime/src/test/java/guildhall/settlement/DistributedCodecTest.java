package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Fact;
import guildhall.book.FactTypes;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Grounds.Share;
import guildhall.settlement.SettlementFact.Distributed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Distributions as bytes, those of older books too.
class DistributedCodecTest {

  /// As version 1 had it.
  private record Old(String call, String method, List<Line> lines) implements Fact {}

  private static final DistributedCodec CODEC = new DistributedCodec();

  private static final Distributed ODD =
      new Distributed(
          "t/ä#0",
          "use@1",
          List.of(
              new Line("cid", "royalty", Amount.micros(1), "facts#at"),
              new Line("@residual", "residual", Amount.micros(Long.MAX_VALUE), ""),
              new Line("dot", "another", Amount.micros(128), "x".repeat(300))),
          Long.MAX_VALUE,
          new Grounds(
              7,
              3,
              1_000_000_000_000L,
              5,
              612,
              List.of(
                  new Share("facts#at", 8, 0, 1, 2),
                  new Share("facts#de", Long.MAX_VALUE, -1, 0, 0))));

  private static byte[] bytes(Distributed fact) {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    CODEC.encode(fact, out);
    return Arrays.copyOf(out.array(), out.position());
  }

  @Test
  void decode_whatWasEncoded_isTheSame() {
    Distributed empty = new Distributed("", "", List.of(), 0, Grounds.NONE);
    for (Distributed fact : List.of(ODD, empty)) {
      assertThat(CODEC.decode(3, ByteBuffer.wrap(bytes(fact)))).isEqualTo(fact);
    }
  }

  @Test
  void decode_version1_isADistributionThatWasPaidAtOnce() {
    ByteBuffer old = ByteBuffer.allocate(1 << 16);
    FactTypes.cbor(Old.class).encode(new Old(ODD.call(), ODD.method(), ODD.lines()), old);
    assertThat(CODEC.decode(1, old.flip()))
        .isEqualTo(new Distributed(ODD.call(), ODD.method(), ODD.lines(), 0, Grounds.NONE));
  }

  @Test
  void decode_bytesCutOffOrTooMany_isRefused() {
    byte[] whole = bytes(ODD);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CODEC.decode(3, ByteBuffer.wrap(cut)))
          .as("%d of %d", length, whole.length)
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> CODEC.decode(3, ByteBuffer.wrap(longer)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CODEC.decode(4, ByteBuffer.wrap(whole)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void encode_fiveContributors_takesLessThanAHundredAndFiftyBytes() {
    List<Line> lines =
        IntStream.range(0, 5)
            .mapToObj(i -> new Line("contributor-" + i, "royalty", Amount.micros(40_000), "d#" + i))
            .toList();
    assertThat(
            bytes(
                new Distributed(
                    "t/r1234567#0", "use@1", lines, 1_800_000_000_000_000L, Grounds.NONE)))
        .hasSizeLessThan(150);
  }
}
