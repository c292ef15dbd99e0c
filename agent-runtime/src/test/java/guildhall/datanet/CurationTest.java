package guildhall.datanet;

import static guildhall.datanet.CurationStatus.BAD_NAME;
import static guildhall.datanet.CurationStatus.BOND_TOO_SMALL;
import static guildhall.datanet.CurationStatus.CLOSED_TO_CONTRIBUTIONS;
import static guildhall.datanet.CurationStatus.CONFLICT_OF_INTEREST;
import static guildhall.datanet.CurationStatus.CONTRIBUTION_NOT_FOUND;
import static guildhall.datanet.CurationStatus.DATANET_NOT_FOUND;
import static guildhall.datanet.CurationStatus.DONE;
import static guildhall.datanet.CurationStatus.EXISTS;
import static guildhall.datanet.CurationStatus.ID_TAKEN;
import static guildhall.datanet.CurationStatus.JUDGED_OTHERWISE;
import static guildhall.datanet.CurationStatus.LICENCE_NOT_ACCEPTED;
import static guildhall.datanet.CurationStatus.NAME_TAKEN;
import static guildhall.datanet.CurationStatus.NOTHING_TO_PUBLISH;
import static guildhall.datanet.CurationStatus.NOT_CONTRIBUTOR;
import static guildhall.datanet.CurationStatus.NOT_OWNER;
import static guildhall.datanet.CurationStatus.NOT_REVIEWER;
import static guildhall.datanet.CurationStatus.OVER_QUOTA;
import static guildhall.datanet.CurationStatus.REASON_MISSING;
import static guildhall.datanet.CurationStatus.WITHDRAWN_ALREADY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Command;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.Charter.Rules;
import guildhall.datanet.Curation.DeclinedItem;
import guildhall.datanet.Curation.Judgement;
import guildhall.datanet.Curation.Offer;
import guildhall.datanet.Curation.Offers;
import guildhall.datanet.Curation.Taken;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.admission.ItemType;
import guildhall.runtime.Facts;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The life of a datanet and of what is contributed to it. Whatever is refused leaves no entry.
class CurationTest {

  private static final String NET = "wine-facts";
  private static final long BOND = 1000;
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Datanets datanets = new Datanets();
  private final Map<String, Long> bonds = new HashMap<>();
  private final Curation curation =
      new Curation(datanets, (who, duty) -> bonds.getOrDefault(who + " " + duty, 0L));
  private final BookClock.Manual clock = BookClock.manual(Instant.parse("2026-01-01T12:00:00Z"));
  private Book book;

  @BeforeEach
  void open() throws IOException {
    book =
        Book.open(
            new Book.Setup(
                new MemoryJournal(), Facts.all(), List.of(datanets), clock, _ -> {}, 64));
  }

  @AfterEach
  void close() throws IOException {
    book.close();
  }

  private static Review reviewed(int quorum) {
    return new Review(List.of("rea", "ria", "rob"), quorum, BOND, 500, 2, 30);
  }

  private static Charter charter(Review review) {
    return new Charter(
        "What is drunk where.",
        new Rules(
            ItemType.TEXT,
            1000,
            3,
            1000,
            List.of("CC-BY-4.0", "CC0-1.0"),
            List.of(),
            0,
            List.of(),
            List.of()),
        100,
        true,
        review,
        Optional.empty());
  }

  private static ContentId content(int number) {
    return new ContentId(Integer.toHexString(number).repeat(64));
  }

  private static Offers offer(String id, int content) {
    return offer(id, "cid", content, "CC0-1.0", 10);
  }

  private static Offers offer(
      String id, String contributor, int content, String licence, long bytes) {
    return offers(contributor, of(id, content, licence, bytes));
  }

  private static Offer of(String id, int content, String licence, long bytes) {
    return new Offer(id, content(content), licence, bytes, 800, Optional.empty());
  }

  private static Offers offers(String contributor, Offer... passed) {
    return new Offers(NET, contributor, List.of(passed), List.of());
  }

  private Taken declined(String contributor, String... codes) {
    return ask(
        curation.offer(
            new Offers(
                NET,
                contributor,
                List.of(),
                Stream.of(codes)
                    .map(code -> new DeclinedItem(code, 5, Optional.empty()))
                    .toList())));
  }

  private <R> R ask(Command<R> command) {
    return book.await(command);
  }

