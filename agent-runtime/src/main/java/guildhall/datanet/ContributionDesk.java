package guildhall.datanet;

import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.datanet.Curation.DeclinedItem;
import guildhall.datanet.Curation.Offer;
import guildhall.datanet.Curation.Offers;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.Admissions;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.FieldLimits;
import guildhall.datanet.admission.Item;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Judgement;
import guildhall.datanet.admission.NotAdmitted;
import guildhall.datanet.admission.Offering;
import guildhall.datanet.admission.OfferingLimits;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Where contributors hand in what they have: read, checked, held against everything that is known,
/// and offered to the datanet in one group of entries, or not at all.
///
/// One offering at a time is judged, after all that was offered before it is known, so that two
/// that are the same are never both the first. Whoever hands in a slow stream keeps others waiting,
/// so streams come from files or from memory. What passes is held in memory until all of it is
/// judged: at most what an offering may have in bytes, see [OfferingLimits]. Safe for any thread
/// but event loops.
///
/// Handing in the same again, because an answer got lost, adds nothing: what is there just so is
/// [Admission.Again] under the same id, and counts for no quota. What did not pass is judged again;
/// if it fails for the same on the same day it is not counted or charged a second time, see
/// [Marks].
public final class ContributionDesk implements AutoCloseable {

  private static final Duration USUAL_WAIT = Duration.ofSeconds(30);

