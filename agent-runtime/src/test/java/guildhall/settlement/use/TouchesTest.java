package guildhall.settlement.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.Fact;
import guildhall.book.MemoryContentStore;
import guildhall.json.RecordJson;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Evidence;
import guildhall.settlement.Grounds;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SettlementFact.Settled;
import guildhall.settlement.use.Touches.At;
import guildhall.settlement.use.Touches.How;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Receipts by the contributions they were read for or weighed with.
class TouchesTest {

  private static final long ALL = Long.MAX_VALUE;

  private final MemoryContentStore contents = new MemoryContentStore();
  private final Touches touches = new Touches(contents);

  private void take(long position, Fact fact) throws IOException {
    touches.apply(new Entry(position, 1_000_000 * position, fact));
  }

  private Settled settled(String call, boolean royalties, String... ids) {
    List<Evidence.Read> reads =
        Stream.of(ids).map(id -> new Evidence.Read("d", 1, id, content(id))).toList();
    byte[] evidence =
        RecordJson.bytes(
            new Evidence(reads, List.of(), Optional.empty(), Optional.empty(), Optional.empty()));
    Line line = new Line("@royalties", "royalty", Amount.micros(royalties ? 10 : 0), "");
    return new Settled(
        call, content("out"), contents.put("ann", evidence), 10, List.of(line), Optional.empty());
  }

  private ContentId content(String text) {
    return contents.put("ann", RecordJson.bytes(text));
  }

  private static Distributed distributed(String call, String... keys) {
    List<Grounds.Share> shares =
        Stream.of(keys).map(key -> new Grounds.Share(key, 1, 0, 1, 0)).toList();
    return new Distributed(call, "use@3", List.of(), 0, new Grounds(0, 0, 10, 0, 1000, shares));
  }

  @Test
  void receipt_readThenWeighed_isCountedOnceWhereItWasDecided() throws Exception {
    take(3, settled("a#0", true, "one", "two"));
    assertThat(touches.below("d#one", 0, ALL, 9)).containsExactly(new At(3, How.READ));
    take(5, distributed("a#0", "d#one", "d#far"));

    assertThat(touches.below("d#one", 0, ALL, 9)).containsExactly(new At(5, How.READ_AND_WEIGHED));
    assertThat(touches.count("d#one", 0)).isEqualTo(1);
    assertThat(touches.below("d#two", 0, ALL, 9)).containsExactly(new At(3, How.READ));
    assertThat(touches.below("d#far", 0, ALL, 9)).containsExactly(new At(5, How.WEIGHED));
    assertThat(touches.below("d#none", 0, ALL, 9)).isEmpty();
    assertThat(touches.count("d#none", 0)).isZero();
  }

  @Test
  void receipts_ofAllKinds_comeNewestFirstByPages() throws Exception {
    take(1, settled("a#0", false, "one"));
    take(2, settled("b#0", true, "one"));
    take(4, distributed("b#0", "d#one"));
    take(6, distributed("c#0", "d#one"));
    take(8, settled("d#0", true, "one"));

    assertThat(touches.below("d#one", 0, ALL, 2))
        .containsExactly(new At(8, How.READ), new At(6, How.WEIGHED));
    assertThat(touches.below("d#one", 0, 6, 2))
        .containsExactly(new At(4, How.READ_AND_WEIGHED), new At(1, How.READ));
    assertThat(touches.below("d#one", 0, 1, 2)).isEmpty();
    assertThat(touches.count("d#one", 0)).isEqualTo(4);
  }

  @Test
  void receipts_beforeTheIdWasAnothers_areNotThere() throws Exception {
    take(1, settled("a#0", false, "one"));
    take(4, distributed("b#0", "d#one"));
    take(6, settled("c#0", false, "one"));

    assertThat(touches.below("d#one", 4, ALL, 9))
        .containsExactly(new At(6, How.READ), new At(4, How.WEIGHED));
    assertThat(touches.count("d#one", 4)).isEqualTo(2);
    assertThat(touches.count("d#one", 7)).isZero();
  }

  @Test
  void evidence_thatIsNotThere_isToldAndNothingIsTakenIn() throws Exception {
    Settled fact = settled("a#0", true, "one");
    contents.erase(fact.evidence());
    assertThatThrownBy(() -> take(1, fact)).isInstanceOf(IOException.class);
    assertThat(touches.count("d#one", 0)).isZero();
    take(2, distributed("a#0", "d#one"));
    assertThat(touches.below("d#one", 0, ALL, 9)).containsExactly(new At(2, How.WEIGHED));
  }
}
