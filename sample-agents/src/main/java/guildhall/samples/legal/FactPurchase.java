package guildhall.samples.legal;

import guildhall.samples.marketentry.Country;
import guildhall.samples.research.Finding;
import guildhall.samples.research.Findings;
import guildhall.samples.research.Question;
import guildhall.samples.research.Research;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Facts bought from research within one call, and those that could not be had.
final class FactPurchase {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final List<Finding> facts = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();

  /// Buys each indicator once; that nobody sells one is a gap, not a failure.
  static FactPurchase of(Country country, Collection<String> indicators, Call call)
      throws InterruptedException {
    FactPurchase purchase = new FactPurchase();
    for (String indicator : indicators) {
      purchase.buy(country, indicator, call);
    }
    return purchase;
  }

  private void buy(Country country, String indicator, Call call) throws InterruptedException {
    if (call.budget().isZero()) {
      gaps.add(gap(indicator, "no money is left for it"));
      return;
    }
    Question question = new Question(country, List.of(indicator), "");
    Ask ask = Ask.atMost(call.budget()).withTime(PATIENCE);
    Outcome<Findings> outcome = call.ask(Research.ANSWER, question, ask);
    Optional<Finding> bought =
        outcome instanceof Outcome.Delivered<Findings>(var findings, var _, var _)
            ? findings.of(indicator)
            : Optional.empty();
    bought.ifPresentOrElse(facts::add, () -> gaps.add(gap(indicator, reason(outcome))));
  }

  private static String reason(Outcome<Findings> outcome) {
    return outcome instanceof Outcome.Delivered
        ? "research delivered without it"
        : outcome.sentence();
  }

  private static String gap(String indicator, String reason) {
    return "The fact " + indicator.replace('_', ' ') + " is missing (" + reason + ").";
  }

  List<Finding> facts() {
    return facts;
  }

  List<String> gaps() {
    return gaps;
  }

  /// Citations of the bought facts of one indicator: one or none.
  List<String> citationsOf(String indicator) {
    return Finding.of(indicator, facts).map(Finding::citation).stream().toList();
  }
}
