package guildhall.market;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.host.Announcement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Some of many sellers: all by chance, those who delivered always.
final class SellersTest {

  private final Sellers sellers = new Sellers();

  private static Announcement seller(int number) {
    return new Announcement("here", "agent-" + number, "owner", List.of("toy.shout"));
  }

  private List<Announcement> addAll(int count) {
    List<Announcement> all = IntStream.range(0, count).mapToObj(SellersTest::seller).toList();
    all.forEach(sellers::add);
    return all;
  }

  @Test
  void some_fewSellers_areAll() {
    List<Announcement> all = addAll(64);

    assertThat(sellers.some(7, 64)).containsExactlyElementsOf(all);
  }

  @Test
  void some_manySellers_areSoManyDifferentOnesWhateverTheirNumberAndTheSeed() {
    Random random = new Random(20261128);
    for (int size = 65; size < 400; size++) {
      Sellers some = new Sellers();
      IntStream.range(0, size).mapToObj(SellersTest::seller).forEach(some::add);
      assertThat(some.some(random.nextLong(), 64)).hasSize(64).doesNotHaveDuplicates();
    }
  }

  @Test
  void some_manySeeds_nobodyIsChosenMuchMoreThanOthers() {
    addAll(1000);
    Map<Announcement, Integer> chosen = new HashMap<>();
    Random random = new Random(20261128);
    for (int i = 0; i < 10_000; i++) {
      sellers.some(random.nextLong(), 64).forEach(each -> chosen.merge(each, 1, Integer::sum));
    }
    assertThat(chosen).hasSize(1000);
    assertThat(chosen.values()).allMatch(times -> times > 500 && times < 800); // 640 on average
  }

  @Test
  void some_whoeverDeliveredLast_isAlwaysAmongThem() {
    List<Announcement> all = addAll(1000);
    for (int i = 0; i < 20; i++) {
      sellers.delivered(all.get(i));
    }

    assertThat(sellers.some(4711, 64)).hasSize(64).containsAll(all.subList(4, 20));
  }

  @Test
  void remove_seller_isChosenNoMore() {
    List<Announcement> all = addAll(100);
    sellers.delivered(all.getFirst());

    sellers.remove(all.getFirst());
    sellers.remove(all.getFirst());

    assertThat(sellers.all()).hasSize(99).doesNotContain(all.getFirst());
    assertThat(sellers.some(0, 64)).doesNotContain(all.getFirst());
  }
}
