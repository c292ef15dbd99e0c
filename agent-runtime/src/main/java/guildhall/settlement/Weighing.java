package guildhall.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.attribution.Attribution;
import guildhall.attribution.Combined;
import guildhall.attribution.Draws;
import guildhall.attribution.Shares;
import guildhall.attribution.Source;
import guildhall.attribution.lineage.LineageMethod;
import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.SpanMethod;
import guildhall.attribution.use.Read;
import guildhall.attribution.use.UseMethod;
import guildhall.book.ContentId;
import guildhall.book.ContentReader;
import guildhall.datanet.Contribution;
import guildhall.datanet.SpanRegister;
import guildhall.datanet.text.Tokenizer;
import guildhall.json.RecordJson;
import guildhall.model.ArtefactRegister;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Weighs what an answer was made from: what was read for it by the method *use*; where a model
/// wrote it, also what it repeats of registered texts, by *spans*; where that model is registered,
/// also what it was made from, by *lineage*; where a head had a part, also the examples that made
/// it predict so, by *influence*. The same evidence, answer and register give the same numbers
/// wherever and whenever they are weighed.
public final class Weighing {

  /// Nobody has the log-probabilities that would tell how much the model knew by itself.
  private static final Shares WITH_MODEL = new Shares(600_000, 0, 400_000);

  /// Nothing was read: all of it is what a registered model knew.
  private static final Shares ARTEFACT_ONLY = new Shares(0, 500_000, 500_000);

  /// What a registered model was made from is known, so half of what the model knew goes by that.
  private static final Shares WITH_ARTEFACT = new Shares(600_000, 200_000, 200_000);

  private final ContentReader contents;
  private final HeadShares artefacts;

  /// Weighs by texts of this store.
  public Weighing(ContentReader contents) {
    this.contents = contents;
    this.artefacts = new HeadShares(contents);
  }

  /// What came of it.
  ///
  /// @param weighed the attribution
  /// @param erased keys of what was read and is erased since: it counts as not read
  public record Result(Weighed weighed, List<String> erased) {}

  /// What was registered at one position of the book.
  ///
  /// @param texts of datanets
  /// @param artefacts models and adapters, and what they were made from
  public record Basis(SpanRegister.View texts, ArtefactRegister.View artefacts) {}

  /// Weighs one answer.
  ///
  /// @param call whose it is; decides, with the answer, a draw among the many who are due little
  /// @param output the answer; nobody is due anything for one that is not there
  /// @param evidence what it was made from; present if the output is
  /// @param basis what is registered
  /// @param scored whether a model has scored it, and where what it said is kept
  public Result of(
      String call,
      Optional<ContentId> output,
      Optional<ContentId> evidence,
      Basis basis,
      Scored scored) {
    if (output.isEmpty()) {
      return new Result(Weighed.plain(Attribution.abstain(Combined.ID, Combined.WHOLE)), List.of());
    }
    SpanRegister.View register = basis.texts();
    Answer answer = answer(output.get(), evidence.orElseThrow(), register);
    Evidence from = answer.from();
    Optional<Attribution> byModel = byModel(output.get(), answer, register, scored);
    Attribution context =
        byModel.orElseGet(() -> UseMethod.weigh(answer.reads(), answer.text(), register::rarity));
    boolean model = from.models().isPresent();
    Optional<Attribution> adapter =
        artefacts.weigh(from, tokens(from), basis.artefacts(), answer.erased());
    Attribution combined =
        Combined.of(
            shares(from, adapter.isPresent()),
            context,
            adapter.orElseGet(() -> Attribution.abstain(LineageMethod.ID, 1)),
            model
                ? spans(Tokenizer.tokens(answer.text()), register)
                : Attribution.abstain(SpanMethod.ID, 1),
            Draws.seed(call + output.get().hex())); // has a secret: nobody knows it before
    Attribution others = combined.without(Set.copyOf(from.contributed().orElse(List.of())));
    boolean unfit = scored.values().isPresent() && byModel.isEmpty();
    return new Result(
        new Weighed(
            others, register.position(), register.table(), unfit ? Scored.NOT_ASKED : scored),
        answer.erased());
  }

