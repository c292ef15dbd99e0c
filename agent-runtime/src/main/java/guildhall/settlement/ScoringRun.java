package guildhall.settlement;

import guildhall.attribution.Source;
import guildhall.attribution.use.Player;
import guildhall.attribution.use.Read;
import guildhall.attribution.use.UseMethod;
import guildhall.attribution.use.Utility;
import guildhall.book.ContentId;
import guildhall.sdk.Model;
import guildhall.sdk.spi.Models;
import guildhall.sdk.spi.ScoringModel;
import guildhall.settlement.Scored.How;
import guildhall.settlement.ScoredReads.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One model at work on one answer, on a thread of its own: it is asked for those coalitions that
/// the method asks for.
final class ScoringRun {

  private final Models models;
  private final String model;
  private final ScoringPrompt prompt;
  private final ContentId output;
  private final String answer;
  private final Map<Long, Long> said = new TreeMap<>(); // of its thread until it has ended
  private final CompletableFuture<How> end = new CompletableFuture<>();
  private final Thread thread;
  private volatile Runnable back = () -> {};
  private volatile boolean isBack;

  /// Not started yet.
  ///
  /// @param model its name
  /// @param output names the answer
  /// @param answer its text, not empty
  ScoringRun(Models models, String model, ScoringPrompt prompt, ContentId output, String answer) {
    this.models = models;
    this.model = model;
    this.prompt = prompt;
    this.output = output;
    this.answer = answer;
    this.thread = Thread.ofVirtual().name("scoring by " + model).unstarted(this::run);
  }

  String model() {
    return model;
  }

  /// Starts it.
  ///
  /// @param whenBack done when the model has come back, in time or not
  void start(Runnable whenBack) {
    back = whenBack;
    thread.start();
  }

  /// What came of it.
  ///
  /// @throws TimeoutException if it has not ended by then
  /// @throws ExecutionException with what the model threw
  How await(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
    return end.get(nanos, TimeUnit.NANOSECONDS);
  }

  /// Nobody waits any more.
  void stop() {
    var _ = end.complete(How.LATE);
    thread.interrupt();
  }

  /// Whether the model has come back.
  boolean isBack() {
    return isBack;
  }

  /// What it said; once it has ended well.
  ScoredReads said() {
    List<Score> scores = new ArrayList<>();
    said.forEach((mask, value) -> scores.add(new Score(mask, value)));
    List<String> clusters = prompt.players().stream().map(Player::key).toList();
    return new ScoredReads(ScoringPrompt.FORM, model, output, clusters, scores);
  }

  private void run() {
    try {
      var _ = end.complete(ask());
    } catch (Unscored why) {
      var _ = end.complete(why.how);
    } catch (Throwable thrown) { // whatever a model throws, errors included
      var _ = end.completeExceptionally(thrown);
    } finally {
      isBack = true;
      back.run();
    }
  }

  private How ask() {
    if (!(open() instanceof ScoringModel scorer)) {
      return How.NO_SCORER;
    }
    List<Read> players =
        prompt.players().stream().map(each -> Read.alone(new Source(each.key(), ""))).toList();
    Utility asking = mask -> said.computeIfAbsent(mask, _ -> value(scorer, mask));
    var _ = UseMethod.weigh(players, asking, 1, ScoredReads.seed(output));
    return How.USED;
  }

  private Model open() {
    try {
      return models.open(model);
    } catch (IllegalArgumentException _) {
      throw new Unscored(How.NO_SCORER);
    }
  }

  private long value(ScoringModel scorer, long mask) {
    OptionalLong value;
    try {
      if (Thread.interrupted()) { // a model that does not look is not asked on and on
        throw new InterruptedException();
      }
      value = scorer.logProbability(prompt.of(mask), answer);
    } catch (InterruptedException _) {
      throw new Unscored(How.LATE);
    }
    if (value.isEmpty()) {
      throw new Unscored(How.FAILED);
    }
    if (value.getAsLong() >= 0 || value.getAsLong() < -Utility.MAX_MICRO_NATS) {
      throw new Unscored(How.OUT_OF_RANGE);
    }
    return value.getAsLong();
  }

  /// Ends the asking.
  private static final class Unscored extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final How how;

    Unscored(How how) {
      super(how.name(), null, false, false);
      this.how = how;
    }
  }
}
