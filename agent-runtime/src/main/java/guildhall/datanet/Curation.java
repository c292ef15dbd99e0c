package guildhall.datanet;

import guildhall.book.Command;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.datanet.DatanetFact.Chartered;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Declined;
import guildhall.datanet.DatanetFact.Offered;
import guildhall.datanet.DatanetFact.Promoted;
import guildhall.datanet.DatanetFact.Published;
import guildhall.datanet.DatanetFact.Rejected;
import guildhall.datanet.DatanetFact.Reviewed;
import guildhall.datanet.DatanetFact.Withdrawn;
import guildhall.datanet.admission.Quota;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The commands by which a datanet is made, filled, judged, published and thinned out. Each decides
/// against the book and changes everything it is about, or nothing.
///
/// An offer waits until as many reviewers as the charter's quorum agree on it; the one whose
/// judgement makes them so many decides it in the same group. What is accepted can be read from the
/// next version on.
public final class Curation {

  /// What a principal has bonded for a duty, in micro-credits; asked on the book's writer thread.
  @FunctionalInterface
  public interface Bonds {
    /// 0 if there is no bond.
    long bondedMicros(String principal, String duty);
  }

  /// What declined offers cost, as part of the command that writes them down; asked on the book's
  /// writer thread.
  public interface Fees {
    /// Takes nothing, and everybody can pay.
    Fees NONE =
        new Fees() {
          @Override
          public boolean canPay(String contributor, long micros) {
            return true;
          }

          @Override
          public void take(Draft draft, String datanet, String contributor, long micros) {}
        };

    /// Whether a contributor's account could pay so much now, in micro-credits.
    boolean canPay(String contributor, long micros);

    /// Takes so much, or what there is if that is less. Never throws: the offers are in the draft.
    ///
    /// @param micros more than 0
    void take(Draft draft, String datanet, String contributor, long micros);
  }

  /// The operator, who may withdraw anything. No principal has this name.
  public static final String OPERATOR = "@operator";

  private static final String DATANET_NAME = "[a-z0-9][a-z0-9.-]{0,62}";
  private static final String CONTRIBUTION_ID = "[a-z0-9][a-z0-9-]{0,127}";
  private static final int LONGEST_SENTENCE = 1000;

  private final Datanets datanets;
  private final Bonds bonds;
  private final Fees fees;

  /// Commands over this projection, by which declined offers cost nobody anything.
  public Curation(Datanets datanets, Bonds bonds) {
    this(datanets, bonds, Fees.NONE);
  }

  /// Commands over this projection.
  public Curation(Datanets datanets, Bonds bonds, Fees fees) {
    this.datanets = datanets;
    this.bonds = bonds;
    this.fees = fees;
  }

  /// What a reviewer of a datanet must have bonded for.
  public static String duty(String datanet) {
    return "review:" + datanet;
  }

  /// Makes a datanet, or changes the charter of one's own.
  public Command<CurationStatus> charter(String datanet, String owner, Charter charter) {
    return draft -> {
      if (!datanet.matches(DATANET_NAME)) {
        return CurationStatus.BAD_NAME;
      }
      Optional<DatanetState> known = datanets.find(datanet);
      if (known.isPresent() && !known.get().owner.equals(owner)) {
        return CurationStatus.NAME_TAKEN;
      }
      if (known.flatMap(state -> state.charter).equals(Optional.of(charter))) {
        return CurationStatus.EXISTS;
      }
      draft.append(new Chartered(datanet, owner, charter));
      return CurationStatus.DONE;
    };
  }

  /// On which terms somebody may offer something now.
  ///
  /// @param status [CurationStatus#DONE] if something may be offered
  /// @param rules of the datanet, if it has a charter
  /// @param usage of the contributor on this day
  /// @param failed marks of what of the contributor has failed the checks on this day
  /// @param position the entry that comes next: what was decided up to it is what counts
  record Terms(
      CurationStatus status,
      Optional<Charter.Rules> rules,
      Quota.Usage usage,
      Set<String> failed,
      long position) {}

  /// Looks up the terms; changes nothing.
  Command<Terms> terms(String datanet, String contributor) {
    return draft -> {
      Optional<DatanetState> known = datanets.find(datanet);
      Optional<Charter> charter = known.flatMap(state -> state.charter);
      if (charter.isEmpty()) {
        return new Terms(
            CurationStatus.DATANET_NOT_FOUND,
            Optional.empty(),
            Quota.Usage.NONE,
            Set.of(),
            draft.position());
      }
      DatanetState.Usage used = known.get().usage(contributor, draft.timeMicros());
      return new Terms(
          mayOffer(charter.get(), contributor, used.declines()),
          Optional.of(charter.get().rules()),
          new Quota.Usage(used.bytes(), used.items()),
          known.get().failed().marks(contributor, used.day()),
          draft.position());
    };
  }

