package guildhall.samples.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import guildhall.samples.fakecall.FakeCall;
import guildhall.samples.fakecall.FakeMarket;
import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.sdk.Amount;
import guildhall.sdk.Progress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private final FakeCall call = new FakeMarket(List.of(), List.of()).call(Amount.ZERO);

  private Simulation simulate(MarketEntryCase marketCase, Calibration calibration, int leadWeeks)
      throws InterruptedException {
    SimulationRequest request =
        new SimulationRequest(marketCase, calibration, 1000, leadWeeks, false);
    return RiskAgent.simulate(request, call);
  }

  @Test
  void simulate_nothingUncertain_isTheClosedForm() throws Exception {
    Simulation simulation = simulate(Cases.threeYears(0, 0, 1), Cases.CERTAIN, 0);
    double value =
        -51_000
            + 0.75 * (40_000 - 5000) / 1.1
            + 0.75 * (44_000 - 5000) / 1.21
            + 0.75 * (48_400 - 5000) / 1.331;
    assertThat(simulation.npvP5Eur()).isEqualTo(Math.round(value)).isEqualTo(21_492);
    assertThat(simulation.npvP50Eur()).isEqualTo(21_492);
    assertThat(simulation.npvP95Eur()).isEqualTo(21_492);
    assertThat(simulation.npvMeanEur()).isEqualTo(21_492);
    assertThat(simulation.lossProbability()).isZero();
    assertThat(simulation.drivers()).hasSize(3).allMatch(driver -> driver.share() == 0);
  }

  @Test
  void simulate_halfAYearLate_losesHalfTheFirstYearsSales() throws Exception {
    Simulation simulation = simulate(Cases.threeYears(0, 0, 1), Cases.CERTAIN, 26);
    double value =
        -51_000
            + 0.75 * (20_000 - 5000) / 1.1
            + 0.75 * (44_000 - 5000) / 1.21
            + 0.75 * (48_400 - 5000) / 1.331;
    assertThat(simulation.npvP50Eur()).isEqualTo(Math.round(value));
  }

  @Test
  void simulate_neverOnTheMarket_losesInvestmentAndUntaxedFixedCosts() throws Exception {
    Simulation simulation = simulate(Cases.threeYears(0, 0, 1), Cases.CERTAIN, 1000);
    double value = -51_000 - 5000 / 1.1 - 5000 / 1.21 - 5000 / 1.331;
    assertThat(simulation.npvP50Eur()).isEqualTo(Math.round(value));
    assertThat(simulation.lossProbability()).isEqualTo(1);
  }

  @Test
  void simulate_inflation_reachesCostsInFullAndThePriceByHalf() throws Exception {
    Calibration inflated =
        new Calibration(
            Parameter.certain(19),
            Parameter.certain(25),
            Parameter.certain(20),
            Parameter.certain(10));
    Simulation simulation = simulate(Cases.threeYears(0, 0, 1), inflated, 0);
    double value =
        -51_000
            + 0.75 * (1000 * (100 - 60) - 5000) / 1.1
            + 0.75 * (1100 * (110 - 72) - 6000) / 1.21
            + 0.75 * (1210 * (121 - 86.4) - 7200) / 1.331;
    assertThat(simulation.npvP50Eur()).isEqualTo(Math.round(value));
  }

  @Test
  void simulate_onlyThePriceUncertain_spreadsAsTheNormalDistribution() throws Exception {
    Simulation simulation = simulate(Cases.threeYears(1, 0, 1), Cases.CERTAIN, 0);
    double deviation = 0.75 * 1 * (1000 / 1.1 + 1100 / 1.21 + 1210 / 1.331);
    assertThat(simulation.npvMeanEur()).isCloseTo(21_492, within(20L));
    assertThat((simulation.npvP95Eur() - 21_492) / deviation).isCloseTo(1.637, within(0.03));
    assertThat((21_492 - simulation.npvP5Eur()) / deviation).isCloseTo(1.637, within(0.03));
    assertThat(simulation.drivers().getFirst()).isEqualTo(new Driver(Uncertain.PRICE, 1));
  }

  @Test
  void simulate_sameSeed_isEqualAndAnotherSeedIsNot() throws Exception {
    Simulation first = simulate(Cases.threeYears(8, 5, 42), Cases.CERTAIN, 4);
    assertThat(simulate(Cases.threeYears(8, 5, 42), Cases.CERTAIN, 4)).isEqualTo(first);
    assertThat(simulate(Cases.threeYears(8, 5, 43), Cases.CERTAIN, 4)).isNotEqualTo(first);
    assertThat(first.npvP5Eur()).isLessThan(first.npvP50Eur());
    assertThat(first.npvP50Eur()).isLessThan(first.npvP95Eur());
  }

  /// Held fast so that another processor, or another library, cannot change a memo unnoticed.
  @Test
  void simulate_knownSeed_givesKnownFigures() throws Exception {
    Simulation simulation = simulate(Cases.threeYears(8, 5, 42), Cases.CERTAIN, 4);
    assertThat(List.of(simulation.npvP5Eur(), simulation.npvP50Eur(), simulation.npvP95Eur()))
        .isEqualTo(List.of(-8246L, 19_350L, 47_189L));
  }

  @Test
  void simulate_longRun_tellsEveryFivePercent() throws Exception {
    simulate(Cases.threeYears(8, 5, 42), Cases.CERTAIN, 4);
    assertThat(call.told())
        .extracting(Progress::permille)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 20).map(step -> 50 * step).boxed().toList());
  }

  @Test
  void simulate_interrupted_stops() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> simulate(Cases.threeYears(8, 5, 42), Cases.CERTAIN, 4))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void quote_fewestPaths_isTwoCredits() {
    SimulationRequest request =
        new SimulationRequest(Cases.threeYears(0, 0, 1), Cases.CERTAIN, 0, 0, false);
    assertThat(RiskAgent.quote(request).fee()).isEqualTo(Amount.credits("2"));
  }
}
