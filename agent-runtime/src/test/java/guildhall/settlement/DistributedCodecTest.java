package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import guildhall.book.FactTypes;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Grounds.Share;
import guildhall.settlement.SettlementFact.Distributed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
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

  private static final Distributed SCORED = scored(Scored.by(new ContentId("0f".repeat(32))));

  private static Distributed scored(Scored scored) {
    Grounds was = ODD.grounds();
    return new Distributed(
        ODD.call(),
        ODD.method(),
        ODD.lines(),
        ODD.vestsMicros(),
        new Grounds(
            was.basis(),
            was.frequencies(),
            was.wholeMicros(),
            was.commonsMicros(),
            was.confidencePermille(),
            was.shares(),
            scored));
  }

  private static byte[] bytes(Distributed fact) {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    CODEC.encode(fact, out);
    return Arrays.copyOf(out.array(), out.position());
  }

  @Test
  void decode_whatWasEncoded_isTheSame() {
    Distributed empty = new Distributed("", "", List.of(), 0, Grounds.NONE);
    for (Distributed fact : List.of(ODD, empty, SCORED)) {
      assertThat(CODEC.decode(4, ByteBuffer.wrap(bytes(fact)))).isEqualTo(fact);
    }
    for (Scored.How how : Scored.How.values()) {
      if (how != Scored.How.USED) {
        Distributed fact = scored(Scored.without(how));
        assertThat(CODEC.decode(4, ByteBuffer.wrap(bytes(fact)))).isEqualTo(fact);
      }
    }
  }

  /// Written by version 3, when no model was asked.
  @Test
  void decode_version3_isADistributionForWhichNoModelWasAsked() {
    String old =
        "06742fc3a42330057573654031ffffffffffffffff7f030363696400010940726573696475616c01"
            + "ffffffffffffffff7f03646f740207616e6f746865728001070380a094a58d1d05e4040208666163"
            + "747323617408010102086661637473236465ffffffffffffffff7f000000000001ac02"
            + "78".repeat(300);
    assertThat(CODEC.decode(3, ByteBuffer.wrap(HexFormat.of().parseHex(old)))).isEqualTo(ODD);
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
    byte[] whole = bytes(SCORED);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CODEC.decode(4, ByteBuffer.wrap(cut)))
          .as("%d of %d", length, whole.length)
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> CODEC.decode(4, ByteBuffer.wrap(longer)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CODEC.decode(5, ByteBuffer.wrap(whole)))
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