  private final Book book;
  private final ContentStore contents;
  private final Curation curation;
  private final KnownTexts known;
  private final OfferingLimits limits;
  private final Duration patience;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);

  /// What it needs.
  ///
  /// @param datanets of the book
  /// @param curation over the same datanets
  /// @param limits of one offering
  /// @param patience how long it waits for offerings before, and as long again for what is known to
  ///   be read
  public record Parts(
      Book book,
      ContentStore contents,
      Datanets datanets,
      Curation curation,
      OfferingLimits limits,
      Duration patience,
      Supplier<Optional<Resemblance>> resemblance) {

    /// With a wait of 30 seconds.
    public Parts(
        Book book,
        ContentStore contents,
        Datanets datanets,
        Curation curation,
        OfferingLimits limits,
        Supplier<Optional<Resemblance>> resemblance) {
      this(book, contents, datanets, curation, limits, USUAL_WAIT, resemblance);
    }

    /// With a wait of 30 seconds, and nobody who looks for texts with words changed.
    public Parts(
        Book book,
        ContentStore contents,
        Datanets datanets,
        Curation curation,
        OfferingLimits limits) {
      this(book, contents, datanets, curation, limits, USUAL_WAIT, Optional::empty);
    }
  }

  /// A desk for all datanets of a book.
  public ContributionDesk(Parts parts) {
    this.book = parts.book();
    this.contents = parts.contents();
    this.curation = parts.curation();
    this.known =
        new KnownTexts(parts.book(), parts.contents(), parts.datanets(), parts.resemblance());
    this.limits = parts.limits();
    this.patience = parts.patience();
  }

  /// What became of one item.
  ///
  /// @param id under which it was offered; what it would have been if it was not
  /// @param admission what the checks said
  public record Taken(String id, Admission admission) {}

  /// What became of an offering.
  public sealed interface Result {

    /// What passed is offered now, all of it, or was before.
    ///
    /// @param items in the order they came
    /// @param dueMicros what those that did not pass cost, see [Charter.Review#declineFeeMicros];
    ///   it was taken from the contributor's account as far as it went
    record Done(List<Taken> items, long dueMicros) implements Result {

      /// Copies the items.
      public Done {
        items = List.copyOf(items);
      }
    }

    /// Nothing of it is taken, and that it was tried is written down.
    ///
    /// @param why what the checks said
    /// @param dueMicros as above
    record Refused(NotAdmitted why, long dueMicros) implements Result {}

    /// Nothing of it is taken, for what the book says of the datanet, the contributor or an id;
    /// nothing is written down and it costs nothing. [CurationStatus#BUSY] and
    /// [CurationStatus#DECLINE_FEE_DUE] may pass.
    ///
    /// @param status why
    /// @param id the item it is about, empty if it is about all
    record NotNow(CurationStatus status, String id) implements Result {}
  }

  /// Is told how far an offering has come; on the thread that hands it in. What it throws ends the
  /// offering, of which nothing is taken then.
  @FunctionalInterface
  public interface Progress {

    /// An item was judged.
    ///
    /// @param items so far
    /// @param bytes of the offering that were read so far, as they came; some may belong to the
    ///   next item
    void judged(int items, long bytes);
  }

  /// Takes an offering in. Blocks until it is durable.
  ///
  /// @param contributor the principal it is from, who pays for what does not pass
  /// @param prefix of the ids of items that have no name, followed by their number from 1 on;
  ///   others have their name as id, in lower case letters, digits and hyphens, and those that
  ///   would have the same a number behind it
  /// @param declaration for all of it
  /// @throws IOException if it cannot be read, or contents cannot be read or kept; nothing is
  ///   offered then and it costs nothing
  public Result contribute(
      String datanet, String contributor, String prefix, Offering offering, Declaration declaration)
      throws IOException {
    return contribute(datanet, contributor, prefix, offering, declaration, (_, _) -> {});
  }

  /// Like [#contribute], telling how far it has come.
  ///
  /// @throws IOException as above
  public Result contribute(
      String datanet,
      String contributor,
      String prefix,
      Offering offering,
      Declaration declaration,
      Progress progress)
      throws IOException {
    if (!Contribution.isContributor(contributor)) {
      return new Result.NotNow(CurationStatus.BAD_NAME, "");
    }
    if (!mayBegin()) {
      return new Result.NotNow(CurationStatus.BUSY, "");
    }
    try {
      return new Sitting(datanet, contributor, prefix, declaration, progress).hold(offering);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      oneAtATime.unlock();
    }
  }

  private boolean mayBegin() {
    try {
      return oneAtATime.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Follows the book no more; what is being judged ends as [CurationStatus#BUSY] or goes on.
  @Override
  public void close() {
    known.close();
  }

  /// What an item is if it is kept.
  ///
  /// @param contribution empty if it cannot be one
  /// @param there its content, if it is there just so
  private record Kept(String id, Optional<Contribution> contribution, Optional<ContentId> there) {

    static Kept not(String id) {
      return new Kept(id, Optional.empty(), Optional.empty());
    }

    Kept with(List<Admission.Passage> passages) {
      List<Copied> copied = passages.stream().map(Copied::of).toList();
      return new Kept(id, contribution.map(each -> each.with(copied)), there);
    }
  }

  /// Something to offer.
  ///
  /// @param bytes as the quota counts them
  private record Passed(Kept kept, long bytes, int scorePermille, Optional<String> aliasOf) {}

  /// One offering on its way.
  private final class Sitting {

    private final String datanet;
    private final String contributor;
    private final Declaration declaration;
    private final Progress progress;
    private final ContributionIds ids;
    private final Counted counted = new Counted();
    private final Marks marks;
    private final List<Kept> items = new ArrayList<>(); // by position
    private final List<Taken> taken = new ArrayList<>();
    private final List<Passed> passed = new ArrayList<>();
    private final List<DeclinedItem> declined = new ArrayList<>();

    Sitting(
        String datanet,
        String contributor,
        String prefix,
        Declaration declaration,
        Progress progress)
        throws IOException {
      this.datanet = datanet;
      this.contributor = contributor;
      this.declaration = declaration;
      this.progress = progress;
      this.ids = new ContributionIds(prefix);
      this.marks = new Marks(secret(), declaration);
    }

    /// The same as long as the contents are: their salt, hashed.
    private String secret() throws IOException {
      byte[] use = "secret of the marks of what was declined".getBytes(StandardCharsets.UTF_8);
      return contents.write("@contribution-desk", use).hex();
    }

    Result hold(Offering offering) throws IOException {
      Curation.Terms terms = book.await(curation.terms(datanet, contributor));
      if (terms.status() != CurationStatus.DONE) {
        return new Result.NotNow(terms.status(), "");
      }
      if (!known.await(terms.position(), patience)) {
        return new Result.NotNow(CurationStatus.BUSY, "");
      }
      Judgement judgement =
          new Admissions(terms.rules().orElseThrow().admission(), limits, known.duplicates(), known)
              .judge(
                  counted.of(offering),
                  declaration,
                  terms.usage(),
                  new Admissions.Before(
                      this::isThere, item -> terms.failed().contains(marks.of(item.position()))),
                  this::take);
      return switch (judgement) {
        case Judgement.Judged _ -> offer();
        case Judgement.Refused(var why) -> refused(why);
      };
    }

    private boolean isThere(Item item) {
      marks.add(item);
      String id =
          item.type() == ItemType.TEXT
              ? ids.ofFile(item.id(), item.position() + 1)
              : ids.of(item.id(), item.position() + 1);
      Kept kept = kept(id, item);
      items.add(kept);
      return kept.there().isPresent();
    }

    private Kept kept(String id, Item item) {
      Map<String, String> fields = new LinkedHashMap<>(item.fields());
      item.label().ifPresent(label -> fields.put(FieldLimits.LABEL, label));
      if (!canBeKept(item.text(), fields)) {
        return Kept.not(id); // which no check lets pass
      }
      Contribution contribution = new Contribution(id, contributor, item.text(), fields);
      return new Kept(
          id, Optional.of(contribution), known.same(Contribution.key(datanet, id), contribution));
    }

    private boolean canBeKept(String text, Map<String, String> fields) {
      CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
      return encoder.canEncode(text)
          && fields.entrySet().stream()
              .allMatch(each ->
                  FieldLimits.isName(each.getKey())
                      && FieldLimits.isValue(each.getValue())
                      && encoder.canEncode(each.getKey())
                      && encoder.canEncode(each.getValue()));
    }

    private void take(Item item, Admission admission) {
      Kept kept = items.get(item.position());
      switch (admission) {
        case Admission.Accepted(var score, var _, var passages) ->
            passed.add(
                new Passed(kept.with(passages), item.bytes(), score.total(), Optional.empty()));
        case Admission.Alias alias ->
            passed.add(new Passed(kept, item.bytes(), 0, Optional.of(key(alias.root()))));
        case Admission.Again _ -> passed.add(new Passed(kept, item.bytes(), 0, Optional.empty()));
        case Admission.Refused(var why) -> {
          declined.add(
              new DeclinedItem(
                  why.reason().code(), item.bytes(), Optional.of(marks.of(item.position()))));
          items.set(item.position(), Kept.not(kept.id()));
        }
      }
      taken.add(new Taken(kept.id(), admission));
      progress.judged(taken.size(), counted.bytes());
    }

    private String key(Admission.Root root) {
      return switch (root) {
        case Admission.Root.Earlier(var _, var key) -> key;
        case Admission.Root.SameOffering(var position) ->
            Contribution.key(datanet, items.get(position).id());
      };
    }

    private Result offer() throws IOException {
      List<Offer> offers = new ArrayList<>();
      for (Passed each : passed) {
        Optional<ContentId> there = each.kept().there();
        ContentId content =
            there.isPresent() ? there.get() : kept(each.kept().contribution().orElseThrow());
        offers.add(
            new Offer(
                each.kept().id(),
                content,
                declaration.licence().orElse("").strip(),
                each.bytes(),
                each.scorePermille(),
                each.aliasOf()));
      }
      Curation.Taken made =
          book.await(curation.offer(new Offers(datanet, contributor, offers, declined)));
      return made.status().ok()
          ? new Result.Done(taken, made.dueMicros())
          : new Result.NotNow(made.status(), made.id());
    }

    private ContentId kept(Contribution contribution) throws IOException {
      return contents.write(contributor, RecordJson.bytes(contribution));
    }

    private Result refused(NotAdmitted why) {
      DeclinedItem all =
          new DeclinedItem(why.reason().code(), 0, Optional.of(marks.ofAll(why, counted.digest())));
      Curation.Taken made =
          book.await(curation.offer(new Offers(datanet, contributor, List.of(), List.of(all))));
      return made.status().ok()
          ? new Result.Refused(why, made.dueMicros())
          : new Result.NotNow(made.status(), "");
    }
  }
}