  private CurationStatus mayOffer(Charter charter, String contributor, int declines) {
    if (!charter.open()) {
      return CurationStatus.CLOSED_TO_CONTRIBUTIONS;
    }
    Charter.Review review = charter.review();
    boolean costs = declines >= review.freeDeclines() && review.declineFeeMicros() > 0;
    return !costs || fees.canPay(contributor, review.declineFeeMicros())
        ? CurationStatus.DONE
        : CurationStatus.DECLINE_FEE_DUE;
  }

  /// What passed the checks.
  ///
  /// @param content its text and fields, see [Contribution]
  /// @param licence by SPDX identifier
  /// @param bytes of the content
  /// @param scorePermille what the checks made of it
  /// @param aliasOf key of the contribution that it repeats; if that was rejected meanwhile it
  ///   repeats none
  public record Offer(
      String id,
      ContentId content,
      String licence,
      long bytes,
      int scorePermille,
      Optional<String> aliasOf) {}

  /// What one contributor has handed in at once.
  ///
  /// @param passed what passed the checks
  /// @param declined what did not, with the code of the check
  public record Offers(
      String datanet, String contributor, List<Offer> passed, List<DeclinedItem> declined) {

    /// Copies the lists.
    public Offers {
      passed = List.copyOf(passed);
      declined = List.copyOf(declined);
    }

    /// Without what of this contributor has failed for the same before on a day.
    private Offers withoutFailed(FailedMarks failed, long day) {
      List<DeclinedItem> fresh =
          declined.stream()
              .filter(each ->
                  each.mark()
                      .filter(mark -> failed.has(contributor, day, mark, each.code()))
                      .isEmpty())
              .toList();
      return new Offers(datanet, contributor, passed, fresh);
    }
  }

  /// Something that did not pass a check.
  ///
  /// @param code of the check
  /// @param bytes that were offered
  /// @param mark by which the same is told, see [DatanetFact.Declined#mark]; empty for something
  ///   that is never the same
  public record DeclinedItem(String code, long bytes, Optional<String> mark) {}

  /// What came of offers.
  ///
  /// @param status how it ended for all of them
  /// @param id of the offer it is about, empty if it is about none in particular
  /// @param dueMicros what the declined ones cost whoever offered them; 0 as long as declines are
  ///   free
  public record Taken(CurationStatus status, String id, long dueMicros) {

    private static Taken not(CurationStatus status, String id) {
      return new Taken(status, id, 0);
    }
  }

  /// Takes all offers in, or none. Where nobody judges they are accepted at once. What is there
  /// just so is passed over, and [CurationStatus#EXISTS] if that is all; an id that was rejected or
  /// withdrawn may be used again. What was declined is written down too, and what that costs is
  /// taken from the contributor's account as far as it goes, so that trying what passes is not
  /// free; the same that failed for the same on the same day is neither written nor paid again, so
  /// that a retry is.
  public Command<Taken> offer(Offers handedIn) {
    return draft -> {
      Optional<DatanetState> known = datanets.find(handedIn.datanet());
      if (known.isEmpty() || known.get().charter.isEmpty()) {
        return Taken.not(CurationStatus.DATANET_NOT_FOUND, "");
      }
      DatanetState state = known.get();
      Offers offers = handedIn.withoutFailed(state.failed(), DatanetState.day(draft.timeMicros()));
      List<Offer> fresh = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      for (Offer offer : offers.passed()) {
        CurationStatus status =
            ids.add(offer.id()) ? status(offer, offers, state) : CurationStatus.ID_TAKEN;
        if (!status.ok()) {
          return Taken.not(status, offer.id());
        }
        if (status == CurationStatus.DONE) {
          fresh.add(offer);
        }
      }
      if (fresh.isEmpty() && offers.declined().isEmpty()) {
        return Taken.not(CurationStatus.EXISTS, "");
      }
      if (isOverQuota(offers, fresh, state, draft.timeMicros())) {
        return Taken.not(CurationStatus.OVER_QUOTA, "");
      }
      Map<String, String> heirs = new HashMap<>();
      fresh.forEach(offer -> append(offers, standing(offer, offers, heirs), state, draft));
      return new Taken(CurationStatus.DONE, "", decline(offers, state, draft));
    };
  }

  /// The same offer, which repeats something that was rejected no more: the first of those stands
  /// for itself, the others repeat that one.
  ///
  /// @param heirs keys of the first ones, by what they repeated
  private Offer standing(Offer offer, Offers offers, Map<String, String> heirs) {
    String root = offer.aliasOf().orElse("");
    if (root.isEmpty() || datanets.knows(root)) {
      return offer;
    }
    Optional<String> heir =
        Optional.ofNullable(
            heirs.putIfAbsent(root, Contribution.key(offers.datanet(), offer.id())));
    return new Offer(
        offer.id(), offer.content(), offer.licence(), offer.bytes(), offer.scorePermille(), heir);
  }

