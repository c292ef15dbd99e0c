package guildhall.datanet.admission;

import guildhall.datanet.text.Tokenizer;
import guildhall.datanet.text.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Judges what is offered to one datanet: reads it, puts each item through the checks in their
/// order, and then looks for what it repeats, in all datanets and in the same offering. Nothing is
/// kept and nothing is added to the index: that is for whoever keeps the items, once the book says
/// they are contributed.
///
/// The order: type, encoding, empty, size, quota, licence, consent, personal data, rules of the
/// datanet, exact duplicate, near duplicate. Safe for any thread; reads and may block.
public final class Admissions {

  /// In thousandths: what repeats as much of an earlier document is an alias.
  static final int ALIAS_FROM = 800;

  /// In thousandths: what repeats as much is noted for the reviewer.
  static final int NOTED_FROM = 300;

  private static final int FINDINGS_MAX = 20;

  private final AdmissionRules rules;
  private final OfferingLimits limits;
  private final Duplicates duplicates;
  private final Corpus corpus;

  /// A judge of one datanet.
  ///
  /// @param rules of the datanet
  /// @param limits of one offering
  /// @param duplicates of all datanets
  /// @param corpus what the numbers of `duplicates` stand for
  public Admissions(
      AdmissionRules rules, OfferingLimits limits, Duplicates duplicates, Corpus corpus) {
    this.rules = rules;
    this.limits = limits;
    this.duplicates = duplicates;
    this.corpus = corpus;
  }

  /// Reads an offering to its end and judges each item.
  ///
  /// @param usage of the contributor on this day, this offering not counted
  /// @param heard gets each item and what became of it, in order; it counts only if the result is
  ///   [Judgement.Judged]
  /// @throws IOException if a stream fails, which says nothing about what is offered
  public Judgement judge(
      Offering offering,
      Declaration declaration,
      Quota.Usage usage,
      BiConsumer<Item, Admission> heard)
      throws IOException {
    return judge(offering, declaration, usage, _ -> false, heard);
  }

  /// Like [#judge], of somebody who may have handed in some of it before.
  ///
  /// @param there whether an item is there just so, from this contributor; asked once of each, in
  ///   order. It is [Admission.Again] then, whatever the checks would say, and counts for nothing
  /// @throws IOException as above
  public Judgement judge(
      Offering offering,
      Declaration declaration,
      Quota.Usage usage,
      Predicate<Item> there,
      BiConsumer<Item, Admission> heard)
      throws IOException {
    return judge(offering, declaration, usage, new Before(there, _ -> false), heard);
  }

  /// What is known of an item from earlier on the same day; each is asked once of each item, in
  /// order, `there` first.
  ///
  /// @param there whether it is there just so
  /// @param counted whether it is in the usage already, and so not counted again
  public record Before(Predicate<Item> there, Predicate<Item> counted) {}

  /// Like [#judge], of somebody who may have handed in some of it before.
  ///
  /// @throws IOException as above
  public Judgement judge(
      Offering offering,
      Declaration declaration,
      Quota.Usage usage,
      Before before,
      BiConsumer<Item, Admission> heard)
      throws IOException {
    Sitting sitting = new Sitting(declaration, usage, before, heard);
    try {
      return sitting.end(Items.read(offering, limits, sitting::take));
    } catch (Stop stop) {
      return new Judgement.Refused(stop.why());
    } catch (Upload.SourceFailed e) {
      throw e.failure();
    }
  }

  /// One offering.
  private final class Sitting {

    private final Declaration declaration;
    private final Before before;
    private final BiConsumer<Item, Admission> heard;
    private final int documents = duplicates.size();
    private final Duplicates here = new Duplicates(0);
    private final List<Admission.Alias> heres = new ArrayList<>(); // by number in `here`
    private Quota.Usage usage;
    private int accepted;
    private int aliases;
    private int refused;

    Sitting(
        Declaration declaration,
        Quota.Usage usage,
        Before before,
        BiConsumer<Item, Admission> heard) {
      this.declaration = declaration;
      this.usage = usage;
      this.before = before;
      this.heard = heard;
    }

    void take(Item item) throws Stop {
      if (before.there().test(item)) {
        heard.accept(item, new Admission.Again());
        return;
      }
      if (!before.counted().test(item)) {
        usage = usage.plus(item.bytes());
      }
      Admission admission = admission(item);
      switch (admission) {
        case Admission.Accepted _ -> accepted++;
        case Admission.Alias _ -> aliases++;
        case Admission.Refused _ -> refused++;
        case Admission.Again _ -> throw new IllegalStateException("no check says so");
      }
      heard.accept(item, admission);
    }

    Judgement end(Reading.Whole whole) {
      return new Judgement.Judged(accepted, aliases, refused, whole.bytes(), usage, documents);
    }

    private Admission admission(Item item) throws Stop {
      int[] text = Tokenizer.tokens(item.text());
      List<PersonalFinding> personal = PersonalData.in(item, FINDINGS_MAX);
      Optional<NotAdmitted> why =
          Checks.first(new Checks.Case(rules, declaration, usage, item, text.length, personal));
      if (why.isEmpty()) {
        return repeated(item, text, personal);
      }
      if (why.get().reason().ofAll()) {
        throw new Stop(why.get());
      }
      return new Admission.Refused(why.get());
    }

