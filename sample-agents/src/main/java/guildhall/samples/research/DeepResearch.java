package guildhall.samples.research;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Call;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Dearer and slower: the newest record of each indicator, and what else is known about the topic.
public final class DeepResearch {

  /// The agent `research-deep`.
  public static final Agent AGENT =
      Agent.named("research-deep")
          .sells(Research.ANSWER, DeepResearch::quote, DeepResearch::answer);

  /// Promised quality in permille.
  static final int QUALITY = 920;

  /// At most this many findings beyond what was asked.
  static final int TOPIC_FACTS = 4;

  private static final Amount BASE = Amount.credits("0.4");
  private static final Amount PER_INDICATOR = Amount.credits("0.12");

  private DeepResearch() {}

  static Terms quote(Question question) throws Refusal {
    if (question.indicators().isEmpty() && question.topic().isBlank()) {
      throw new Refusal("neither an indicator nor a topic is asked for");
    }
    return Terms.fee(BASE.plus(PER_INDICATOR.times(question.indicators().size())))
        .withTime(Duration.ofSeconds(8))
        .withQuality(QUALITY);
  }

  static Findings answer(Question question, Call call) throws Refusal {
    Facts facts = new Facts(call.datanet(Research.MARKET_FACTS), question.country());
    List<Finding> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String indicator : question.indicators()) {
      Optional<Finding> newest = facts.newest(indicator);
      newest.ifPresentOrElse(found::add, () -> missing.add(indicator));
    }
    call.progress(600, found.size() + " of " + question.indicators().size() + " indicators found");
    found.addAll(unasked(facts, question));
    if (found.isEmpty()) {
      throw new Refusal("no record of " + question.country() + " answers this question");
    }
    return new Findings(found, missing);
  }

  /// One finding for each further indicator: a second figure of one that was asked for would only
  /// raise the question which of them holds.
  private static List<Finding> unasked(Facts facts, Question question) {
    Set<String> known = new HashSet<>(question.indicators());
    List<Finding> more = new ArrayList<>();
    for (Finding finding : facts.about(question.topic(), 4 * TOPIC_FACTS)) {
      if (more.size() < TOPIC_FACTS && known.add(finding.indicator())) {
        more.add(finding);
      }
    }
    return more;
  }
}
