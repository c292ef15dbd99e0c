package guildhall.samples.memo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.samples.fakecall.FakeCall;
import guildhall.samples.fakecall.FakeMarket;
import guildhall.samples.legal.Assessment;
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
    assertThat(Figures.eur(-0.5)).isEqualTo("EUR -0.50");
    assertThat(Figures.eur(4900.0)).isEqualTo("EUR 4,900");
    assertThat(Figures.plain(-0.2)).isEqualTo("-0.2");
    assertThat(Figures.plain(100)).isEqualTo("100");
    assertThat(Figures.percent(0.123)).isEqualTo("12.3 percent");
  }
}
