package guildhall.samples.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.samples.fakecall.FakeDatanet;
import guildhall.samples.fakecall.FakeMarket;
import guildhall.samples.marketentry.Country;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Outcome;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResearchTest {

  private static final FakeDatanet FACTS =
      FakeDatanet.of(
          Research.MARKET_FACTS,
          fact("de-population-2020", "population", "83.2", "2020", "Germany's population, 2020."),
          fact("de-population-2023", "population", "83.3", "2023", "83.3 million in Germany."),
          fact("de-toys-2022", "toy_sales", "4.5", "2022", "Toys worth 4.5 billion were sold."),
          fact("de-toys-2021", "toy_sales", "4.6", "2021", "Toys worth 4.6 billion were sold."));

  private static Passage fact(
      String id, String indicator, String figure, String year, String text) {
    return new Passage(
        id,
        text,
        Map.of(
            "country",
            "DE",
            "indicator",
            indicator,
            "figure",
            figure,
            "unit",
            "million",
            "year",
            year,
            "source",
            "Statistical office",
            "illustrative",
            id.contains("toys") ? "true" : "false"));
  }

  private static FakeMarket market(Agent... agents) {
    return new FakeMarket(List.of(agents), List.of(FACTS));
  }

  private static Call call() {
    return market().call(Amount.ZERO);
  }

  private static Question question(String topic, String... indicators) {
    return new Question(Country.DE, List.of(indicators), topic);
  }

  @Test
  void swift_knownIndicator_citesItsRecordAsItStands() throws Refusal {
    Findings answer = SwiftResearch.answer(question("toys", "population"), call());
    assertThat(answer.findings())
        .containsExactly(
            new Finding(
                "population",
                "83.2",
                "million",
                2020,
                "Germany's population, 2020.",
                "market-facts#de-population-2020",
                "Statistical office",
                false));
    assertThat(answer.missing()).isEmpty();
  }

  @Test
  void deep_severalYears_takesTheNewest() throws Refusal {
    Findings answer = DeepResearch.answer(question("", "population"), call());
    assertThat(answer.findings()).extracting(Finding::figure).containsExactly("83.3");
  }

  @Test
  void deep_topic_addsOneFindingForEachFurtherIndicator() throws Refusal {
    Findings answer = DeepResearch.answer(question("toys", "population"), call());
    assertThat(answer.findings())
        .extracting(Finding::indicator)
        .containsExactly("population", "toy_sales");
    assertThat(answer.findings().getLast().illustrative()).isTrue();
  }

  @Test
  void answer_partlyUnknown_namesWhatIsMissing() throws Refusal {
    Question question = question("", "population", "moons");
    assertThat(SwiftResearch.answer(question, call()).missing()).containsExactly("moons");
    assertThat(DeepResearch.answer(question, call()).missing()).containsExactly("moons");
  }

  @Test
  void answer_nothingKnown_isRefused() {
    Question question = question("", "moons");
    assertThatThrownBy(() -> SwiftResearch.answer(question, call())).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> DeepResearch.answer(question, call())).isInstanceOf(Refusal.class);
  }

  @Test
  void quote_nothingAsked_isRefused() {
    assertThatThrownBy(() -> SwiftResearch.quote(question("toys"))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> DeepResearch.quote(question(" "))).isInstanceOf(Refusal.class);
  }

  @Test
  void quote_moreIndicators_costsMoreAndDeepMoreThanSwift() throws Refusal {
    Terms one = SwiftResearch.quote(question("", "population"));
    Terms two = SwiftResearch.quote(question("", "population", "toy_sales"));
    Terms deep = DeepResearch.quote(question("", "population"));
    assertThat(one.fee()).isEqualTo(Amount.credits("0.15"));
    assertThat(two.fee()).isEqualTo(Amount.credits("0.2"));
    assertThat(deep.fee()).isEqualTo(Amount.credits("0.52"));
    assertThat(deep.within()).isGreaterThan(one.within());
    assertThat(deep.quality()).isGreaterThan(one.quality());
  }

  @Test
  void ask_qualityFloorAboveTheCheaper_buysTheDearer() throws Exception {
    FakeMarket market = market(SwiftResearch.AGENT, DeepResearch.AGENT);
    Question question = question("", "population");
    Ask any = Ask.atMost(Amount.credits("4"));
    assertThat(market.buy(Research.ANSWER, question, any).spent())
        .isEqualTo(Amount.credits("0.15"));
    Outcome<Findings> good = market.buy(Research.ANSWER, question, any.withQualityFloor(800));
    assertThat(good.spent()).isEqualTo(Amount.credits("0.52"));
  }
}
