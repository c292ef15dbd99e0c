package guildhall.runtime;

import guildhall.attribution.Combined;
import guildhall.attribution.influence.InfluenceMethod;
import guildhall.attribution.lineage.LineageMethod;
import guildhall.attribution.span.SpanMethod;
import guildhall.attribution.span.Unigrams;
import guildhall.attribution.use.UseMethod;
import guildhall.book.ContentId;
import guildhall.book.ContentReader;
import guildhall.book.Entry;
import guildhall.datanet.DatanetFact.FrequenciesFrozen;
import guildhall.datanet.DatanetFact.Withdrawn;
import guildhall.datanet.FrequencyTable;
import guildhall.datanet.SpanRegister;
import guildhall.ledger.SealedIds;
import guildhall.model.ArtefactRegister;
import guildhall.settlement.Engagement;
import guildhall.settlement.Royalties;
import guildhall.settlement.Scored;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SettlementFact.Settled;
import guildhall.settlement.Weighed;
import guildhall.settlement.Weighing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Weighs every answer of a book again, from nothing but the book and the contents, and compares
/// what it decides with what was decided: weights, lines, and who was left out, to the bit.
///
/// Reads the book twice: once for what was decided on what, once to weigh each answer by what was
/// registered then.
public final class Reweighing {

  private static final int DIFFERENCES_SHOWN = 20;
  private static final Pattern METHOD = Pattern.compile("[a-z]+@[0-9]+");
  private static final Set<String> METHODS =
      Set.of(Combined.ID, UseMethod.ID, SpanMethod.ID, LineageMethod.ID, InfluenceMethod.ID);

  /// The entries of a book from the first to the last; asked twice.
  @FunctionalInterface
  public interface Entries {
    /// Hands out each.
    void each(Consumer<Entry> reader) throws IOException;
  }

  /// What came of it.
  ///
  /// @param distributions of the book
  /// @param same that are decided again as they were
  /// @param ungrounded that do not say what they were decided on: older ones, and those of answers
  ///   that nobody got
  /// @param retired that were decided by methods, or versions of them, that are no more
  /// @param erased that are decided otherwise since something they were made from is erased
  /// @param different the others, by call, at most 20 of them
  /// @param differences how many those are
  public record Outcome(
      long distributions,
      long same,
      long ungrounded,
      long retired,
      long erased,
      List<String> different,
      long differences) {

    /// Whether nothing is different.
    public boolean ok() {
      return differences == 0;
    }
  }

  private final Entries entries;
  private final ContentReader contents;
  private final Weighing weighing;
  private final State state =
      State.empty(1, SealedIds.Store.HEAP); // ids are not looked at, so none need be kept
  private final SpanRegister register;
  private final ArtefactRegister lineage;
  private final Map<Long, List<Distributed>> byBasis = new HashMap<>(); // not weighed yet
  private final Map<String, ContentId[]> answers = new HashMap<>(); // output and evidence
  private final Map<Integer, ContentId> tables = new HashMap<>();
  private final Map<String, Future<Weighing.Result>> weighed = new HashMap<>();
  private final Set<String> erasedKeys = new HashSet<>();
  private final Map<Integer, Unigrams> tablesRead = new HashMap<>();
  private final List<String> different = new ArrayList<>();
  private long distributions;
  private long same;
  private long ungrounded;
  private long retired;
  private long erased;
  private long differences;

  private Reweighing(Entries entries, ContentReader contents) {
    this.entries = entries;
    this.contents = contents;
    this.weighing = new Weighing(contents);
    this.register = SpanRegister.empty(contents);
    this.lineage = new ArtefactRegister(contents, ArtefactRegister.Start.EMPTY);
  }

  /// Weighs all of it.
  ///
  /// @param threads that weigh, 1 or more; the outcome does not depend on it
  /// @throws IOException if the book or the contents cannot be read
  public static Outcome run(Entries entries, ContentReader contents, int threads)
      throws IOException {
    return new Reweighing(entries, contents).run(threads);
  }

