package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdOrderTest {

  /// Ids of all bits, of few upper halves, of one: also of those that differ only in what does not
  /// fit into a key, and in the sign.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100, 65_536, 70_001})
  void sorted_anyIds_isTheOrderOfIds(int count) {
    for (int kind = 0; kind < 4; kind++) {
      Random random = new Random(31L * count + kind);
      LongRows rows = new LongRows(HeapIds.WIDTH);
      for (int i = 0; i < count; i++) {
        int row = rows.add();
        long high =
            switch (kind) {
              case 0 -> random.nextLong();
              case 1 -> random.nextInt(3) - 1L;
              case 2 -> 0x0190_0000_0000_7000L + random.nextInt(1 << 20);
              default -> 7;
            };
        rows.set(row, 0, high);
        rows.set(row, 1, random.nextLong());
      }
      int[] expected =
          IntStream.range(0, count)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> new Id(rows.get(i, 0), rows.get(i, 1))))
              .mapToInt(i -> i)
              .toArray();

      assertThat(new IdOrder(rows).sorted()).as("kind %d", kind).isEqualTo(expected);
    }
  }
}
