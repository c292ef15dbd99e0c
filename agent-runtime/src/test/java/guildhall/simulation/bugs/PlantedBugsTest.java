package guildhall.simulation.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.simulation.Search;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether the simulation would notice: each patch plants one bug, and some seed has to go wrong.
class PlantedBugsTest {

  private static final int SEEDS = Integer.getInteger("guildhall.bugSeeds", 150);

  @TempDir Path folder;

  static Stream<Path> patches() throws IOException, URISyntaxException {
    Path here =
        Path.of(
            Objects.requireNonNull(PlantedBugsTest.class.getResource("ack-before-sync.patch"))
                .toURI());
    List<Path> patches;
    try (Stream<Path> files = Files.list(Objects.requireNonNull(here.getParent()))) {
      patches = files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
    return patches.stream();
  }

  @ParameterizedTest
  @MethodSource("patches")
  void simulation_withABugPlanted_findsIt(Path patch) throws Exception {
    String found = firstWrong(Files.readAllLines(patch));
    System.out.printf("planted %s: %s%n", patch.getFileName(), found);
    assertThat(found).as("%s in %d seeds", patch.getFileName(), SEEDS).isNotNull();
  }

  @Test
  void simulation_withNoBugPlanted_findsNone() throws Exception {
    assertThat(firstWrong(List.of())).isNull();
  }

  @Test
  void patches_areTenOrMore() throws Exception {
    assertThat(patches().count()).isGreaterThanOrEqualTo(10);
  }

  private @Nullable String firstWrong(List<String> diff) throws Exception {
    Class<?> search = Patched.load(diff, folder).loadClass(Search.class.getName());
    assertThat(search).isNotEqualTo(Search.class);
    return (String)
        search.getMethod("firstWrong", long.class, long.class).invoke(null, 1L, (long) SEEDS);
  }
}