  private void append(Offers offers, Offer offer, DatanetState state, Draft draft) {
    draft.append(
        new Offered(
            offers.datanet(),
            offer.id(),
            offers.contributor(),
            offer.content(),
            offer.licence(),
            offer.bytes(),
            offer.scorePermille(),
            offer.aliasOf()));
    decideIfAgreed(state, offer.id(), draft);
  }

  /// Writes down what did not pass.
  ///
  /// @return what it costs
  private long decline(Offers offers, DatanetState state, Draft draft) {
    Charter.Review review = state.charter.orElseThrow().review();
    int before = state.usage(offers.contributor(), draft.timeMicros()).declines();
    offers
        .declined()
        .forEach(each ->
            draft.append(
                new Declined(
                    offers.datanet(),
                    offers.contributor(),
                    each.code(),
                    each.bytes(),
                    each.mark())));
    int paid = Math.max(0, before + offers.declined().size() - review.freeDeclines());
    int paidBefore = Math.max(0, before - review.freeDeclines());
    long due = times(paid - paidBefore, review.declineFeeMicros());
    if (due > 0) {
      fees.take(draft, offers.datanet(), offers.contributor(), due);
    }
    return due;
  }

  /// The product, or all there is of a `long` if it is more: nobody has as much.
  private static long times(int count, long micros) {
    return count == 0 || micros <= Long.MAX_VALUE / count ? count * micros : Long.MAX_VALUE;
  }

  private static CurationStatus status(Offer offer, Offers offers, DatanetState state) {
    Charter charter = state.charter.orElseThrow();
    if (!offer.id().matches(CONTRIBUTION_ID)) {
      return CurationStatus.BAD_NAME;
    }
    Optional<CurationStatus> taken = taken(offer, offers, state);
    if (taken.isPresent()) {
      return taken.get();
    }
    if (!charter.open()) {
      return CurationStatus.CLOSED_TO_CONTRIBUTIONS;
    }
    return charter.rules().licences().stream().anyMatch(offer.licence()::equalsIgnoreCase)
        ? CurationStatus.DONE
        : CurationStatus.LICENCE_NOT_ACCEPTED;
  }

  private static boolean isOverQuota(
      Offers offers, List<Offer> fresh, DatanetState state, long timeMicros) {
    Charter.Rules rules = state.charter.orElseThrow().rules();
    DatanetState.Usage used = state.usage(offers.contributor(), timeMicros);
    long items = (long) fresh.size() + offers.declined().size();
    long bytes =
        fresh.stream().mapToLong(Offer::bytes).sum()
            + offers.declined().stream().mapToLong(DeclinedItem::bytes).sum();
    return !fresh.isEmpty()
        && (items > rules.dayItems() - used.items() || bytes > rules.dayBytes() - used.bytes());
  }

  /// Whether the id is in use, by the same or by something else.
  private static Optional<CurationStatus> taken(Offer offer, Offers offers, DatanetState state) {
    Optional<Contributed> waiting =
        Optional.ofNullable(state.open.get(offer.id()))
            .map(DatanetState.Open::offered)
            .map(at ->
                new Contributed(offers.datanet(), offer.id(), at.contributor(), at.content()));
    return waiting
        .or(() ->
            Optional.ofNullable(state.rows.get(offer.id()))
                .filter(row -> row.until() == 0)
                .map(row -> row.contributed(offers.datanet())))
        .map(at ->
            at.contributor().equals(offers.contributor()) && at.content().equals(offer.content())
                ? CurationStatus.EXISTS
                : CurationStatus.ID_TAKEN);
  }

  /// One judgement of an offer.
  ///
  /// @param reason one sentence; may be empty if it is approved
  public record Judgement(
      String datanet, String id, String reviewer, boolean approved, String reason) {}

  /// Takes a judgement in, and decides the offer if enough reviewers agree now.
  public Command<CurationStatus> review(Judgement judgement) {
    return draft -> {
      Optional<DatanetState> known = datanets.find(judgement.datanet());
      if (known.isEmpty()) {
        return CurationStatus.DATANET_NOT_FOUND;
      }
      DatanetState state = known.get();
      DatanetState.Open open = state.open.get(judgement.id());
      if (open == null) {
        return CurationStatus.CONTRIBUTION_NOT_FOUND;
      }
      CurationStatus status = status(judgement, open, state.charter.orElseThrow());
      if (status == CurationStatus.DONE) {
        draft.append(
            new Reviewed(
                judgement.datanet(),
                judgement.id(),
                judgement.reviewer(),
                judgement.approved(),
                fit(judgement.reason())));
        decideIfAgreed(state, judgement.id(), draft);
      }
      return status;
    };
  }

