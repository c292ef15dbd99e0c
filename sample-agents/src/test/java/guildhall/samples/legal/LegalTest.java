package guildhall.samples.legal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.samples.fakecall.FakeCall;
import guildhall.samples.fakecall.FakeDatanet;
import guildhall.samples.fakecall.FakeMarket;
import guildhall.samples.legal.Requirement.Kind;
import guildhall.samples.marketentry.Country;
import guildhall.samples.research.Finding;
import guildhall.samples.research.Research;
import guildhall.samples.research.SwiftResearch;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LegalTest {

  private static final FakeDatanet RULES =
      FakeDatanet.of(
          Legal.REGULATIONS,
          rule("eu-vat", "EU", "obligation", "", "", "consumption_tax_rate"),
          rule("eu-vat-again", "EU", "obligation", "consumer", "", "consumption_tax_rate"),
          rule("eu-radio", "EU", "licence", "radio mains_powered", "toy", ""),
          rule("de-vape", "DE", "blocker", "nicotine_vape", "", ""),
          rule("br-vape", "BR", "blocker", "nicotine_vape", "", ""));

  private static final FakeDatanet FACTS =
      FakeDatanet.of(
          Research.MARKET_FACTS,
          new Passage(
              "de-vat-2025",
              "The rate was 19 percent.",
              Map.of(
                  "country", "DE",
                  "indicator", "consumption_tax_rate",
                  "figure", "19",
                  "year", "2025",
                  "source", "OECD")));

  private static Passage rule(
      String id, String jurisdiction, String kind, String whenAll, String unless, String needs) {
    Map<String, String> fields = new HashMap<>();
    fields.put("jurisdiction", jurisdiction);
    fields.put("kind", kind);
    fields.put("title", "Title of " + id);
    fields.put("instrument", "Act");
    fields.put("article", "1");
    fields.put("year", "2020");
    fields.put("whenAll", whenAll);
    fields.put("unless", unless);
    fields.put("costEur", "1000");
    fields.put("weeks", kind.equals("licence") ? "12" : "3");
    fields.put("needsFact", needs);
    fields.put("source", "Gazette");
    return new Passage(id, "Do as " + id + " says.", fields);
  }

  private static FakeCall call(String budget, Agent... agents) {
    return new FakeMarket(List.of(agents), List.of(RULES, FACTS)).call(Amount.credits(budget));
  }

  private static LegalCase product(Country country, String... traits) {
    return new LegalCase(country, "Thing", List.of(traits));
  }

  private static List<String> citations(Assessment assessment) {
    return assessment.requirements().stream().map(Requirement::citation).toList();
  }

  @Test
  void assess_allTraitsAndNoneExcluded_applies() throws Exception {
    Assessment assessment =
        LegalAgent.assess(product(Country.DE, "radio", "mains_powered"), call("0"));
    assertThat(citations(assessment)).containsExactly("regulations#eu-radio", "regulations#eu-vat");
    assertThat(assessment.longestWeeks()).isEqualTo(12);
    assertThat(assessment.totalCostEur()).isEqualTo(2000);
    assertThat(assessment.rulesRead()).isEqualTo(4);
    assertThat(assessment.requirements().getFirst().why())
        .isEqualTo(
            "It applies because European Union law holds in Germany and the product is marked radio"
                + " and mains powered.");
  }

  @Test
  void assess_oneTraitTooFewOrOneExcluded_doesNotApply() throws Exception {
    Assessment few = LegalAgent.assess(product(Country.DE, "radio"), call("0"));
    Assessment excluded =
        LegalAgent.assess(product(Country.DE, "radio", "mains_powered", "toy"), call("0"));
    assertThat(citations(few)).containsExactly("regulations#eu-vat");
    assertThat(citations(excluded)).containsExactly("regulations#eu-vat");
  }

  @Test
  void assess_outsideTheUnion_readsOnlyTheCountrysRules() throws Exception {
    Assessment assessment = LegalAgent.assess(product(Country.BR, "nicotine_vape"), call("0"));
    assertThat(citations(assessment)).containsExactly("regulations#br-vape");
    assertThat(assessment.blocked()).isTrue();
    assertThat(assessment.totalCostEur()).isZero();
    assertThat(assessment.longestWeeks()).isZero();
  }

  @Test
  void assess_blocker_comesFirst() throws Exception {
    Assessment assessment = LegalAgent.assess(product(Country.DE, "nicotine_vape"), call("0"));
    assertThat(assessment.requirements().getFirst().kind()).isEqualTo(Kind.BLOCKER);
  }

  @Test
  void assess_twoRulesNeedOneFact_buysItOnce() throws Exception {
    FakeCall call = call("1", SwiftResearch.AGENT);
    Assessment assessment = LegalAgent.assess(product(Country.DE, "consumer"), call);
    assertThat(call.purchases()).hasSize(1);
    assertThat(assessment.facts()).extracting(Finding::figure).containsExactly("19");
    assertThat(assessment.requirements())
        .allMatch(each -> each.facts().equals(List.of("market-facts#de-vat-2025")));
    assertThat(assessment.gaps()).isEmpty();
  }

  @Test
  void assess_factCannotBeBought_saysSoAndDelivers() throws Exception {
    Assessment nobody = LegalAgent.assess(product(Country.DE), call("1"));
    Assessment tooDear = LegalAgent.assess(product(Country.DE), call("0.1", SwiftResearch.AGENT));
    Assessment broke = LegalAgent.assess(product(Country.DE), call("0", SwiftResearch.AGENT));
    Assessment unknown = LegalAgent.assess(product(Country.FR), call("1", SwiftResearch.AGENT));
    for (Assessment assessment : List.of(nobody, tooDear, broke, unknown)) {
      assertThat(assessment.requirements()).hasSize(1);
      assertThat(assessment.facts()).isEmpty();
      assertThat(assessment.gaps())
          .singleElement()
          .asString()
          .startsWith("The fact consumption tax rate is missing");
    }
  }

  @Test
  void quote_unknownTrait_isRefused() {
    assertThatThrownBy(() -> LegalAgent.quote(product(Country.DE, "radioo")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("radioo");
  }
}
