package guildhall.samples.memo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.samples.fakecall.FakeCall;
import guildhall.samples.fakecall.FakeMarket;
import guildhall.samples.legal.Assessment;
import guildhall.samples.legal.Requirement;
import guildhall.samples.legal.Requirement.Kind;
import guildhall.samples.memo.Sentence.Section;
import guildhall.samples.prose.Prose;
import guildhall.samples.prose.Prose.Polished;
import guildhall.samples.research.Finding;
import guildhall.samples.research.Findings;
import guildhall.samples.risk.Cases;
import guildhall.samples.risk.Driver;
import guildhall.samples.risk.Simulation;
import guildhall.samples.risk.Uncertain;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Terms;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoTest {

  private static Finding finding(String sentence) {
    return new Finding(
        "gdp_growth", "-0.2", "percent", 2024, sentence, "market-facts#g", "World Bank", false);
  }

  private static MemoRequest request(Finding... findings) {
    List<Driver> drivers = List.of(new Driver(Uncertain.PRICE, 1));
    return new MemoRequest(
        Cases.threeYears(0, 0, 1),
        new Findings(List.of(findings), List.of("moons")),
        new Assessment(
            List.of(), 0, 0, false, List.of(finding("It shrank by -0.2.")), List.of(), 0),
        Cases.CERTAIN,
        new Simulation(100_000, 1, 1, 2, 3, 2, 0, drivers, 0, 0, false));
  }

  private static FakeCall callWith(UnaryOperator<String> polish) {
    Agent agent =
        Agent.named("prose")
            .sells(
                Prose.POLISH,
                Terms.fee(Amount.credits("0.1")),
                (draft, call) -> new Polished(polish.apply(draft.text())));
    return new FakeMarket(List.of(agent), List.of()).call(Amount.credits("0.5"));
  }

  private static List<String> market(Memo memo) {
    return memo.sentences().stream()
        .filter(each -> each.section() == Section.MARKET)
        .map(Sentence::text)
        .toList();
  }

  @Test
  void write_sentenceHasTheFigure_isTakenOver() {
    Memo memo = new MemoWriter(request(finding("GDP moved by -0.2 percent."))).write();
    assertThat(market(memo)).containsExactly("GDP moved by -0.2 percent.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GDP shrank by 0.2 percent.", "GDP grew by 10-0.25.", "It shrank."})
  void write_sentenceLacksTheFigure_isWordedFromTheRecord(String sentence) {
    Memo memo = new MemoWriter(request(finding(sentence))).write();
    assertThat(market(memo)).containsExactly("gdp growth: -0.2 percent (2024).");
  }

  @Test
  void write_findingBoughtTwice_isToldOnce() {
    Memo memo = new MemoWriter(request(finding("GDP moved by -0.2."))).write();
    assertThat(market(memo)).hasSize(1);
    assertThat(memo.sources()).extracting(Source::citation).doesNotHaveDuplicates();
  }

  @Test
  void write_missingIndicator_isNamed() {
    Memo memo = new MemoWriter(request()).write();
    assertThat(memo.sentences().getLast().text()).isEqualTo("No record was found for moons.");
  }

  @Test
  void add_unknownCitation_throws() {
    Composer composer = new Composer();
    assertThatThrownBy(() -> composer.add(Section.LAW, "So it is.", List.of("law#1"), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("law#1");
  }

  @Test
  void polish_nobodySellsIt_keepsOwnText() throws Exception {
    FakeCall call = new FakeMarket(List.of(), List.of()).call(Amount.credits("0.5"));
    Memo memo = MemoAgent.write(request(), call);
    assertThat(memo.polished()).isFalse();
    assertThat(call.purchases()).isEmpty();
  }

  @Test
  void polish_sameFacts_isTakenAndPaid() throws Exception {
    FakeCall call = callWith(text -> text.replace("wrong", "mistaken"));
    Memo memo = MemoAgent.write(request(), call);
    assertThat(memo.polished()).isTrue();
    assertThat(memo.summary()).contains("being mistaken");
    assertThat(call.purchases()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Go: Thing in Germany, 7 times better\n\nAll is well.",
        "Go: Thing in Germany\n\nAll is well (market-facts#x).",
        "No-go: Thing in Germany\n\nAll is lost.",
        "Go: Thing in Germany. All in one paragraph."
      })
  void polish_touchesFactsAdviceOrParagraphs_isDiscarded(String text) throws Exception {
    Memo memo = MemoAgent.write(request(), callWith(_ -> text));
    assertThat(memo.polished()).isFalse();
    assertThat(memo.headline()).isEqualTo("Go: Thing in Germany");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12 and 4", "12, 3 and 4", "12 and 3 (b#c)", "1 2 and 3"})
  void guard_changedDigitsOrCitations_isNotTheSame(String after) {
    assertThat(FactGuard.keepsFacts("12 and 3 (a#b)", after)).isFalse();
    assertThat(FactGuard.keepsFacts("12 and 3 (a#b)", "3 follows 12 (a#b)")).isTrue();
  }

  @Test
  void figures_ofEverySize_readWell() {
    assertThat(Figures.eur(1_234_567)).isEqualTo("EUR 1,234,567");
    assertThat(Figures.eur(-0.5)).isEqualTo("EUR -0.5");
    assertThat(Figures.eur(4900.0)).isEqualTo("EUR 4,900");
    assertThat(Figures.plain(-0.2)).isEqualTo("-0.2");
    assertThat(Figures.plain(100)).isEqualTo("100");
    assertThat(Figures.percent(0.123)).isEqualTo("12.3 percent");
    assertThat(Figures.eur(1500.125)).isEqualTo("EUR 1,500.125");
    assertThat(Figures.grouped(1500.50)).isEqualTo("1,500.5");
    assertThat(Figures.grouped(1e-7)).isEqualTo("0.0000001");
    assertThat(Figures.count(1, "year")).isEqualTo("1 year");
    assertThat(Figures.count(1000, "year")).isEqualTo("1,000 years");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          999999999; EUR 999,999,999
          1000000000; EUR 1 billion
          -57123456789; EUR -57.1 billion
          57123456789012345; EUR 57,100,000 billion
          """)
  void estimate_fromABillionOn_hasThreeDigits(long amount, String printed) {
    assertThat(Figures.estimate(amount)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "0, none",
    "0.0004, fewer than 0.1 percent",
    "0.0005, 0.1 percent",
    "0.999, 99.9 percent",
    "0.99951, more than 99.9 percent",
    "1, all"
  })
  void percent_closeToNothingOrAll_saysWhichIsTrue(double share, String printed) {
    assertThat(Figures.percent(share)).isEqualTo(printed);
  }

  private static List<String> section(Memo memo, Section section) {
    return memo.sentences().stream()
        .filter(each -> each.section() == section)
        .map(Sentence::text)
        .toList();
  }

  private static Memo memo(boolean blocked, double loss, long p5, long p50, long p95) {
    MemoRequest clean = request();
    Requirement ban =
        new Requirement(
            Kind.BLOCKER,
            "Ban",
            "Act",
            "1",
            2020,
            "Do.",
            "Why.",
            0,
            true,
            0,
            "r#1",
            "S",
            List.of());
    List<Driver> drivers =
        List.of(new Driver(Uncertain.PRICE, p5 == p95 ? 0 : 1), new Driver(Uncertain.INFLATION, 0));
    return new MemoWriter(
            new MemoRequest(
                clean.marketCase(),
                clean.findings(),
                new Assessment(
                    blocked ? List.of(ban) : List.of(), 0, 0, blocked, List.of(), List.of(), 1),
                clean.calibration(),
                new Simulation(100_000, 1, p5, p50, p95, p50, loss, drivers, 1, 0, blocked)))
        .write();
  }

  @Test
  void reasons_everyFutureLoses_sayAllAndNothingOfHalf() {
    assertThat(section(memo(false, 1, -9, -5, -1), Section.REASONS))
        .containsExactly("All of the simulated futures lose money.");
  }

  @Test
  void reasons_halfEarnNothingAndFewLose_nameOnlyWhatSpeaksForNoGo() {
    Memo memo = memo(false, 0.2, -1, 0, 7);
    assertThat(section(memo, Section.REASONS))
        .containsExactly("At least half of the simulated futures earn nothing.");
    assertThat(section(memo, Section.MONEY))
        .endsWith("Few of the simulated futures lose money: 20.0 percent.");
  }

  @Test
  void reasons_forbiddenThoughProfitable_nameOnlyTheBan() {
    Memo memo = memo(true, 0, 1, 2, 3);
    assertThat(section(memo, Section.REASONS)).containsExactly("The sale is forbidden: Ban.");
    assertThat(section(memo, Section.MONEY)).endsWith("None of the simulated futures loses money.");
  }

  @Test
  void money_everyFutureTheSame_isStillTrue() {
    List<String> money = section(memo(false, 0, 5, 5, 5), Section.MONEY);
    assertThat(money)
        .anyMatch(each -> each.endsWith("at least half are worth EUR 5 or more today."))
        .anyMatch(each -> each.contains(" takes 1 week;"))
        .contains("No uncertain input moves the result.");
  }

  @Test
  void money_driverWithoutShare_isLeftOut() {
    assertThat(section(memo(false, 0, 1, 5, 9), Section.MONEY))
        .contains("What matters most, by share of the spread: the price (all).");
  }
}
