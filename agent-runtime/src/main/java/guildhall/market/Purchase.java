package guildhall.market;

import guildhall.book.BookClock;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.book.Draft;
import guildhall.host.Announcement;
import guildhall.host.CallEnd;
import guildhall.host.Host;
import guildhall.host.OutcomeUnknown;
import guildhall.host.RunCall;
import guildhall.json.RecordJson;
import guildhall.ledger.HoldView;
import guildhall.ledger.LedgerStatus;
import guildhall.market.Market.MarketServices;
import guildhall.market.Negotiation.Background;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Outcome;
import guildhall.settlement.BidScore;
import guildhall.settlement.Engagement;
import guildhall.settlement.Engagement.State;
import guildhall.settlement.Settlement;
import guildhall.settlement.SettlementFact.Awarded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The course of one request: what the book knows of it, then award after award until one delivers.
final class Purchase {

  private final MarketServices services;
  private final Negotiation negotiation;
  private final Host host;
  private final Request request;
  private final boolean mayRepeat;
  private Optional<LedgerStatus> shortOf = Optional.empty();

  Purchase(
      MarketServices services,
      Negotiation negotiation,
      Host host,
      Request request,
      boolean mayRepeat) {
    this.services = services;
    this.negotiation = negotiation;
    this.host = host;
    this.request = request;
    this.mayRepeat = mayRepeat;
  }

  /// What the book knows before anything is done.
  ///
  /// @param attempts awards that were made already
  /// @param free what may be spent under the request's hold
  private record Opening(List<Engagement> attempts, Amount free, Background background) {}

  /// One look for all of it: each is a turn of the book.
  private Opening look() {
    List<Announcement> selling = negotiation.selling(request);
    return services
        .book()
        .await(_ ->
            new Opening(
                services.engagements().attempts(request.id()),
                Amount.micros(free()),
                negotiation.background(request, selling)));
  }

  /// What it may cost as far as the book tells. Whether the owner of the agent that asks has as
  /// much is seen at the award.
  private long free() {
    return request
        .own()
        .map(own ->
            own.upToMicros()
                - services.engagements().ownSpendingMicros(request.parent().orElseThrow()))
        .map(left -> Math.max(0, left))
        .orElseGet(
            () -> services.ledger().openHold(request.hold()).map(HoldView::freeMicros).orElse(0L));
  }

  Outcome<Record> run() throws InterruptedException {
    Opening opening = look();
    List<Engagement> attempts = opening.attempts();
    if (!attempts.isEmpty()) {
      Engagement last = attempts.getLast();
      if (last.state() == State.COMPLETED) {
        return delivered(last, output(last));
      }
      if (last.state() == State.FUNDED) {
        return resume(last);
      }
      if (last.code().equals("unneeded")) {
        return new Outcome.Cancelled<>(spent()); // its buyer had ended it, and had gone on
      }
      if (last.state() == State.EXPIRED && !last.award().idempotent() && !mayRepeat) {
        return interrupted(
            last.award()); // its hold ran out while nobody was there to say how it ended
      }
    }
    return negotiate(opening);
  }

  /// How it ended, from the book alone.
  Outcome<Record> ended() {
    List<Engagement> attempts = attempts();
    if (attempts.isEmpty()) {
      return new Outcome.NoOffer<>("it was awarded to nobody");
    }
    Engagement last = attempts.getLast();
    return last.state() == State.COMPLETED ? delivered(last, output(last)) : lastFailure();
  }

  private List<Engagement> attempts() {
    return services.book().await(_ -> services.engagements().attempts(request.id()));
  }

  /// The book says it is under way. Either it is, here, or a crash cut it off.
  private Outcome<Record> resume(Engagement last) throws InterruptedException {
    Awarded award = last.award();
    if (!host.isRunning(award.call())) {
      if (engagement(award).state() != State.FUNDED) {
        return run(); // it ended just now
      }
      if (!award.idempotent() && !mayRepeat) {
        return interrupted(award);
      }
    }
    Optional<Outcome<Record>> end = perform(award);
    return end.isPresent() ? end.get() : negotiate(look());
  }

