package guildhall.samples.research;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Call;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cheap and quick: one best record for each asked indicator, nothing beyond.
public final class SwiftResearch {

  /// The agent `research-swift`.
  public static final Agent AGENT =
      Agent.named("research-swift")
          .sells(Research.ANSWER, SwiftResearch::quote, SwiftResearch::answer);

  /// Promised quality in permille.
  static final int QUALITY = 650;

  private static final Amount BASE = Amount.credits("0.1");
  private static final Amount PER_INDICATOR = Amount.credits("0.05");

  private SwiftResearch() {}

  static Terms quote(Question question) throws Refusal {
    int indicators = question.indicators().size();
    if (indicators == 0) {
      throw new Refusal("research-swift answers indicators, not topics");
    }
    return Terms.fee(BASE.plus(PER_INDICATOR.times(indicators)))
        .withTime(Duration.ofSeconds(2))
        .withQuality(QUALITY);
  }

  static Findings answer(Question question, Call call) throws Refusal {
    Facts facts = new Facts(call.datanet(Research.MARKET_FACTS), question.country());
    List<Finding> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String indicator : question.indicators()) {
      Optional<Finding> best = facts.best(indicator);
      best.ifPresentOrElse(found::add, () -> missing.add(indicator));
    }
    if (found.isEmpty()) {
      throw new Refusal("no record of " + question.country() + " answers " + missing);
    }
    return new Findings(found, missing);
  }
}
