package guildhall.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The house as it is. Each rule is seen to fail in [BrokenArrowsTest].
final class ArrowsTest {

  private static final String ROOT = "guildhall";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void code_importedForTheRules_isAllThere() {
    assertThat(CODE.size()).isGreaterThan(250);
    assertThat(
            CODE.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
                .collect(Collectors.toSet()))
        .contains(
            "sdk",
            "book",
            "ledger",
            "settlement",
            "rail",
            "datanet",
            "host",
            "child",
            "market",
            "task",
            "runtime")
        .doesNotContain("architecture", "tidy");
  }

  @Test
  void sdk_dependencies_areJavaAndItself() {
    Arrows.sdkStandsAlone(ROOT).check(CODE);
    Arrows.testKitKnowsJUnit(ROOT).check(CODE);
  }

  @Test
  void layers_dependencies_pointDown() {
    Arrows.layersPointDown(ROOT).check(CODE);
  }

  @Test
  void packages_dependencies_formNoCycle() {
    Arrows.slicesAreAcyclic(ROOT).check(CODE);
  }

  @Test
  void runtime_wiring_isKnownToNobody() {
    Arrows.nobodyKnowsTheWiring(ROOT).check(CODE);
  }

  @Test
  void child_dependencies_areWhatItsProcessHas() {
    Arrows.childrenHaveNoRuntime(ROOT).check(CODE);
  }

  @Test
  void taskPlan_dependencies_areTheSdkAndItself() {
    Arrows.plansStandAlone(ROOT).check(CODE);
  }

  @Test
  void marketScore_dependencies_runNothing() {
    Arrows.scoresKnowNoMarket(ROOT).check(CODE);
  }

  @Test
  void admission_dependencies_areTokensAndItself() {
    Arrows.admissionStandsAlone(ROOT).check(CODE);
  }

  @Test
  void pureCore_vertx_isAbsent() {
    Arrows.pureWithoutVertx(ROOT).check(CODE);
  }

  @Test
  void pureCore_clocksAndChance_areAbsent() {
    Arrows.pureWithoutClockOrChance(ROOT).check(CODE);
  }

  @Test
  void pureCore_inputAndOutput_areAbsent() {
    Arrows.pureWithoutInputOutput(ROOT).check(CODE);
  }

  @Test
  void money_floatingPoint_isAbsent() {
    Arrows.moneyIsWhole(ROOT).check(CODE);
  }

  @Test
  void http_servers_areInTheGatewayOnly() {
    Arrows.onlyTheGatewayServes(ROOT).check(CODE);
  }

  @Test
  void http_clients_areInOutboundOnly() {
    Arrows.onlyOutboundCallsOut(ROOT).check(CODE);
  }

  @Test
  void threads_sleep_onlyBetweenTwoTriesOfOutbound() {
    Arrows.nobodySleeps(ROOT).check(CODE);
  }
}