  private Outcome<Record> interrupted(Awarded award) {
    return new Outcome.Interrupted<>(
        "it is not known whether "
            + award.agent()
            + " had done "
            + award.capability()
            + " when the runtime stopped",
        spent());
  }

  private Outcome<Record> negotiate(Opening opening) throws InterruptedException {
    if (request.own().filter(own -> own.upToMicros() == 0).isPresent()) {
      return nobody(
          new Outcome.NoOffer<>("the agent that asks may spend nothing of its owner's money"),
          "no_offer",
          List.of());
    }
    List<Engagement> before = opening.attempts();
    Set<String> failed = new HashSet<>();
    before.stream()
        .filter(each -> each.state() != State.EXPIRED) // cut off, which is not its fault
        .forEach(each -> failed.add(each.award().agent()));
    int attempt = before.isEmpty() ? 0 : before.getLast().award().attempt() + 1;
    Amount free = opening.free();
    List<BidScore> scores = negotiation.bids(request, opening.background(), failed);
    List<BidScore> running =
        new ArrayList<>(scores.stream().filter(Purchase::inTheRunning).toList());
    if (running.isEmpty()) {
      return before.isEmpty() ? nobody(scores) : lastFailure();
    }
    Optional<BidScore> cheapest = running.stream().min(Comparator.comparingLong(Purchase::ceiling));
    if (ceiling(cheapest.orElseThrow()) > free.micros()) {
      return nobody(
          new Outcome.TooDear<>(Amount.micros(ceiling(cheapest.orElseThrow())), free),
          "too_dear",
          scores);
    }
    for (BidScore bid : running) {
      String owner = opening.background().owner(bid.agent());
      Optional<Outcome<Record>> end = tryWith(bid, owner, attempt++, scores);
      if (end.isPresent()) {
        return end.get();
      }
    }
    return lastFailure();
  }

  private static boolean inTheRunning(BidScore score) {
    return score.verdict().equals("won") || score.verdict().equals("runner-up");
  }

  private static long ceiling(BidScore score) {
    return score.feeMicros() + score.expensesMicros();
  }

  /// Awards and runs; empty if the next in turn is to be tried.
  ///
  /// The input becomes durable while the award does: the call begins when both are. If a crash
  /// keeps the award alone the call never ran, and whoever goes on with it writes the input again.
  private Optional<Outcome<Record>> tryWith(
      BidScore bid, String owner, int attempt, List<BidScore> scores) throws InterruptedException {
    if (!services.clock().instant().isBefore(request.deadline())) {
      return Optional.of(new Outcome.Expired<>(Duration.ZERO, spent()));
    }
    if (host.isUnneeded(request.id())) {
      return Optional.of(new Outcome.Cancelled<>(spent()));
    }
    Optional<Capability<?, ?>> capability = host.capability(request.capability());
    if (capability.isEmpty()) {
      return Optional.of(nobodyAnyMore());
    }
    ContentId input = write(owner);
    boolean idempotent = capability.get().idempotent();
    Settlement.Award award = award(bid, owner, attempt, idempotent, input, scores);
    Optional<Settlement.Begun> begun = services.book().await(draft -> awardWithin(award, draft));
    if (begun.isEmpty()) {
      return Optional.of(overLimit());
    }
    LedgerStatus status = begun.get().status();
    return switch (status) {
      case CREATED, EXISTS -> perform(begun.get().awarded().orElseThrow());
      case EXCEEDS_EXPENSES -> Optional.empty();
      case HOLD_VOIDED, HOLD_SETTLED, HOLD_NOT_FOUND ->
          Optional.of(new Outcome.Cancelled<>(spent()));
      case HOLD_EXPIRED, EXPIRY_IN_PAST, EXPIRY_AFTER_PARENT ->
          Optional.of(new Outcome.Expired<>(Duration.ZERO, spent()));
      case ACCOUNT_FROZEN -> Optional.of(new Outcome.NoOffer<>("the paying account is frozen"));
      case ACCOUNT_CLOSED -> Optional.of(new Outcome.NoOffer<>("the paying account is closed"));
      case UNIT_MISMATCH -> Optional.empty(); // its owner cannot be paid in this unit
      case INSUFFICIENT_FUNDS,
          EXCEEDS_CREDIT_LINE,
          EXCEEDS_HOLD_LIMIT,
          VELOCITY_EXCEEDED,
          BUDGET_EXCEEDED -> {
        shortOf = Optional.of(status);
        yield Optional.empty(); // a cheaper one may be within its owner's means
      }
      default -> throw new IllegalStateException("an award cannot end so: " + status);
    };
  }

