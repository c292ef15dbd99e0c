package guildhall.samples.legal;

import guildhall.samples.legal.Requirement.Kind;
import guildhall.samples.marketentry.Traits;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Call;
import guildhall.sdk.Datanet;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Applies the written rules of a country to a product; buys the facts the rules depend on.
public final class LegalAgent {

  /// The agent `legal`.
  public static final Agent AGENT =
      Agent.named("legal").sells(Legal.ASSESS, LegalAgent::quote, LegalAgent::assess);

  private static final Terms TERMS =
      Terms.fee(Amount.credits("3"))
          .withExpensesUpTo(Amount.credits("1"))
          .withTime(Duration.ofSeconds(10))
          .withQuality(900);

  private static final int RULES_MAX = 1000;

  private LegalAgent() {}

  static Terms quote(LegalCase legalCase) throws Refusal {
    List<String> unknown = Traits.unknown(legalCase.traits());
    if (!unknown.isEmpty()) {
      throw new Refusal("no rule knows the traits " + unknown);
    }
    return TERMS;
  }

  static Assessment assess(LegalCase legalCase, Call call) throws InterruptedException {
    List<Rule> rules = rules(legalCase, call.datanet(Legal.REGULATIONS));
    List<Rule> applicable =
        rules.stream()
            .filter(rule -> rule.appliesTo(legalCase.country(), legalCase.traits()))
            .toList();
    call.progress(500, applicable.size() + " of " + rules.size() + " rules apply");
    FactPurchase purchase = FactPurchase.of(legalCase.country(), factsOf(applicable), call);
    List<Requirement> requirements = new ArrayList<>();
    for (Rule rule : applicable) {
      List<String> facts = rule.needsFact().map(purchase::citationsOf).orElse(List.of());
      requirements.add(rule.requirement(legalCase.country(), facts));
    }
    requirements.sort(
        Comparator.comparing(Requirement::kind).reversed().thenComparing(Requirement::citation));
    return assessment(requirements, purchase, rules.size());
  }

  private static List<Rule> rules(LegalCase legalCase, Datanet regulations) {
    List<Rule> rules = new ArrayList<>();
    for (String jurisdiction : legalCase.country().jurisdictions()) {
      regulations.search("", Map.of("jurisdiction", jurisdiction), RULES_MAX).stream()
          .map(Rule::from)
          .forEach(rules::add);
    }
    return rules;
  }

  private static Set<String> factsOf(List<Rule> rules) {
    Set<String> facts = new LinkedHashSet<>();
    rules.stream().map(Rule::needsFact).flatMap(Optional::stream).forEach(facts::add);
    return facts;
  }

  private static Assessment assessment(
      List<Requirement> requirements, FactPurchase purchase, int rulesRead) {
    List<Requirement> toMeet =
        requirements.stream().filter(each -> each.kind() != Kind.BLOCKER).toList();
    return new Assessment(
        requirements,
        toMeet.stream().mapToLong(Requirement::costEur).sum(),
        toMeet.stream().mapToInt(Requirement::weeks).max().orElse(0),
        toMeet.size() < requirements.size(),
        purchase.facts(),
        purchase.gaps(),
        rulesRead);
  }
}