  private CurationStatus status(Judgement judgement, DatanetState.Open open, Charter charter) {
    String reviewer = judgement.reviewer();
    if (open.offered().contributor().equals(reviewer)) {
      return CurationStatus.CONFLICT_OF_INTEREST;
    }
    if (!charter.review().reviewers().contains(reviewer)) {
      return CurationStatus.NOT_REVIEWER;
    }
    if (bonds.bondedMicros(reviewer, duty(judgement.datanet())) < charter.review().bondMicros()) {
      return CurationStatus.BOND_TOO_SMALL;
    }
    if (!judgement.approved() && judgement.reason().isBlank()) {
      return CurationStatus.REASON_MISSING;
    }
    return open.by(reviewer)
        .map(before ->
            before.approved() == judgement.approved()
                ? CurationStatus.EXISTS
                : CurationStatus.JUDGED_OTHERWISE)
        .orElse(CurationStatus.DONE);
  }

  private void decideIfAgreed(DatanetState state, String id, Draft draft) {
    DatanetState.Open open = state.open.get(id);
    int quorum = state.charter.orElseThrow().review().quorum();
    if (open == null) {
      return;
    }
    Offered offered = open.offered();
    if (open.judged(true) >= quorum) {
      draft.append(
          new Contributed(
              offered.datanet(), offered.id(), offered.contributor(), offered.content()));
    } else if (open.judged(false) >= quorum) {
      List<Promoted> heirs =
          offered.aliasOf().isPresent()
              ? List.of()
              : datanets.heirs(Contribution.key(offered.datanet(), id), open.ordinal());
      draft.append(new Rejected(offered.datanet(), id, open.reviews().getLast().reason()));
      heirs.forEach(draft::append);
    }
  }

  /// What came of a publication.
  ///
  /// @param status how it ended
  /// @param version the newest there is now, 0 if none
  public record PublishedAs(CurationStatus status, int version) {}

  /// Makes the next version of what was accepted and not withdrawn.
  public Command<PublishedAs> publish(String datanet, String by) {
    return draft -> {
      Optional<DatanetState> known = datanets.find(datanet);
      if (known.isEmpty()) {
        return new PublishedAs(CurationStatus.DATANET_NOT_FOUND, 0);
      }
      DatanetState state = known.get();
      if (!by.equals(state.owner) && !by.equals(OPERATOR)) {
        return new PublishedAs(CurationStatus.NOT_OWNER, state.version);
      }
      if (!state.changed) {
        return new PublishedAs(CurationStatus.NOTHING_TO_PUBLISH, state.version);
      }
      draft.append(new Published(datanet, state.version + 1));
      return new PublishedAs(CurationStatus.DONE, state.version);
    };
  }

  /// Takes a contribution out of every version, or an offer back, also a rejected one. Whose it is
  /// may do so, and the owner of the datanet, and the operator.
  ///
  /// @param erase whether its content must go too; that can also be asked of what is withdrawn
  public Command<CurationStatus> withdraw(
      String datanet, String id, String by, String reason, boolean erase) {
    return draft -> {
      Optional<DatanetState> known = datanets.find(datanet);
      if (known.isEmpty()) {
        return CurationStatus.DATANET_NOT_FOUND;
      }
      DatanetState state = known.get();
      if (state.isWithdrawn(id) && !(erase && state.isToBeErasedStill(id))) {
        return CurationStatus.WITHDRAWN_ALREADY;
      }
      Optional<String> contributor = contributor(state, id);
      if (contributor.isEmpty()) {
        return CurationStatus.CONTRIBUTION_NOT_FOUND;
      }
      if (!Set.of(OPERATOR, state.owner).contains(by) && !contributor.get().equals(by)) {
        return CurationStatus.NOT_CONTRIBUTOR;
      }
      if (reason.isBlank()) {
        return CurationStatus.REASON_MISSING;
      }
      draft.append(new Withdrawn(datanet, id, by, fit(reason), erase));
      return CurationStatus.DONE;
    };
  }

  private static Optional<String> contributor(DatanetState state, String id) {
    return Optional.ofNullable(state.open.get(id))
        .map(open -> open.offered().contributor())
        .or(() -> Optional.ofNullable(state.rows.get(id)).map(DatanetState.Row::contributor))
        .or(() ->
            Optional.ofNullable(state.rejected.get(id)).map(it -> it.offered().contributor()));
  }

  private static String fit(String sentence) {
    return sentence.length() <= LONGEST_SENTENCE
        ? sentence
        : sentence.substring(0, LONGEST_SENTENCE - 1) + "…";
  }
}