  private <R> R look(Supplier<R> query) {
    return book.read(query).join();
  }

  /// Asks for something that is to leave no entry.
  private <R> R refused(Command<R> command) {
    long before = book.feed().end();
    R result = ask(command);
    assertThat(book.feed().end()).isEqualTo(before);
    return result;
  }

  private void bond(String... reviewers) {
    for (String each : reviewers) {
      bonds.put(each + " " + Curation.duty(NET), BOND);
    }
  }

  private CurationStatus judge(String id, String reviewer, boolean approved) {
    return ask(curation.review(new Judgement(NET, id, reviewer, approved, approved ? "" : "dull")));
  }

  private List<String> ids(int version) {
    return look(() ->
        datanets.version(NET, version).orElseThrow().contributions().stream()
            .map(Contributed::id)
            .toList());
  }

  private void made(Review review) {
    assertThat(ask(curation.charter(NET, "oda", charter(review)))).isEqualTo(DONE);
  }

  private int published() {
    var as = ask(curation.publish(NET, "oda"));
    assertThat(as.status()).isEqualTo(DONE);
    return as.version();
  }

  @Test
  void charter_againAndByOthers_belongsToWhoMadeIt() {
    made(Review.NONE);
    assertThat(refused(curation.charter(NET, "oda", charter(Review.NONE)))).isEqualTo(EXISTS);
    assertThat(refused(curation.charter(NET, "eve", charter(Review.NONE)))).isEqualTo(NAME_TAKEN);
    assertThat(ask(curation.charter(NET, "oda", charter(reviewed(2))))).isEqualTo(DONE);
    assertThat(refused(curation.charter("Wine!", "oda", charter(Review.NONE)))).isEqualTo(BAD_NAME);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 501})
  void charter_curatorsPartOutOfRange_isRefusedNamingIt(int permille) {
    assertThatThrownBy(() ->
            new Charter(
                "x",
                Rules.of(ItemType.TEXT, "CC0-1.0"),
                permille,
                true,
                Review.NONE,
                Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(permille));
  }

  @Test
  void charter_quorumNobodyCanReach_isRefused() {
    assertThatThrownBy(() -> new Review(List.of("rea"), 2, 0, 0, 0, 0))
        .hasMessageContaining("quorum of 2 of 1");
    assertThatThrownBy(() -> new Review(List.of("rea", "rea"), 2, 0, 0, 0, 0))
        .hasMessageContaining("twice");
  }

  @Test
  void offer_nobodyJudges_isReadFromTheNextVersionOn() {
    made(Review.NONE);
    assertThat(ask(curation.offer(offer("at", 1))).status()).isEqualTo(DONE);
    assertThat(look(() -> datanets.published())).isEmpty();
    assertThat(published()).isEqualTo(1);
    assertThat(ask(curation.offer(offer("de", 2))).status()).isEqualTo(DONE);
    assertThat(ids(1)).containsExactly("at");
    assertThat(published()).isEqualTo(2);
    assertThat(ids(2)).containsExactly("at", "de");
    assertThat(ids(1)).containsExactly("at");
    assertThat(look(() -> datanets.version(NET, 3))).isEmpty();
  }

  @Test
  void offer_badOnes_areRefusedAndNothingIsHalfDone() {
    assertThat(refused(curation.offer(offer("at", 1))).status()).isEqualTo(DATANET_NOT_FOUND);
    made(reviewed(2));
    assertThat(refused(curation.offer(offer("A T", 1))).status()).isEqualTo(BAD_NAME);
    assertThat(refused(curation.offer(offer("at", "cid", 1, "MIT", 10))).status())
        .isEqualTo(LICENCE_NOT_ACCEPTED);
    assertThat(refused(curation.offer(offer("at", "cid", 1, "CC0-1.0", 1001))).status())
        .isEqualTo(OVER_QUOTA);
    assertThat(ask(curation.offer(offer("at", 1))).status()).isEqualTo(DONE);
    assertThat(refused(curation.offer(offer("at", 1))).status()).isEqualTo(EXISTS);
    assertThat(refused(curation.offer(offer("at", 2))).status()).isEqualTo(ID_TAKEN);
    assertThat(refused(curation.offer(offer("at", "dot", 1, "CC0-1.0", 10))).status())
        .isEqualTo(ID_TAKEN);
    Charter shut =
        new Charter(
            "x", Rules.of(ItemType.TEXT, "CC0-1.0"), 0, false, Review.NONE, Optional.empty());
    assertThat(ask(curation.charter(NET, "oda", shut))).isEqualTo(DONE);
    assertThat(refused(curation.offer(offer("de", 2))).status()).isEqualTo(CLOSED_TO_CONTRIBUTIONS);
  }

  @Test
  void offer_quotaOfTheDay_isPerContributorAndBeginsAnewTheNextDay() {
    made(reviewed(1));
    for (String id : List.of("a", "b", "c")) {
      assertThat(ask(curation.offer(offer(id, 1))).status()).isEqualTo(DONE);
    }
    assertThat(refused(curation.offer(offer("d", 1))).status()).isEqualTo(OVER_QUOTA);
    assertThat(ask(curation.offer(offer("d", "dot", 1, "CC0-1.0", 995))).status()).isEqualTo(DONE);
    assertThat(refused(curation.offer(offer("e", "dot", 1, "CC0-1.0", 6))).status())
        .isEqualTo(OVER_QUOTA);
    clock.advanceMicros(DAY_MICROS / 2);
    assertThat(ask(curation.offer(offer("e", "dot", 1, "CC0-1.0", 6))).status()).isEqualTo(DONE);
    assertThat(ask(curation.offer(offer("f", 1))).status()).isEqualTo(DONE);
  }

  @Test
  void review_quorumApproves_acceptsItInTheGroupOfTheDecidingJudgement() {
    made(reviewed(2));
    bond("rea", "ria", "rob");
    var _ = ask(curation.offer(offer("at", 1)));
    assertThat(judge("at", "rea", true)).isEqualTo(DONE);
    assertThat(refused(curation.publish(NET, "oda")).status()).isEqualTo(NOTHING_TO_PUBLISH);
    assertThat(judge("at", "ria", true)).isEqualTo(DONE);
    assertThat(judge("at", "rob", true)).isEqualTo(CONTRIBUTION_NOT_FOUND);
    assertThat(published()).isEqualTo(1);
    assertThat(ids(1)).containsExactly("at");
    assertThat(look(() -> datanets.standing("cid"))).isEqualTo(new Standing("cid", 1, 0, 0, 0));
  }

  @Test
  void review_quorumRejects_endsItWithTheReasonAndFreesTheId() {
    made(reviewed(2));
    bond("rea", "ria", "rob");
    var _ = ask(curation.offer(offer("at", 1)));
    assertThat(judge("at", "rea", false)).isEqualTo(DONE);
    assertThat(judge("at", "ria", true)).isEqualTo(DONE);
    assertThat(judge("at", "rob", false)).isEqualTo(DONE);
    assertThat(refused(curation.publish(NET, "oda")).status()).isEqualTo(NOTHING_TO_PUBLISH);
    assertThat(look(() -> datanets.standing("cid")).acceptedPermille()).isZero();
    assertThat(ask(curation.offer(offer("at", 2))).status()).isEqualTo(DONE);
  }

  @Test
  void review_badOnes_areRefused() {
    made(reviewed(2));
    bond("rea", "ria");
    assertThat(judge("at", "rea", true)).isEqualTo(CONTRIBUTION_NOT_FOUND);
    var _ = ask(curation.offer(offer("at", "ria", 1, "CC0-1.0", 10)));
    assertThat(refused(curation.review(new Judgement(NET, "at", "ria", true, ""))))
        .isEqualTo(CONFLICT_OF_INTEREST);
    assertThat(refused(curation.review(new Judgement(NET, "at", "eve", true, ""))))
        .isEqualTo(NOT_REVIEWER);
    assertThat(refused(curation.review(new Judgement(NET, "at", "rob", true, ""))))
        .isEqualTo(BOND_TOO_SMALL);
    assertThat(refused(curation.review(new Judgement(NET, "at", "rea", false, " "))))
        .isEqualTo(REASON_MISSING);
    assertThat(refused(curation.review(new Judgement("beer", "at", "rea", true, ""))))
        .isEqualTo(DATANET_NOT_FOUND);
    assertThat(judge("at", "rea", true)).isEqualTo(DONE);
    assertThat(refused(curation.review(new Judgement(NET, "at", "rea", true, ""))))
        .isEqualTo(EXISTS);
    assertThat(refused(curation.review(new Judgement(NET, "at", "rea", false, "dull"))))
        .isEqualTo(JUDGED_OTHERWISE);
  }

  @Test
  void publish_byAnotherOrWithNothing_isRefused() {
    assertThat(refused(curation.publish(NET, "oda")).status()).isEqualTo(DATANET_NOT_FOUND);
    made(Review.NONE);
    assertThat(refused(curation.publish(NET, "oda")).status()).isEqualTo(NOTHING_TO_PUBLISH);
    var _ = ask(curation.offer(offer("at", 1)));
    assertThat(refused(curation.publish(NET, "eve")).status()).isEqualTo(NOT_OWNER);
    assertThat(published()).isEqualTo(1);
    assertThat(refused(curation.publish(NET, "oda")).version()).isEqualTo(1);
  }

  @Test
  void withdraw_takesItOutOfEveryVersion() {
    made(Review.NONE);
    var _ = ask(curation.offer(offer("at", 1)));
    var _ = ask(curation.offer(offer("de", 2)));
    var _ = published();
    assertThat(refused(curation.withdraw(NET, "at", "eve", "mine", false)))
        .isEqualTo(NOT_CONTRIBUTOR);
    assertThat(refused(curation.withdraw(NET, "at", "cid", " ", false))).isEqualTo(REASON_MISSING);
    assertThat(refused(curation.withdraw(NET, "xx", "cid", "gone", false)))
        .isEqualTo(CONTRIBUTION_NOT_FOUND);
    assertThat(ask(curation.withdraw(NET, "at", "cid", "wrong figures", false))).isEqualTo(DONE);
    assertThat(refused(curation.withdraw(NET, "at", "cid", "again", false)))
        .isEqualTo(WITHDRAWN_ALREADY);
    assertThat(ids(1)).containsExactly("de");
    assertThat(published()).isEqualTo(2);
    assertThat(ids(2)).containsExactly("de");
    assertThat(look(() -> datanets.standing("cid")).withdrawn()).as("by itself").isZero();
    assertThat(ask(curation.withdraw(NET, "de", Curation.OPERATOR, "court order", true)))
        .isEqualTo(DONE);
    assertThat(look(() -> datanets.standing("cid")).withdrawn()).isEqualTo(1);
  }

  @Test
  void offer_idOfAWithdrawnOne_isANewContribution() {
    made(Review.NONE);
    var _ = ask(curation.offer(offer("at", 1)));
    var _ = published();
    var _ = ask(curation.withdraw(NET, "at", "cid", "wrong figures", false));
    assertThat(ask(curation.offer(offer("at", 2))).status()).isEqualTo(DONE);
    assertThat(published()).isEqualTo(2);
    assertThat(ids(2)).containsExactly("at");
    assertThat(ids(1)).as("what it was then is withdrawn").isEmpty();
  }

  /// What repeats another contribution is kept, and neither read nor paid.
  @Test
  void offer_alias_isInNoVersion() {
    made(Review.NONE);
    var _ = ask(curation.offer(offer("at", 1)));
    assertThat(
            ask(curation.offer(
                    offers(
                        "dot",
                        new Offer("at2", content(2), "CC0-1.0", 9, 0, Optional.of(NET + "#at")))))
                .status())
        .isEqualTo(DONE);
    var _ = published();
    assertThat(ids(1)).containsExactly("at");
  }

  @Test
  void offer_severalAtOnce_areAllTakenOrNone() {
    made(Review.NONE);
    assertThat(
            refused(
                curation.offer(offers("cid", of("a", 1, "CC0-1.0", 10), of("b", 2, "MIT", 10)))))
        .isEqualTo(new Taken(LICENCE_NOT_ACCEPTED, "b", 0));
    assertThat(
            refused(
                curation.offer(
                    offers("cid", of("a", 1, "CC0-1.0", 600), of("b", 2, "CC0-1.0", 600)))))
        .isEqualTo(new Taken(OVER_QUOTA, "", 0));
    assertThat(
            refused(
                curation.offer(
                    offers("cid", of("a", 1, "CC0-1.0", 10), of("a", 2, "CC0-1.0", 10)))))
        .isEqualTo(new Taken(ID_TAKEN, "a", 0));
    assertThat(ask(curation.offer(offer("a", 1))).status()).isEqualTo(DONE);
    assertThat(
            ask(curation.offer(offers("cid", of("a", 1, "CC0-1.0", 10), of("b", 2, "CC0-1.0", 10))))
                .status())
        .isEqualTo(DONE);
    var _ = published();
    assertThat(ids(1)).containsExactly("a", "b");
    assertThat(look(() -> datanets.standing("cid")).accepted()).isEqualTo(2);
  }

  @Test
  void offer_declinedBeyondTheFreeOnes_isDue() {
    assertThat(declined("cid", "empty").status()).isEqualTo(DATANET_NOT_FOUND);
    made(reviewed(1));
    assertThat(declined("cid", "empty").dueMicros()).isZero();
    assertThat(declined("cid", "duplicate", "duplicate").dueMicros()).isEqualTo(30);
    assertThat(declined("cid", "empty", "empty").dueMicros()).isEqualTo(60);
    assertThat(declined("dot", "duplicate").dueMicros()).isZero();
    assertThat(refused(curation.offer(offer("at", 1))).status())
        .as("they count")
        .isEqualTo(OVER_QUOTA);
    assertThat(look(() -> datanets.standing("cid")).declined()).isEqualTo(5);
    clock.advanceMicros(DAY_MICROS);
    assertThat(declined("cid", "empty").dueMicros()).isZero();
  }

  private static Offer alias(String id, int content, String root) {
    return new Offer(id, content(content), "CC0-1.0", 9, 0, Optional.of(root));
  }

  private Map<String, String> aliases() {
    Map<String, String> found = new HashMap<>();
    look(() -> datanets.registered())
        .forEach(each -> each.aliasOf().ifPresent(root -> found.put(each.key(), root)));
    return found;
  }

  @Test
  void review_rejectsWhatOthersRepeat_makesTheEarliestOfThemStandForItself() {
    made(reviewed(1));
    bond("rea");
    var _ = ask(curation.offer(offer("at", 1)));
    for (String contributor : List.of("dot", "eve", "fay")) {
      var _ = ask(curation.offer(offers(contributor, alias(contributor, 2, NET + "#at"))));
    }
    assertThat(ask(curation.withdraw(NET, "dot", "dot", "mine", false))).isEqualTo(DONE);
    assertThat(judge("eve", "rea", true)).isEqualTo(DONE);
    assertThat(published()).isEqualTo(1);
    assertThat(judge("at", "rea", false)).isEqualTo(DONE);
    assertThat(aliases()).isEqualTo(Map.of(NET + "#fay", NET + "#eve"));
    assertThat(ids(1)).as("a version stays").isEmpty();
    assertThat(published()).isEqualTo(2);
    assertThat(ids(2)).containsExactly("eve");
  }

  /// The key of a rejected offer may have stood for something else before, whose copies stay
  /// copies.
  @Test
  void review_rejectsWhatHasTheIdOfAWithdrawnOne_promotesNoCopyOfThat() {
    made(reviewed(1));
    bond("rea");
    var _ = ask(curation.offer(offer("at", 1)));
    assertThat(judge("at", "rea", true)).isEqualTo(DONE);
    assertThat(ask(curation.withdraw(NET, "at", "cid", "mine", false))).isEqualTo(DONE);
    var _ = ask(curation.offer(offers("dot", alias("b", 2, NET + "#at"))));
    for (Offer again : List.of(alias("at", 1, NET + "#at"), of("at", 3, "CC0-1.0", 9))) {
      assertThat(ask(curation.offer(offers("cid", again))).status()).isEqualTo(DONE);
      assertThat(judge("at", "rea", false)).isEqualTo(DONE);
      assertThat(aliases()).isEqualTo(Map.of(NET + "#b", NET + "#at"));
    }
  }

  /// Between the checks and the book what it repeats may have been rejected.
  @Test
  void offer_aliasOfWhatWasRejectedMeanwhile_standsForItself() {
    made(reviewed(1));
    bond("rea");
    var _ = ask(curation.offer(offer("at", 1)));
    assertThat(judge("at", "rea", false)).isEqualTo(DONE);
    var both = offers("dot", alias("b", 2, NET + "#at"), alias("c", 2, NET + "#at"));
    assertThat(ask(curation.offer(both)).status()).isEqualTo(DONE);
    assertThat(aliases()).isEqualTo(Map.of(NET + "#c", NET + "#b"));
  }

  @Test
  void withdraw_afterItWasReplaced_takesWhatItWasBeforeOutForGood() {
    made(Review.NONE);
    var _ = ask(draft -> append(draft, 1));
    var _ = published();
    var _ = ask(draft -> append(draft, 2));
    var _ = published();
    assertThat(ask(curation.withdraw(NET, "at", "oda", "wrong", false))).isEqualTo(DONE);
    assertThat(ask(curation.offer(offer("at", 3))).status()).isEqualTo(DONE);
    assertThat(ids(1)).isEmpty();
    assertThat(ids(2)).isEmpty();
    assertThat(look(() -> datanets.known()))
        .extracting(Datanets.Known::withdrawn)
        .containsExactly(true, true, false);
  }

  private static boolean append(Draft draft, int content) {
    draft.append(new Contributed(NET, "at", "cid", content(content)));
    return true;
  }

  @Test
  void withdraw_whatWasOfferedAgainAfterAWithdrawal_isTakenBackAgain() {
    made(reviewed(1));
    assertThat(ask(curation.offer(offer("a", 1))).status()).isEqualTo(DONE);
    assertThat(ask(curation.withdraw(NET, "a", "cid", "Wrong.", false))).isEqualTo(DONE);
    assertThat(ask(curation.offer(offer("a", 2))).status()).isEqualTo(DONE);
    assertThat(ask(curation.withdraw(NET, "a", "cid", "Wrong again.", false))).isEqualTo(DONE);
    assertThat(refused(curation.withdraw(NET, "a", "cid", "Again.", false)))
        .isEqualTo(WITHDRAWN_ALREADY);
  }

  @Test
  void withdraw_withoutErasing_canBeErasedLaterOnceAndCountsOnce() {
    made(Review.NONE);
    assertThat(ask(curation.offer(offer("a", 1))).status()).isEqualTo(DONE);
    assertThat(ask(curation.withdraw(NET, "a", "oda", "Old.", false))).isEqualTo(DONE);
    assertThat(look(datanets::erased)).isEmpty();
    assertThat(ask(curation.withdraw(NET, "a", "cid", "Mine.", true))).isEqualTo(DONE);
    assertThat(look(datanets::erased)).containsExactly(content(1));
    assertThat(refused(curation.withdraw(NET, "a", "cid", "Mine.", true)))
        .isEqualTo(WITHDRAWN_ALREADY);
    assertThat(look(() -> datanets.standing("cid")).withdrawn()).isEqualTo(1);
  }

  @Test
  void withdraw_whatWasRejected_isToBeErasedAndListedNoMore() {
    made(reviewed(1));
    bond("rea");
    assertThat(ask(curation.offer(offer("a", 1))).status()).isEqualTo(DONE);
    assertThat(judge("a", "rea", false)).isEqualTo(DONE);
    DatanetViews views = new DatanetViews(datanets);
    assertThat(look(() -> views.contribution(NET, "a")).orElseThrow().reason()).isEqualTo("dull");
    assertThat(look(datanets::erased)).isEmpty();
    assertThat(ask(curation.withdraw(NET, "a", "cid", "Mine.", true))).isEqualTo(DONE);
    assertThat(look(datanets::erased)).containsExactly(content(1));
    assertThat(look(() -> views.contribution(NET, "a")).orElseThrow().stage())
        .isEqualTo(DatanetViews.Stage.WITHDRAWN);
  }

  @Test
  void contributions_byPages_areEachThereOnce() {
    made(Review.NONE);
    for (String id : List.of("c", "a", "b")) {
      assertThat(ask(curation.offer(offer(id, 1))).status()).isEqualTo(DONE);
    }
    DatanetViews views = new DatanetViews(datanets);
    assertThat(page(views, "")).containsExactly("c", "a");
    assertThat(page(views, "a")).containsExactly("b");
    assertThat(page(views, "b")).isEmpty();
    assertThat(look(() -> views.contributions(NET, DatanetViews.Stage.ACCEPTED, "x", 2))).isEmpty();
  }

  private List<String> page(DatanetViews views, String after) {
    return look(() -> views.contributions(NET, DatanetViews.Stage.ACCEPTED, after, 2))
        .orElseThrow()
        .stream()
        .map(DatanetViews.View::id)
        .toList();
  }
}