  private Outcome run(int threads) throws IOException {
    entries.each(this::look);
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      entries.each(entry -> take(entry, workers));
    }
    return new Outcome(distributions, same, ungrounded, retired, erased, different, differences);
  }

  private void look(Entry entry) {
    switch (entry.fact()) {
      case Distributed fact when isGrounded(fact) && !isRetired(fact) -> {
        byBasis.computeIfAbsent(fact.grounds().basis(), _ -> new ArrayList<>()).add(fact);
        answers.put(fact.call(), new ContentId[0]);
      }
      case FrequenciesFrozen table -> tables.put(table.number(), table.table());
      case Withdrawn gone when gone.erased() -> erasedKeys.add(gone.datanet() + "#" + gone.id());
      default -> {}
    }
  }

  private static boolean isGrounded(Distributed fact) {
    return fact.grounds().basis() > 0;
  }

  private static boolean isRetired(Distributed fact) {
    return METHOD
        .matcher(fact.method())
        .results()
        .map(MatchResult::group)
        .anyMatch(method -> !METHODS.contains(method));
  }

  private void take(Entry entry, ExecutorService workers) {
    if (entry.fact() instanceof Settled settled) {
      answers.replace(settled.call(), new ContentId[] {settled.output(), settled.evidence()});
    }
    weigh(entry.position(), workers);
    if (entry.fact() instanceof Distributed fact) {
      compare(fact);
    }
    state.projections().forEach(each -> each.apply(entry));
    register.apply(entry);
    lineage.apply(entry);
  }

  /// Begins with all that was weighed by what was registered before a position.
  private void weigh(long position, ExecutorService workers) {
    @Nullable List<Distributed> due = byBasis.remove(position);
    if (due == null) {
      return;
    }
    for (Distributed fact : due) {
      int number = fact.grounds().frequencies();
      Weighing.Basis view =
          new Weighing.Basis(register.view(number, table(number)), lineage.view());
      ContentId[] answer = Objects.requireNonNull(answers.remove(fact.call()));
      weighed.put(
          fact.call(),
          workers.submit(() ->
              answer.length == 0
                  ? weighing.of(
                      fact.call(), Optional.empty(), Optional.empty(), view, Scored.NOT_ASKED)
                  : weighing.of(
                      fact.call(),
                      Optional.of(answer[0]),
                      Optional.of(answer[1]),
                      view,
                      fact.grounds().scored())));
    }
  }

  private Unigrams table(int number) {
    return tablesRead.computeIfAbsent(number, this::readTable);
  }

  private Unigrams readTable(int number) {
    if (number == 0) {
      return FrequencyTable.NONE;
    }
    @Nullable ContentId id = tables.get(number);
    try {
      return Optional.ofNullable(id)
          .flatMap(this::content)
          .map(FrequencyTable::of)
          .orElseThrow(() -> new IllegalStateException("there is no table " + number));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("table " + number + " is damaged", e);
    }
  }

  private Optional<byte[]> content(ContentId id) {
    try {
      return contents.get(id);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + id, e);
    }
  }

  private void compare(Distributed was) {
    distributions++;
    @Nullable Future<Weighing.Result> found = weighed.remove(was.call());
    if (found == null) {
      ungrounded += isGrounded(was) ? 0 : 1;
      retired += isGrounded(was) ? 1 : 0;
      return;
    }
    Weighing.Result result = result(found);
    if (decided(was, result.weighed()).equals(was)) {
      same++;
    } else if (!result.erased().isEmpty() || hasErasedShare(was)) {
      erased++;
    } else {
      differences++;
      if (different.size() < DIFFERENCES_SHOWN) {
        different.add(was.call());
      }
    }
  }

  private boolean hasErasedShare(Distributed was) {
    return was.grounds().shares().stream().anyMatch(share -> erasedKeys.contains(share.key()));
  }

  private static Weighing.Result result(Future<Weighing.Result> found) {
    try {
      return found.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer cannot be weighed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("broken off", e);
    }
  }

  private Distributed decided(Distributed was, Weighed now) {
    Engagement engagement = state.engagements().find(was.call()).orElseThrow();
    return Royalties.decided(
        engagement,
        now,
        engagement.payer().orElseGet(() -> state.payerOf(engagement.award().task())),
        state.artefacts().earners(state.datanets()),
        was.vestsMicros());
  }
}