    private Admission repeated(Item item, int[] text, List<PersonalFinding> personal) {
      String compared = item.compared();
      boolean textOnly = compared.length() == item.text().length();
      int[] tokens = textOnly ? text : Tokenizer.tokens(compared);
      Fingerprint print = duplicates.fingerprint(tokens);
      OptionalInt same = duplicates.exactOf(print);
      OptionalInt sameHere = here.exactOf(print);
      if (same.isPresent()) {
        return known(print, alias(same.getAsInt(), 1000, true));
      }
      if (sameHere.isPresent()) {
        return known(print, again(sameHere.getAsInt(), 1000, true));
      }
      Nearest nearest = nearest(tokens, duplicates.bestOf(print));
      Duplicates.Best best = nearest.best();
      int contained = best.estimate();
      if (contained >= ALIAS_FROM) {
        return known(print, alias(best.number().orElseThrow(), contained, false));
      }
      Duplicates.Best bestHere = here.bestOf(print);
      if (bestHere.estimate() >= ALIAS_FROM) {
        return known(print, again(bestHere.number().orElseThrow(), bestHere.estimate(), false));
      }
      var _ =
          known(
              print,
              new Admission.Alias(
                  new Admission.Root.SameOffering(item.position()), false, 1000, true));
      int most = Math.max(contained, bestHere.estimate());
      List<Copies.Copy> copies = textOnly ? nearest.copies() : copies(text, best.number());
      return new Admission.Accepted(
          Score.of(item, tokens, most),
          notes(personal, best, contained),
          passages(item.text(), copies));
    }

    /// Remembers what an item stands for, for those that come behind it.
    private Admission known(Fingerprint print, Admission.Alias alias) {
      var _ = here.add(print, OptionalInt.empty());
      heres.add(alias);
      return alias;
    }

    private Admission.Alias again(int number, int same, boolean exact) {
      Admission.Alias first = heres.get(number);
      return new Admission.Alias(first.root(), first.withdrawn(), same, exact);
    }
  }

  private Admission.Alias alias(int number, int same, boolean exact) {
    int root = duplicates.root(number);
    return new Admission.Alias(
        new Admission.Root.Earlier(root, corpus.key(root)),
        duplicates.isRemoved(root),
        same,
        exact);
  }

  /// The passages by characters.
  private List<Admission.Passage> passages(String text, List<Copies.Copy> copies) {
    if (copies.isEmpty()) {
      return List.of();
    }
    Tokens tokens = Tokenizer.located(text);
    List<Admission.Passage> passages = new ArrayList<>();
    for (Copies.Copy copy : copies) {
      passages.add(
          new Admission.Passage(
              tokens.start(copy.from()),
              tokens.end(copy.to() - 1),
              copy.common()
                  ? Optional.empty()
                  : Optional.of(corpus.key(duplicates.root(copy.number())))));
    }
    return passages;
  }

  private List<Copies.Copy> copies(int[] tokens, OptionalInt signed) {
    return tokens.length < Duplicates.NEAR_TOKENS_MIN
        ? List.of()
        : Copies.in(tokens, corpus, signed);
  }

  /// What is nearest to a document.
  ///
  /// @param copies its passages that are others'; not looked for if it is an alias
  private record Nearest(Duplicates.Best best, List<Copies.Copy> copies) {}

  /// The earlier document that has most of what is offered, and how much: by its runs of five words
  /// or by passages whose words may be changed. Of one that was erased, what the signatures say.
  private Nearest nearest(int[] tokens, Duplicates.Best signed) {
    Duplicates.Best whole =
        new Duplicates.Best(
            signed.number(), contained(tokens, signed), signed.candidates(), signed.full());
    if (whole.estimate() >= ALIAS_FROM || tokens.length < Duplicates.NEAR_TOKENS_MIN) {
      return new Nearest(whole, List.of());
    }
    List<Copies.Copy> copies = Copies.in(tokens, corpus, signed.number());
    Duplicates.Best copied = Copies.most(tokens, copies, signed);
    return new Nearest(copied.estimate() > whole.estimate() ? copied : whole, copies);
  }

  private int contained(int[] tokens, Duplicates.Best best) {
    if (best.number().isEmpty()) {
      return 0;
    }
    return corpus
        .compared(best.number().getAsInt())
        .map(Tokenizer::tokens)
        .filter(earlier -> earlier.length > 0)
        .map(earlier -> Shingles.contained(tokens, earlier))
        .orElse(best.estimate());
  }

  private List<String> notes(List<PersonalFinding> personal, Duplicates.Best best, int contained) {
    List<String> notes = new ArrayList<>();
    personal.forEach(found -> notes.add("It has " + found.words() + ", which is tolerated."));
    if (contained >= NOTED_FROM) {
      notes.add(
          "Of its words %d in a thousand are, as they are or changed, in %s as well."
              .formatted(contained, corpus.key(best.number().orElseThrow())));
    }
    if (best.full()) {
      notes.add(
          "It shares much with many documents: only the first 16 of each kind were looked at.");
    }
    return notes;
  }
}
