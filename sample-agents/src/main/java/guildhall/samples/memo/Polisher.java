package guildhall.samples.memo;

import guildhall.samples.prose.Prose;
import guildhall.samples.prose.Prose.Draft;
import guildhall.samples.prose.Prose.Polished;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Outcome;
import java.time.Duration;

/// Has headline and summary polished if somebody sells that, and keeps the memo's own words when
/// the result has touched a fact, the advice or the paragraphs.
final class Polisher {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BREAK = "\n\n";

  private Polisher() {}

  static Memo polish(Memo memo, Call call) throws InterruptedException {
    Draft draft = new Draft(memo.headline() + BREAK + memo.summary());
    if (call.budget().isZero() || call.quotes(Prose.POLISH, draft).isEmpty()) {
      return memo;
    }
    Ask ask = Ask.atMost(call.budget()).withTime(PATIENCE);
    Outcome<Polished> outcome = call.ask(Prose.POLISH, draft, ask);
    return outcome instanceof Outcome.Delivered<Polished>(var polished, var _, var _)
        ? accept(memo, draft, polished)
        : memo;
  }

  private static Memo accept(Memo memo, Draft draft, Polished polished) {
    String[] paragraphs = polished.text().strip().split("\n\\s*\n", -1);
    boolean usable =
        paragraphs.length == 2
            && paragraphs[0].startsWith(memo.decision().words() + ":")
            && FactGuard.keepsFacts(draft.text(), polished.text());
    return usable ? memo.polishedAs(paragraphs[0].strip(), paragraphs[1].strip()) : memo;
  }
}