  /// Empty if one more call would be over a limit. Decided with the award, so that many at once
  /// cannot pass it together.
  private Optional<Settlement.Begun> awardWithin(Settlement.Award award, Draft draft) {
    return services.engagements().find(award.call()).isEmpty() && problem().isPresent()
        ? Optional.empty()
        : Optional.of(services.settlement().award(award).decide(draft));
  }

  private Optional<String> problem() {
    return Chain.problem(services.engagements(), services.limits(), request);
  }

  private Outcome<Record> overLimit() {
    Optional<String> problem = services.book().await(_ -> problem());
    return attempts().isEmpty()
        ? nobody(new Outcome.NoOffer<>(problem.orElseThrow()), "no_offer", List.of())
        : lastFailure();
  }

  /// Who had bid was taken away since.
  private Outcome<Record> nobodyAnyMore() {
    return attempts().isEmpty()
        ? nobody(
            new Outcome.NoOffer<>("nobody sells " + request.capability() + " any more"),
            "no_offer",
            List.of())
        : lastFailure();
  }

  private Settlement.Award award(
      BidScore bid,
      String owner,
      int attempt,
      boolean idempotent,
      ContentId input,
      List<BidScore> scores) {
    return new Settlement.Award(
        request.id(),
        attempt,
        request.task(),
        request.parent(),
        request.capability(),
        bid.agent(),
        owner,
        request.hold(),
        bid.feeMicros(),
        bid.expensesMicros(),
        BookClock.micros(deadline(bid)),
        idempotent,
        input,
        scores,
        request.own(),
        bid.perThousandMicros());
  }

  /// Twice the promised time and a second, so that somebody else can still be tried when it is
  /// over; never later than the request itself.
  private Instant deadline(BidScore bid) {
    Instant own = services.clock().instant().plusMillis(2 * bid.withinMillis() + 1000);
    return own.isBefore(request.deadline()) ? own : request.deadline();
  }

