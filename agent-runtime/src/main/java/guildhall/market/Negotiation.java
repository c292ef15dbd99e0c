package guildhall.market;

import guildhall.governance.Policy.ScoreWeights;
import guildhall.host.Addresses;
import guildhall.host.Announcement;
import guildhall.host.CallForProposals;
import guildhall.host.Host;
import guildhall.host.Proposal;
import guildhall.ledger.Id;
import guildhall.market.Market.MarketServices;
import guildhall.market.score.Bid;
import guildhall.market.score.Scoring;
import guildhall.market.score.Scoring.Conditions;
import guildhall.market.score.TrackRecord;
import guildhall.settlement.BidScore;
import guildhall.settlement.Engagement;
import guildhall.settlement.Sentences;
import guildhall.settlement.SettlementFact.Awarded;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One round of a contract net: who is asked, what each answers, how the answers compare. Source:
/// FIPA Contract Net Interaction Protocol SC00029H.
final class Negotiation {

  private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);
  private static final int MOST_ASKED = 16;
  private static final int MOST_LOOKED_AT = 64;
  private static final Duration QUOTES_WITHIN = Duration.ofSeconds(2);

  private final MarketServices services;
  private final Presence presence;
  private final Host host;

  Negotiation(MarketServices services, Presence presence, Host host) {
    this.services = services;
    this.presence = presence;
    this.host = host;
  }

  /// What the book knows of who asks and of those who sell.
  ///
  /// @param selling some of those who sell it and are here
  /// @param weights of scores
  /// @param buyer owner of the agent that asks; empty if the task itself does
  /// @param chain agents that wait for this request, directly or through others, the first hired
  ///   first
  /// @param records of each seller: delivered, failed
  record Background(
      List<Announcement> selling,
      ScoreWeights weights,
      String buyer,
      List<String> chain,
      Map<String, int[]> records) {

    /// Who is paid for one of the sellers.
    String owner(String agent) {
      return selling.stream()
          .filter(each -> each.agent().equals(agent))
          .findFirst()
          .orElseThrow()
          .owner();
    }
  }

  /// Asks everyone who sells it and scores what comes back until all have answered or the time for
  /// quotes is over. Nothing moves.
  ///
  /// @param failedBefore agents this request was tried with already
  List<BidScore> bids(Request request, Background background, Set<String> failedBefore)
      throws InterruptedException {
    List<Announcement> candidates = mostPromising(background, request.id());
    Map<Announcement, Future<Proposal>> asked = new LinkedHashMap<>();
    for (Announcement candidate : candidates) {
      if (!background.chain().contains(candidate.agent())) {
        asked.put(candidate, ask(request, candidate));
      }
    }
    List<Bid> bids = new ArrayList<>();
    List<BidScore> silent = new ArrayList<>();
    for (Announcement candidate : candidates) {
      Future<Proposal> answer = asked.get(candidate);
      switch (answer == null ? new Proposal.Declined("in_call_chain") : await(answer)) {
        case Proposal.Offered(var terms, var load) -> {
          int[] record = background.records().getOrDefault(candidate.agent(), new int[2]);
          bids.add(
              new Bid(candidate.agent(), candidate.owner(), terms, record[0], record[1], load));
        }
        case Proposal.Declined(var reason) ->
            silent.add(withoutOffer(candidate, reason, background));
      }
    }
    List<BidScore> scores =
        new ArrayList<>(Scoring.rank(bids, conditions(request, background, failedBefore)));
    scores.addAll(silent);
    return List.copyOf(scores);
  }

  /// Those with the best record, and among equals an order that differs from request to request, so
  /// that no name is an advantage.
  private static List<Announcement> mostPromising(Background background, String request) {
    return background.selling().stream()
        .sorted(
            Comparator.comparingInt((Announcement each) -> -record(each, background))
                .thenComparing(each -> Id.hash(request, each.agent())))
        .limit(MOST_ASKED)
        .toList();
  }

  private static int record(Announcement seller, Background background) {
    int[] record = background.records().getOrDefault(seller.agent(), new int[2]);
    return TrackRecord.lowerBoundPermille(record[0], record[1]);
  }

  private Future<Proposal> ask(Request request, Announcement candidate) {
    Optional<Proposal> standing =
        candidate.node().equals(host.node())
            ? host.standing(candidate.agent(), request.capability())
            : Optional.empty();
    return standing.map(Future::succeededFuture).orElseGet(() -> askThere(request, candidate));
  }

  private Future<Proposal> askThere(Request request, Announcement candidate) {
    return services
        .vertx()
        .eventBus()
        .<Proposal>request(
            Addresses.proposals(candidate.node()),
            new CallForProposals(
                request.id(), candidate.agent(), request.capability(), request.input()),
            new DeliveryOptions().setSendTimeout(QUOTES_WITHIN.toMillis()).setLocalOnly(true))
        .map(message -> message.body());
  }

  private static Proposal await(Future<Proposal> answer) throws InterruptedException {
    try {
      return answer
          .otherwise(silence -> {
            LOG.debug("no proposal", silence);
            return new Proposal.Declined("no_answer");
          })
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a recovered future failed", e);
    }
  }

  private static BidScore withoutOffer(
      Announcement candidate, String reason, Background background) {
    String verdict =
        reason.equals("no_answer") || reason.equals("in_call_chain") ? reason : "refused";
    String note =
        reason.equals("in_call_chain") ? Chain.path(background.chain(), candidate.agent()) : reason;
    return new BidScore(
        candidate.agent(), 0, 0, 0, 0, 0, 0, 0, 0, 0, verdict, Sentences.fit(note), 0);
  }

  /// Those who sell what a request asks for and are looked at.
  List<Announcement> selling(Request request) {
    long seed = Id.hash("candidates", request.id()).low();
    return presence.some(request.capability(), seed, MOST_LOOKED_AT);
  }

  /// An agent is worth asking again.
  void delivered(Awarded award) {
    presence.delivered(award.capability(), award.agent());
  }

  /// On the book's writer thread.
  Background background(Request request, List<Announcement> selling) {
    List<String> chain = Chain.above(services.engagements(), request.parent());
    String buyer =
        request.parent().flatMap(this::engagement).map(above -> above.award().owner()).orElse("");
    Map<String, int[]> records = new LinkedHashMap<>();
    for (Announcement seller : selling) {
      records.put(
          seller.agent(), services.engagements().record(seller.agent(), request.capability()));
    }
    return new Background(selling, services.policies().current().weights(), buyer, chain, records);
  }

  private Optional<Engagement> engagement(String call) {
    return services.engagements().find(call);
  }

  private Conditions conditions(Request request, Background background, Set<String> failedBefore) {
    return new Conditions(
        request.id(),
        background.weights(),
        request.atMost().min(services.limits().amount()),
        request.qualityFloor(),
        Math.max(0, Duration.between(services.clock().instant(), request.deadline()).toMillis()),
        background.buyer(),
        failedBefore);
  }
}
