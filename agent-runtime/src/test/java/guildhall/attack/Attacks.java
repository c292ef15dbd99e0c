package guildhall.attack;

import guildhall.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Every attack on real text, for the benchmark.
public final class Attacks {

  private static final int CONTRIBUTORS = 60;
  private static final int WORDS_MAX = 2_500;
  private static final int ANSWERS = 300;
  private static final int STRETCHES = 6;
  private static final int STRETCH = 45;

  private Attacks() {}

  /// Measures into a report.
  ///
  /// @param texts of at least sixty contributors
  /// @param folder of its own
  public static void onRealText(List<String> texts, Path folder, Report report) throws IOException {
    Library library = Library.real(texts, CONTRIBUTORS, WORDS_MAX);
    Questions questions = new Questions(library, ANSWERS, STRETCHES, STRETCH, 3);
    Scene scene = new Scene(library, questions, folder);
    report.figure("honest texts", "", library.texts().size());
    report.figure("of these accepted as texts of their own", "of 1", scene.acceptedPart());
    report.figure("of these passages of earlier texts", "of 1", scene.copiedPart());
    copies(scene, report);
    words(scene, report);
    money(scene, report);
  }

  private static void copies(Scene scene, Report report) throws IOException {
    add(report, Replication.exact(scene));
    for (Copying copying : Copying.NOISY) {
      add(report, Replication.noisy(scene, copying));
    }
    for (Copying copying : Copying.SLY) {
      add(report, Replication.noisy(scene, copying));
    }
    add(report, Sybils.whole(scene), Sybils.cut(scene));
    Theft.exact(scene).forEach(each -> add(report, each));
    for (Copying copying : Copying.NOISY) {
      Theft.noisy(scene, copying).forEach(each -> add(report, each));
    }
    for (Copying copying : Copying.SLY) {
      Theft.noisy(scene, copying).forEach(each -> add(report, each));
    }
  }

  private static void words(Scene scene, Report report) throws IOException {
    add(report, Stuffing.late(scene), Stuffing.first(scene));
    for (int percent : new int[] {10, 30}) {
      add(report, Outliers.invented(scene, percent), Outliers.rare(scene, percent));
    }
    RowOutliers.Size size = new RowOutliers.Size(6, 400, 80);
    for (double factor : new double[] {2, 5, 30}) {
      add(report, RowOutliers.scaled(size, factor));
    }
  }

  private static void money(Scene scene, Report report) throws IOException {
    add(
        report,
        SelfQueries.ownName(scene),
        SelfQueries.otherName(scene),
        SelfQueries.ownAgent(scene));
    for (int oneIn : new int[] {0, 20, 10, 2, 1}) {
      add(report, Collusion.of(oneIn));
    }
    add(
        report,
        LandGrab.unlicensed(scene, Optional.empty()),
        LandGrab.unlicensed(scene, Optional.of("LicenseRef-public")),
        LandGrab.challenged(),
        LandGrab.common(scene));
  }

  private static void add(Report report, Return... all) {
    for (Return each : all) {
      String what = each.attack() + ", " + each.what();
      double[] value = {each.value()};
      if (each.atMost()) {
        report.atMost(what, "of 1", each.bound(), value);
      } else {
        report.ratio(what, "of 1", value, new double[] {1}, Optional.of(each.bound()));
      }
    }
  }
}