  /// What was read, by what the model said; empty if it was not asked, or of something else.
  private Optional<Attribution> byModel(
      ContentId output, Answer answer, SpanRegister.View register, Scored scored) {
    if (scored.values().isEmpty()) {
      return Optional.empty();
    }
    long whole = 0;
    for (long each : register.frequencies().worth(Tokenizer.tokens(answer.text()))) {
      whole += each;
    }
    return RecordJson.read(required(scored.values().get()), ScoredReads.class)
        .weigh(output, answer.reads(), !answer.erased().isEmpty(), Math.max(1, whole));
  }

  /// An answer and what it was made from.
  ///
  /// @param text all texts and numbers of it, a line each
  /// @param reads what is there still of what was read
  /// @param erased keys of the rest
  record Answer(String text, Evidence from, List<Read> reads, List<String> erased) {

    /// Names of the models that had a part, each once.
    List<String> models() {
      return from.models().stream()
          .flatMap(List::stream)
          .map(Evidence.ModelUse::model)
          .distinct()
          .toList();
    }
  }

  /// Reads an answer.
  Answer answer(ContentId output, ContentId evidence, SpanRegister.View register) {
    Evidence from = RecordJson.read(required(evidence), Evidence.class);
    List<String> erased = new ArrayList<>();
    List<Read> reads = reads(from, register, erased);
    return new Answer(text(required(output)), from, reads, erased);
  }

  /// All texts and numbers of a record that is kept as a content, a line each; empty if it is not
  /// there.
  Optional<String> text(ContentId record) {
    return content(record).map(Weighing::text);
  }

  private static String text(byte[] record) {
    StringBuilder text = new StringBuilder();
    texts(RecordJson.readTree(record), text);
    return text.toString();
  }

  private static Shares shares(Evidence from, boolean registered) {
    if (from.models().isEmpty()) {
      return HeadShares.withoutModel(from);
    }
    if (!registered) {
      return WITH_MODEL;
    }
    return from.reads().isEmpty() ? ARTEFACT_ONLY : WITH_ARTEFACT;
  }

  private static Attribution spans(int[] answer, SpanRegister.View register) {
    SpanMatches matches = register.matches(answer, SpanMethod::ownersMax);
    return SpanMethod.weigh(matches, register.frequencies().boundedWorth(answer)).payout();
  }

  /// Tokens that each model has read and written, by its name.
  private static Map<String, Long> tokens(Evidence from) {
    Map<String, Long> tokens = new HashMap<>();
    for (Evidence.ModelUse use : from.models().orElse(List.of())) {
      long count = Math.max(0L, use.promptTokens()) + Math.max(0L, use.completionTokens());
      tokens.merge(use.model(), count, Long::sum);
    }
    return tokens;
  }

  /// What was read, and of passages whose they are.
  private List<Read> reads(Evidence evidence, SpanRegister.View register, List<String> erased) {
    List<Read> reads = new ArrayList<>();
    for (Evidence.Read each : evidence.reads()) {
      Map<String, String> texts = texts(each);
      if (texts.isEmpty()) {
        erased.add(each.key());
      }
      texts.forEach((key, text) -> {
        if (!text.isEmpty() && !key.equals(SpanMatches.COMMONS)) { // nobody's use
          String owner = register.rejected().contains(key) ? each.key() : key;
          reads.add(new Read(new Source(each.key(), text), owner));
        }
      });
    }
    return reads;
  }

  /// By whose they are; none if it is erased.
  private Map<String, String> texts(Evidence.Read read) {
    return read.text()
        .map(text -> Map.of(read.key(), text))
        .or(() -> read.content().flatMap(this::content).map(bytes -> texts(bytes, read.key())))
        .orElse(Map.of());
  }

  private static Map<String, String> texts(byte[] contribution, String key) {
    return RecordJson.read(contribution, Contribution.class).texts(key);
  }

  /// All texts and numbers of an answer, but not its field names.
  private static void texts(JsonNode node, StringBuilder into) {
    if (node.isValueNode()) {
      into.append(node.asText()).append('\n');
    } else {
      node.forEach(child -> texts(child, into));
    }
  }

  private byte[] required(ContentId id) {
    return content(id).orElseThrow(() -> new IllegalStateException("content is gone: " + id));
  }

  private Optional<byte[]> content(ContentId id) {
    try {
      return contents.get(id);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read evidence", e);
    }
  }
}
