package guildhall.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Every rule seen to fail, on classes written to break it, and to hold on their innocent
/// neighbours.
final class BrokenArrowsTest {

  private static final String ROOT = "guildhall.architecture.violations";

  @Test
  void sdk_knowsTheRuntime_isFound() {
    breaks(Arrows.sdkStandsAlone(ROOT), "sdk.KnowsTheLedger");
    breaks(Arrows.layersPointDown(ROOT), "sdk.KnowsTheLedger");
    breaks(Arrows.testKitKnowsJUnit(ROOT), "sdk.testkit.KnowsTheLedger");
  }

  @Test
  void layer_looksUp_isFound() {
    breaks(Arrows.layersPointDown(ROOT), "settlement.KnowsTheHost");
    breaks(Arrows.layersPointDown(ROOT), "host.KnowsTheMarket");
    holds(Arrows.layersPointDown(ROOT), "market.KnowsTheHost");
  }

  @Test
  void package_withoutAPlace_isFound() {
    breaks(Arrows.layersPointDown(ROOT), "elsewhere.HasNoPlace");
  }

  @Test
  void packages_inACycle_areFound() {
    assertThatThrownBy(() ->
            Arrows.slicesAreAcyclic(ROOT)
                .check(imported("host.KnowsTheMarket", "market.KnowsTheHost")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Cycle detected")
        .hasMessageContaining("host.KnowsTheMarket")
        .hasMessageContaining("market.KnowsTheHost");
    holds(Arrows.slicesAreAcyclic(ROOT), "market.KnowsTheHost", "settlement.KnowsTheHost");
  }

  @Test
  void wiring_knownToTheGateway_isFound() {
    breaks(Arrows.nobodyKnowsTheWiring(ROOT), "gateway.KnowsTheWiring");
    breaks(Arrows.layersPointDown(ROOT), "gateway.KnowsTheWiring");
    holds(Arrows.nobodyKnowsTheWiring(ROOT), "runtime.Wiring");
  }

  @Test
  void child_knowsTheRuntime_isFound() {
    breaks(Arrows.childrenHaveNoRuntime(ROOT), "child.KnowsTheLedger");
    breaks(Arrows.layersPointDown(ROOT), "child.KnowsTheLedger");
  }

  @Test
  void plan_knowsItsEngine_isFound() {
    breaks(Arrows.plansStandAlone(ROOT), "task.plan.KnowsItsEngine");
  }

  @Test
  void admission_knowsMoreThanItIsHanded_isFound() {
    breaks(Arrows.admissionStandsAlone(ROOT), "datanet.admission.KnowsTheLedger");
    breaks(Arrows.pureWithoutClockOrChance(ROOT), "datanet.admission.ReadsTheDay");
    holds(Arrows.admissionStandsAlone(ROOT), "datanet.admission.ReadsTheDay");
  }

  @Test
  void score_asksTheMarket_isFound() {
    breaks(Arrows.scoresKnowNoMarket(ROOT), "market.score.AsksTheMarket");
  }

  @Test
  void pureCore_knowsVertx_isFound() {
    breaks(Arrows.pureWithoutVertx(ROOT), "ledger.KnowsVertx");
    holds(Arrows.pureWithoutVertx(ROOT), "ledger.ValuesOnly", "host.ServesHttp");
  }

  @Test
  void pureCore_readsTheTime_isFound() {
    ArchRule rule = Arrows.pureWithoutClockOrChance(ROOT);
    breaks(rule, "ledger.ReadsTheClock");
    breaks(rule, "ledger.ReadsTheNanos");
    breaks(rule, "ledger.ReadsTheMillis");
    breaks(rule, "ledger.KeepsAClock");
    holds(rule, "ledger.ValuesOnly");
  }

  @Test
  void pureCore_leavesThingsToChance_isFound() {
    ArchRule rule = Arrows.pureWithoutClockOrChance(ROOT);
    breaks(rule, "ledger.DrawsAnId");
    breaks(rule, "ledger.DrawsASeed");
    breaks(rule, "ledger.RollsDice");
    breaks(rule, "settlement.ApportionmentByChance");
  }

  @Test
  void pureCore_readsOrWrites_isFound() {
    ArchRule rule = Arrows.pureWithoutInputOutput(ROOT);
    breaks(rule, "ledger.OpensAFile");
    breaks(rule, "ledger.ReadsAStream");
    holds(rule, "ledger.ValuesOnly");
  }

  @Test
  void money_inFractions_isFound() {
    ArchRule rule = Arrows.moneyIsWhole(ROOT);
    breaks(rule, "settlement.PaysInFractions");
    breaks(rule, "settlement.PaysInBoxedFractions");
    breaks(rule, "settlement.RoundsInside");
    holds(rule, "ledger.ValuesOnly", "settlement.KnowsTheHost");
  }

  @Test
  void http_servedOutsideTheGateway_isFound() {
    ArchRule rule = Arrows.onlyTheGatewayServes(ROOT);
    breaks(rule, "host.ServesHttp");
    breaks(rule, "host.RoutesHttp");
    holds(rule, "gateway.ServesHttp", "host.CallsOut");
  }

  @Test
  void http_calledOutsideOutbound_isFound() {
    ArchRule rule = Arrows.onlyOutboundCallsOut(ROOT);
    breaks(rule, "host.CallsOut");
    breaks(rule, "host.CallsOutWithJava");
    holds(rule, "outbound.PausesBetweenTries", "host.ServesHttp");
  }

  @Test
  void sleep_anywhereButInOutbound_isFound() {
    ArchRule rule = Arrows.nobodySleeps(ROOT);
    breaks(rule, "task.SleepsOnAThread");
    breaks(rule, "task.SleepsInUnits");
    breaks(rule, "outbound.SleepsOnAThread");
    holds(rule, "outbound.PausesBetweenTries", "task.plan.KnowsItsEngine");
  }

  private static void breaks(ArchRule rule, String offender) {
    assertThatThrownBy(() -> rule.check(imported(offender)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(ROOT + "." + offender);
  }

  private static void holds(ArchRule rule, String... innocents) {
    rule.allowEmptyShould(true).check(imported(innocents));
  }

  private static JavaClasses imported(String... names) {
    Class<?>[] classes = Arrays.stream(names).map(BrokenArrowsTest::load).toArray(Class[]::new);
    JavaClasses imported = new ClassFileImporter().importClasses(classes);
    assertThat(imported).hasSize(names.length);
    return imported;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(ROOT + "." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
