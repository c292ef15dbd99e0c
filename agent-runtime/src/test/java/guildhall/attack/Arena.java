package guildhall.attack;

import guildhall.attribution.Attribution;
import guildhall.attribution.Combined;
import guildhall.attribution.Draws;
import guildhall.attribution.Shares;
import guildhall.attribution.Source;
import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.SpanMethod;
import guildhall.attribution.span.Unigrams;
import guildhall.attribution.use.Read;
import guildhall.attribution.use.UseMethod;
import guildhall.datanet.Contribution;
import guildhall.datanet.Copied;
import guildhall.datanet.Shelf;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.AdmissionRules;
import guildhall.datanet.admission.Admissions;
import guildhall.datanet.admission.Corpus;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.Duplicates;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Judgement;
import guildhall.datanet.admission.Offering;
import guildhall.datanet.admission.OfferingLimits;
import guildhall.datanet.admission.PersonalKind;
import guildhall.datanet.admission.Quota;
import guildhall.datanet.span.SpanDocument;
import guildhall.datanet.span.SpanIndex;
import guildhall.datanet.text.Tokenizer;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Lines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The way of a text from its contributor to the lines of receipts, through the parts as they are:
/// admission against everything that was there, and only what is accepted goes into the index of
/// spans and into the one that calls read from; spans and use weigh an answer; both make one
/// vector; the vector splits a pool.
///
/// Half of an answer is due to what was read and half to what it repeats.
final class Arena {

  static final long POOL = 1_000_000;
  static final String ASKER = "asker";
  static final String LICENCE = "CC-BY-4.0";

  private static final Shares SHARES = new Shares(500_000, 0, 500_000);
  private static final int READ_EACH = 4;
  private static final int FRESH = 1 << 26;
  private static final AdmissionRules RULES =
      new AdmissionRules(
          ItemType.TEXT,
          1 << 20,
          new Quota(Long.MAX_VALUE, Long.MAX_VALUE),
          Set.of(LICENCE),
          Set.of(PersonalKind.values()),
          0,
          Set.of(),
          Map.of());

  /// What was contributed, whatever became of it.
  ///
  /// @param texts by whose they are
  private record Kept(String key, String text, Map<String, String> texts) {}

  private final List<Kept> kept = new ArrayList<>(); // by number among the duplicates
  private final List<Integer> numbers = new ArrayList<>(); // of these, by ordinal of the spans
  private final List<Integer> contributors = new ArrayList<>(); // by ordinal of the spans
  private final Map<String, Integer> names = new HashMap<>(); // numbers of contributors
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, List<Read>> read = new HashMap<>(); // by what is handed out
  private final Corpus corpus = new Known();
  private final List<Passage> shown = new ArrayList<>();
  private final Duplicates duplicates = new Duplicates(42);
  private final Admissions admissions =
      new Admissions(RULES, OfferingLimits.USUAL, duplicates, corpus);
  private final SpanIndex spans;
  private long acceptedTokens;
  private long copiedTokens;
  private Optional<Shelf> shelf = Optional.empty();

  /// An empty one.
  ///
  /// @param folder of its own, for the index
  Arena(Path folder) throws IOException {
    spans = SpanIndex.open(folder, FRESH);
  }

  private final class Known implements Corpus {
    @Override
    public String key(int number) {
      return kept.get(number).key();
    }

    @Override
    public Optional<String> compared(int number) {
      return Optional.of(kept.get(number).text());
    }

    @Override
    public List<Corpus.Text> texts(int number) {
      List<Corpus.Text> texts = new ArrayList<>();
      kept.get(number)
          .texts()
          .forEach((key, text) -> texts.add(new Corpus.Text(numberOf(key, number), text)));
      return texts;
    }

    @Override
    public OptionalInt likeliest(int[] tokens) {
      OptionalInt ordinal = spans.likeliest(tokens, contributors::get);
      return ordinal.isEmpty() ? ordinal : OptionalInt.of(numbers.get(ordinal.getAsInt()));
    }

    @Override
    public boolean isCommon(int[] passage) {
      return spans.isCommon(passage, contributors::get);
    }
  }

  /// Offers a text under an accepted licence.
  ///
  /// @return whether it is accepted; else it is an alias
  boolean offer(String owner, List<String> words) throws IOException {
    return offer(owner, words, new Declaration(Optional.of(LICENCE), true));
  }

