package guildhall.market;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.ledger.Id;
import guildhall.roundtrip.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Orders, put aside and taken up again.
class OrdersStateTest {

  private static final int ORDERS = 40;

  private static final RoundTrip<Orders> TRIP =
      new RoundTrip<>(
          Orders::new,
          orders ->
              IntStream.range(0, ORDERS)
                  .mapToObj(i -> List.of(orders.find("o-" + i), orders.ofTask("order:o-" + i)))
                  .toList());

  private static List<Entry> entries() {
    Random random = new Random(7);
    List<Ordered> facts = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      facts.add(
          new Ordered(
              "o-" + (ORDERS - 1 - i),
              "owner" + random.nextInt(3),
              Id.at(1_000_000L * i, "hold"),
              "toy.do",
              Id.hash("body", Integer.toString(i)),
              random.nextInt(1000)));
    }
    return RoundTrip.entries(facts);
  }

  @Test
  void load_whatWasSaved_isTheSameNowAndLater() {
    TRIP.holdsAfterEach(entries());
  }

  @Test
  void load_bytesCutOff_isRefused() {
    TRIP.refusesWhatIsCut(entries());
    TRIP.refusesWhatIsCut(List.of());
  }

  @Test
  void load_unknownVersion_isRefused() {
    TRIP.refusesOtherVersions();
  }

  @Test
  void ofTask_taskThatIsNoOrder_isNone() {
    Orders orders = new Orders();
    entries().forEach(orders::apply);

    assertThat(orders.ofTask("order:o-1")).contains(orders.find("o-1").orElseThrow());
    assertThat(orders.ofTask("o-1")).isEmpty();
  }
}
