package guildhall.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each attack in a small arena of made-up texts, against the bound that is promised. Where chance
/// in one of them is larger than the margin, the mean of five is held against the bound. The same
/// attacks on real text, and larger, are the part *attacks* of the benchmark *attribution*.
class AttacksTest {

  @TempDir static Path folder;

  private static final int LIBRARIES = 5;

  private static final List<Scene> SCENES = new ArrayList<>();

  private interface Attack {
    Return on(Scene scene) throws IOException;
  }

  @BeforeAll
  static void open() throws IOException {
    SCENES.clear();
    for (int seed = 1; seed <= LIBRARIES; seed++) {
      Library library = Library.made(seed);
      Questions questions = new Questions(library, 100, 4, 40, 3);
      SCENES.add(new Scene(library, questions, folder.resolve("library-" + seed)));
    }
  }

  private static Scene scene() {
    return SCENES.getFirst();
  }

  private static void assertHoldsOnAverage(Attack attack) throws IOException {
    List<Return> all = new ArrayList<>();
    for (Scene each : SCENES) {
      all.add(attack.on(each));
    }
    double mean = all.stream().mapToDouble(Return::value).average().orElseThrow();
    assertThat(mean).as(all.toString()).isLessThanOrEqualTo(all.getFirst().bound());
  }

  private static void assertHolds(Return... all) {
    assertHolds(List.of(all));
  }

  private static void assertHolds(List<Return> all) {
    assertThat(all).allMatch(Return::holds);
  }

  @Test
  void honest_contributors_allEarn() {
    for (Library.Text text : scene().library().texts()) {
      assertThat(scene().honest().of(List.of(text.owner()))).as(text.owner()).isPositive();
    }
  }

  @Test
  void ownCopies_exactOrNoisy_earnNoMore() throws IOException {
    assertHolds(Replication.exact(scene()));
    for (Copying copying : Copying.NOISY) {
      assertHolds(Replication.noisy(scene(), copying));
    }
  }

  @Test
  void ownCopies_madeNotToLookLikeIt_earnNoMore() throws IOException {
    for (Copying copying : Copying.SLY) {
      assertHolds(Replication.noisy(scene(), copying));
    }
  }

  @Test
  void theft_exactOrNoisy_earnsNextToNothingAndVictimsKeepTheirs() throws IOException {
    assertHolds(Theft.exact(scene()));
    for (Copying copying : Copying.NOISY) {
      assertHolds(Theft.noisy(scene(), copying));
    }
  }

  @Test
  void theft_madeNotToLookLikeIt_earnsNextToNothing() throws IOException {
    for (Copying copying : Copying.SLY) {
      assertHolds(Theft.noisy(scene(), copying));
    }
  }

  @Test
  void sybils_sameTextsUnderTenNames_earnNoMore() throws IOException {
    assertHolds(Sybils.whole(scene()), Sybils.cut(scene()));
  }

  @Test
  void stuffing_phrasesThatOthersHave_earnsNoMore() throws IOException {
    assertHolds(Stuffing.late(scene()));
  }

  /// One library in some has two phrases in the order in which they are stuffed, and that passage
  /// is then the attacker's.
  @Test
  void stuffing_byWhoeverRegistersFirst_earnsNoMore() throws IOException {
    assertHoldsOnAverage(Stuffing::first);
  }

  @Test
  void outliers_inventedAndRareWords_earnNoMore() throws IOException {
    assertHolds(
        Outliers.invented(scene(), 10), Outliers.rare(scene(), 10), Outliers.rare(scene(), 30));
    assertHoldsOnAverage(scene -> Outliers.invented(scene, 30));
  }

  @Test
  void outliers_rowsThrownFarOut_earnNoMore() {
    assertHolds(RowOutliers.scaled(new RowOutliers.Size(3, 200, 30), 30));
  }

  @Test
  void selfQueries_whoeverAsksAndSells_costMoreThanTheyBring() throws IOException {
    assertThat(SelfQueries.ownName(scene()).value()).isZero();
    assertThat(SelfQueries.otherName(scene()).value()).isLessThanOrEqualTo(0.20);
    assertThat(SelfQueries.ownAgent(scene()).value()).isLessThanOrEqualTo(0.95);
  }

  /// Without any challenge the ring earns like others: the bonds work through challenges alone.
  @Test
  void collusion_oneTextInTwentyChallenged_earnsLessThanHonestWork() throws IOException {
    assertThat(Collusion.of(0).value()).isEqualTo(1);
    assertThat(Collusion.of(20).value()).isLessThan(0.5);
    assertThat(Collusion.of(10).value()).isNegative();
    assertThat(Collusion.of(1).value()).isNegative();
  }

  @Test
  void landGrab_publicText_earnsNothing() throws IOException {
    assertHolds(
        LandGrab.unlicensed(scene(), Optional.empty()),
        LandGrab.unlicensed(scene(), Optional.of("LicenseRef-public")),
        LandGrab.challenged());
  }

  @Test
  void landGrab_whatCountlessTextsShare_isPaidToTheCommons() throws IOException {
    assertHolds(LandGrab.common(scene()));
  }
}