  /// Offers a text.
  ///
  /// @return whether it is accepted; else it is an alias or refused
  boolean offer(String owner, List<String> words, Declaration declaration) throws IOException {
    String text = String.join(" ", words);
    List<Admission> heard = new ArrayList<>(1);
    Judgement judgement =
        admissions.judge(
            new Offering.Text("t", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
            declaration,
            Quota.Usage.NONE,
            (_, admission) -> heard.add(admission));
    if (judgement instanceof Judgement.Refused) {
      return false;
    }
    return switch (heard.getFirst()) {
      case Admission.Accepted(var _, var _, var passages) -> accept(owner, text, passages);
      case Admission.Alias alias -> {
        String key = "alias#" + kept.size();
        keep(key, text, Map.of(key, text), OptionalInt.of(root(alias)));
        yield false;
      }
      case Admission.Again _, Admission.Refused _ -> false;
    };
  }

  private static int root(Admission.Alias alias) {
    return switch (alias.root()) {
      case Admission.Root.Earlier(int number, String _) -> number;
      case Admission.Root.SameOffering _ -> throw new IllegalStateException("one at a time");
    };
  }

  private void keep(String key, String text, Map<String, String> texts, OptionalInt root) {
    kept.add(new Kept(key, text, texts));
    var _ = duplicates.add(Tokenizer.tokens(text), root);
  }

  /// Its own parts are its contributor's, passages of earlier texts are theirs: in the index of
  /// spans, and when it is read.
  private boolean accept(String owner, String text, List<Admission.Passage> passages)
      throws IOException {
    String id = "c" + kept.size();
    String key = owner + "#" + id;
    owners.put(key, owner);
    shown.add(new Passage(key, text, Map.of()));
    Contribution contribution =
        new Contribution(
            id,
            owner,
            text,
            Map.of(),
            Optional.of(
                passages.stream()
                    .map(each ->
                        new Copied(each.from(), each.to(), each.key().orElse(SpanMatches.COMMONS)))
                    .toList()));
    Map<String, String> texts = contribution.texts(key);
    acceptedTokens += Tokenizer.tokens(text).length;
    copiedTokens +=
        Tokenizer.tokens(text).length - Tokenizer.tokens(texts.getOrDefault(key, "")).length;
    SpanDocument document = SpanDocument.of(key, texts.getOrDefault(key, ""));
    List<Read> reads = new ArrayList<>();
    for (var part : texts.entrySet()) {
      if (!part.getKey().equals(SpanMatches.COMMONS)) {
        reads.add(new Read(new Source(key, part.getValue()), part.getKey()));
      }
      if (!part.getKey().equals(key)) {
        document = document.with(part.getKey(), part.getValue());
      }
    }
    numbers.add(kept.size());
    contributors.add(names.computeIfAbsent(owner, _ -> names.size()));
    var _ = spans.add(List.of(document));
    read.put(key, reads);
    keep(key, text, texts, OptionalInt.empty());
    return true;
  }

  private int numberOf(String key, int standsIn) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i).key().equals(key)) {
        return i;
      }
    }
    return standsIn; // everybody's
  }

  /// Makes what was accepted readable.
  void publish() {
    shelf = Optional.of(new Shelf(shown));
  }

  /// How much of the accepted texts are passages of earlier ones.
  double copiedPart() {
    return (double) copiedTokens / acceptedTokens;
  }

  /// How often each token was published.
  Unigrams unigrams() {
    return spans.unigrams();
  }

  /// What each account is paid for some answers, in micro-credits.
  Map<String, Long> paid(List<Questions.Answer> answers, Unigrams frozen, String payer) {
    Map<String, Long> paid = new LinkedHashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      for (Line line : lines("r" + i, answers.get(i), frozen, payer)) {
        paid.merge(line.account(), line.amount().micros(), Long::sum);
      }
    }
    return paid;
  }

  /// The lines of one receipt.
  List<Line> lines(String call, Questions.Answer answer, Unigrams frozen, String payer) {
    return Lines.of(
        call,
        POOL,
        attribution(answer, frozen),
        payer,
        key -> Optional.ofNullable(owners.get(key)));
  }

  /// One vector of what the agent read and what the answer repeats.
  Attribution attribution(Questions.Answer answer, Unigrams frozen) {
    int[] tokens = Tokenizer.tokens(answer.text());
    SpanMatches matches = spans.matches(tokens, SpanMethod::ownersMax);
    Attribution base = SpanMethod.weigh(matches, frozen.boundedWorth(tokens)).payout();
    Shelf from = shelf.orElseThrow();
    Attribution context =
        UseMethod.weigh(reads(answer, from), answer.text(), word -> rarity(word, frozen));
    return Combined.of(
        SHARES, context, Attribution.abstain("none@1", 0), base, Draws.seed(answer.text()));
  }

  /// As receipts are weighed: 1 and the surprisal of the word in whole nats.
  private static int rarity(String word, Unigrams frozen) {
    long micros = Arrays.stream(frozen.worth(Tokenizer.tokens(word))).sum();
    return 1 + Math.toIntExact(micros / 1_000_000);
  }

  /// What the agent read: the best few for each stretch that it repeats.
  private List<Read> reads(Questions.Answer answer, Shelf shelf) {
    Map<String, Read> reads = new LinkedHashMap<>();
    for (String stretch : answer.stretches()) {
      for (Passage found : shelf.search(stretch, READ_EACH)) {
        read.getOrDefault(found.id(), List.of())
            .forEach(part -> reads.putIfAbsent(found.id() + " " + part.cluster(), part));
      }
    }
    return List.copyOf(reads.values());
  }
}
