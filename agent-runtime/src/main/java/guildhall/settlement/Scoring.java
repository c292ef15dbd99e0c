package guildhall.settlement;

import guildhall.attribution.use.Player;
import guildhall.attribution.use.UseMethod;
import guildhall.attribution.use.Utility;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.json.RecordJson;
import guildhall.sdk.spi.Models;
import guildhall.settlement.Scored.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the model that wrote an answer how likely it is with some of what was read for it, and
/// keeps what it said.
///
/// Whatever goes wrong with the model, its answer is weighed without it. At most 32 answers are
/// scored at a time. A model that does not come back when its time is over is not asked again until
/// it does, so what hangs in it is bounded, and nobody waits for it twice.
///
/// Safe for any thread; waits, on virtual threads.
final class Scoring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scoring.class);

  private static final String OWNER = "@operator";
  private static final int AT_ONCE = 32;
  private static final int WAITING_MAX = 1 << 16;
  private static final int CHARS_MAX = 1 << 18; // of a prompt and the answer

  private final Models models;
  private final ScoringTerms terms;
  private final ContentStore contents;
  private final Weighing weighing;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Set<ScoringRun> overdue = ConcurrentHashMap.newKeySet();
  private final Set<ScoringRun> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Scoring(Models models, ScoringTerms terms, ContentStore contents, Weighing weighing) {
    this.models = models;
    this.terms = terms;
    this.contents = contents;
    this.weighing = weighing;
  }

  /// When what is begun now must have ended, by [System#nanoTime].
  long untilNanos() {
    return System.nanoTime() + terms.within().toNanos();
  }

  /// Scores an answer, if that is to be done.
  ///
  /// @param engagement that was delivered
  /// @param by what is registered where it is weighed
  /// @param untilNanos when it must have ended, see [#untilNanos]
  /// @return empty if the runtime stops meanwhile: then nothing is decided
  Optional<Scored> of(Engagement engagement, Weighing.Basis by, long untilNanos) {
    if (terms.most() == 0 || engagement.output().isEmpty()) {
      return Optional.of(Scored.NOT_ASKED);
    }
    Scored scored = score(engagement, by, untilNanos);
    if (scored.how() != How.USED && closed) {
      return Optional.empty();
    }
    return Optional.of(scored);
  }

  private Scored score(Engagement engagement, Weighing.Basis by, long untilNanos) {
    ContentId output = engagement.output().orElseThrow();
    Weighing.Answer answer =
        weighing.answer(output, engagement.evidence().orElseThrow(), by.texts());
    List<String> names = answer.models();
    String text = answer.text().strip();
    if (names.isEmpty() || answer.reads().isEmpty() || text.isEmpty()) {
      return Scored.NOT_ASKED;
    }
    if (names.size() > 1) {
      return Scored.without(How.SEVERAL_MODELS);
    }
    List<Player> players = Player.of(answer.reads());
    ScoringPrompt prompt =
        new ScoringPrompt(players, weighing.text(engagement.award().input()).orElse("").strip());
    if (players.size() > UseMethod.SCORED_PLAYERS_MAX
        || Utility.asked(players.size()) > terms.most()
        || prompt.chars() + text.length() > CHARS_MAX) {
      return Scored.without(How.TOO_MUCH);
    }
    return run(
        engagement.call(),
        new ScoringRun(models, names.getFirst(), prompt, output, text),
        untilNanos);
  }

  private Scored run(String call, ScoringRun run, long untilNanos) {
    How how;
    try {
      how = begun(run, untilNanos) ? run.await(untilNanos - System.nanoTime()) : How.LATE;
    } catch (TimeoutException _) {
      overdue(run);
      how = How.LATE;
    } catch (ExecutionException e) {
      LOG.info("{} threw when it was to score {}", run.model(), call, e.getCause());
      how = How.FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      how = How.LATE;
    }
    if (how == How.USED) {
      return Scored.by(keep(run.said()));
    }
    LOG.info("{} is weighed without its model {}: {}", call, run.model(), how);
    return Scored.without(how);
  }

  private boolean begun(ScoringRun run, long untilNanos) throws InterruptedException {
    boolean hangs = overdue.stream().anyMatch(each -> each.model().equals(run.model()));
    if (hangs
        || closed
        || !places.tryAcquire(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    running.add(run);
    run.start(() -> {
      running.remove(run);
      overdue.remove(run);
      places.release();
    });
    if (closed) {
      run.stop();
    }
    return true;
  }

  private void overdue(ScoringRun run) {
    overdue.add(run);
    run.stop();
    if (run.isBack()) {
      overdue.remove(run);
    }
  }

  private ContentId keep(ScoredReads said) {
    try {
      return contents.put(OWNER, RecordJson.bytes(said)); // it is read again before the entry
    } catch (IOException e) {
      throw new UncheckedIOException("what a model said cannot be kept", e);
    }
  }

  /// Breaks off what is under way.
  @Override
  public void close() {
    closed = true;
    places.release(WAITING_MAX); // nobody waits for one any more
    running.forEach(ScoringRun::stop);
  }
}