  private ContentId write(String owner) {
    try {
      return services.contents().write(owner, RecordJson.bytes(request.input()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the input of " + request.id(), e);
    }
  }

  /// Runs an awarded call on its node and waits; empty if the next in turn is to be tried.
  private Optional<Outcome<Record>> perform(Awarded award) throws InterruptedException {
    Duration left =
        Duration.between(
            services.clock().instant(),
            BookClock.instant(award.deadlineMicros() + Settlement.GRACE_MICROS));
    CallEnd end = heard(award, left.toMillis() + 60_000);
    return switch (end) {
      case CallEnd.Delivered(var output, var spent) -> {
        negotiation.delivered(award);
        yield Optional.of(new Outcome.Delivered<>(output, spent, award.call()));
      }
      case CallEnd.Cancelled() -> Optional.of(new Outcome.Cancelled<>(spent()));
      case CallEnd.Refused(var _) -> Optional.empty();
      case CallEnd.Withdrawn() -> Optional.empty();
      case CallEnd.Failed(var _, var _) -> Optional.empty();
    };
  }

  private CallEnd heard(Awarded award, long timeoutMillis) throws InterruptedException {
    try (Hearing hearing = new Hearing(award.call(), request.hearing())) {
      return order(award, hearing, timeoutMillis);
    }
  }

  private CallEnd order(Awarded award, Hearing hearing, long timeoutMillis)
      throws InterruptedException {
    try {
      return host.run(new RunCall(award, request.input(), request.heard(), hearing))
          .get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new OutcomeUnknown(award.call(), e);
    }
  }

  private Engagement engagement(Awarded award) {
    return services.book().await(_ -> services.engagements().find(award.call()).orElseThrow());
  }

  private Record output(Engagement engagement) {
    Capability<?, ?> capability =
        host.capability(request.capability())
            .orElseThrow(() ->
                new IllegalStateException(
                    "nobody sells " + request.capability() + " any more: its records are unknown"));
    try {
      byte[] json =
          services
              .contents()
              .get(engagement.output().orElseThrow())
              .orElseThrow(() -> new IOException("content is gone"));
      return RecordJson.read(json, capability.output());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the result of " + engagement.call(), e);
    }
  }

  private Outcome<Record> delivered(Engagement engagement, Record output) {
    return new Outcome.Delivered<>(output, spent(), engagement.call());
  }

  private Outcome<Record> nobody(List<BidScore> scores) {
    Optional<BidScore> cheapest =
        scores.stream()
            .filter(score -> score.verdict().equals("above_ceiling"))
            .min(Comparator.comparingLong(Purchase::ceiling));
    if (cheapest.isPresent()) {
      Amount price = Amount.micros(ceiling(cheapest.get()));
      boolean withinAsk = price.compareTo(request.atMost()) <= 0;
      return withinAsk
          ? nobody(
              new Outcome.NoOffer<>(
                  "the cheapest price of " + services.limits().problem(price).orElseThrow()),
              "no_offer",
              scores)
          : nobody(new Outcome.TooDear<>(price, request.atMost()), "too_dear", scores);
    }
    String why =
        scores.isEmpty()
            ? "nobody sells " + request.capability()
            : "of " + scores.size() + " asked none can be taken: " + verdicts(scores);
    return nobody(new Outcome.NoOffer<>(why), "no_offer", scores);
  }

  private static String verdicts(List<BidScore> scores) {
    return String.join(
        ", ",
        scores.stream()
            .map(score ->
                score.agent()
                    + " "
                    + score.verdict()
                    + (score.note().isEmpty() ? "" : " (" + score.note() + ")"))
            .toList());
  }

  private Outcome<Record> nobody(Outcome<Record> outcome, String code, List<BidScore> scores) {
    services
        .book()
        .await(draft -> {
          draft.append(
              new NoAward(request.id(), request.task(), request.capability(), code, scores));
          return true;
        });
    return outcome;
  }

  private Outcome<Record> lastFailure() {
    List<Engagement> attempts = attempts();
    if (attempts.isEmpty()) {
      return shortOf.isPresent()
          ? ownerCannotPay(shortOf.get())
          : new Outcome.NoOffer<>("the price of every offer is more than is left");
    }
    Engagement last = attempts.getLast();
    for (FailureKind kind : FailureKind.values()) {
      if (kind.code().equals(last.code())) {
        return new Outcome.Failed<>(kind, last.award().agent() + ": " + last.reason(), spent());
      }
    }
    return switch (last.code()) {
      case "expired" -> new Outcome.Expired<>(Duration.ZERO, spent());
      case "canceled", "unneeded" -> new Outcome.Cancelled<>(spent());
      default -> new Outcome.Refused<>(last.award().agent() + ": " + last.reason(), spent());
    };
  }

  private Outcome<Record> ownerCannotPay(LedgerStatus status) {
    return nobody(
        new Outcome.NoOffer<>(
            request.own().orElseThrow().payer() + " cannot pay: " + status.code()),
        "no_offer",
        List.of());
  }

  private Amount spent() {
    return Amount.micros(
        services.book().await(_ -> services.engagements().spentMicros(request.id())));
  }
}
