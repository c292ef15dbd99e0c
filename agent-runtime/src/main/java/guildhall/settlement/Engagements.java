package guildhall.settlement;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact.Release;
import guildhall.ledger.LedgerFact.Released;
import guildhall.settlement.Engagement.State;
import guildhall.settlement.SettlementFact.Awarded;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SettlementFact.Metered;
import guildhall.settlement.SettlementFact.Rejected;
import guildhall.settlement.SettlementFact.Settled;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Every engagement by call, request, task and parent, and the record of each agent. Read on the
/// book's writer thread.
public final class Engagements implements Snapshotted {

  /// A crash and a buyer's change of mind say nothing about the agent, and it may decline.
  private static final Set<String> NOT_THE_AGENTS_FAULT =
      Set.of("canceled", "unneeded", "refused", "interrupted", "expired");

  private record Skill(String agent, String capability) {}

  private record SavedRecord(String agent, String capability, int delivered, int failed) {}

  private static final Comparator<Skill> ORDER =
      Comparator.comparing(Skill::agent).thenComparing(Skill::capability);

  private final Map<String, Engagement> byCall = new LinkedHashMap<>();
  private final Map<Id, String> callOfHold = new HashMap<>();
  private final Map<String, List<String>> attempts = new HashMap<>();
  private final Map<String, List<String>> ofTask = new HashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();
  private final Map<Skill, int[]> records = new HashMap<>();

  /// Open calls that an agent's owner pays for, by task, in the order of award: the ledger does not
  /// end their holds with those of the calls above them.
  private final Map<String, Set<String>> openFromOwnAccount = new HashMap<>();

  private int waiting;
  private long waitingMicros;

  @Override
  public void apply(Entry entry) {
    switch (entry.fact()) {
      case Awarded award -> add(Engagement.funded(award, payerAbove(award)));
      case Metered metered -> change(metered.call(), each -> each.metered(metered));
      case Settled settled -> {
        Engagement done =
            change(settled.call(), each -> each.completed(settled, entry.timeMicros()));
        record(done)[0]++;
      }
      case Rejected rejected ->
          end(rejected.call(), State.REJECTED, rejected.code(), rejected.reason(), entry);
      case Released(var hold, var why) -> released(hold, why, entry);
      case Distributed distributed ->
          change(distributed.call(), each -> each.distributed(distributed, entry.timeMicros()));
      case RoyaltyFact.Reversed reversed ->
          change(reversed.call(), each -> each.reversed(reversed));
      default -> {}
    }
  }

  private Optional<String> payerAbove(Awarded award) {
    return award.parent().flatMap(this::find).flatMap(Engagement::payer);
  }

  private void add(Engagement engagement) {
    Awarded award = engagement.award();
    byCall.put(award.call(), engagement);
    count(engagement, 1);
    noteIfOpenFromOwnAccount(engagement);
    callOfHold.put(award.hold(), award.call());
    attempts.computeIfAbsent(award.request(), _ -> new ArrayList<>()).add(award.call());
    ofTask.computeIfAbsent(award.task(), _ -> new ArrayList<>()).add(award.call());
    award
        .parent()
        .ifPresent(
            parent -> children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(award.call()));
  }

  /// A hold that ended by itself, or with the one above it, ends its engagement too.
  private void released(Id hold, Release why, Entry entry) {
    String call = callOfHold.get(hold);
    if (call == null || get(call).state() != State.FUNDED) {
      return;
    }
    switch (why) {
      case EXPIRED ->
          end(call, State.EXPIRED, "expired", "not delivered before its hold ran out", entry);
      case VOIDED -> end(call, State.REJECTED, "canceled", "canceled", entry);
    }
  }

  private void end(String call, State state, String code, String reason, Entry entry) {
    Engagement ended = change(call, each -> each.ended(state, code, reason, entry.timeMicros()));
    if (!NOT_THE_AGENTS_FAULT.contains(code)) {
      record(ended)[1]++;
    }
  }

  private void noteIfOpenFromOwnAccount(Engagement engagement) {
    if (!engagement.isFromOwnAccount()) {
      return;
    }
    String task = engagement.award().task();
    if (engagement.state() == State.FUNDED) {
      openFromOwnAccount.computeIfAbsent(task, _ -> new LinkedHashSet<>()).add(engagement.call());
    } else {
      openFromOwnAccount.computeIfPresent(task, (_, open) -> without(open, engagement.call()));
    }
  }

  private static @Nullable Set<String> without(Set<String> open, String call) {
    open.remove(call);
    return open.isEmpty() ? null : open;
  }

  private Engagement change(String call, UnaryOperator<Engagement> how) {
    Engagement before = get(call);
    Engagement next = how.apply(before);
    byCall.put(call, next);
    count(before, -1);
    count(next, 1);
    noteIfOpenFromOwnAccount(next);
    return next;
  }

  private void count(Engagement engagement, int sign) {
    long micros = engagement.undistributedMicros();
    if (micros > 0) {
      waiting += sign;
      waitingMicros += sign * micros;
    }
  }

  private int[] record(Engagement engagement) {
    return records.computeIfAbsent(
        new Skill(engagement.award().agent(), engagement.award().capability()), _ -> new int[2]);
  }

  private Engagement get(String call) {
    Engagement engagement = byCall.get(call);
    if (engagement == null) {
      throw new IllegalStateException("the book ends a call it never awarded: " + call);
    }
    return engagement;
  }

  @Override
  public String name() {
    return "engagements";
  }

  @Override
  public int stateVersion() {
    return 4; // 1 knows no metered calls, 2 no royalties that vest, 3 no prices of datanets
  }

  /// Engagements in the order of award, which is the order of every list of them.
  @Override
  public void save(DataOutput out) throws IOException {
    for (Engagement engagement : byCall.values()) {
      CborRecords.write(out, SavedEngagement.of(engagement));
    }
    CborRecords.end(out);
    for (var each : records.entrySet().stream().sorted(Map.Entry.comparingByKey(ORDER)).toList()) {
      Skill skill = each.getKey();
      int[] counts = each.getValue();
      CborRecords.write(
          out, new SavedRecord(skill.agent(), skill.capability(), counts[0], counts[1]));
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version < 1 || version > stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(
        in, SavedEngagement.class, saved -> add(saved.engagement(payerAbove(saved.award()))));
    CborRecords.read(
        in,
        SavedRecord.class,
        saved ->
            records.put(
                new Skill(saved.agent(), saved.capability()),
                new int[] {saved.delivered(), saved.failed()}));
  }

  /// An engagement, or empty if the call was never awarded.
  public Optional<Engagement> find(String call) {
    return Optional.ofNullable(byCall.get(call));
  }

  /// Everyone who was awarded a request, in turn.
  public List<Engagement> attempts(String request) {
    return resolve(attempts.getOrDefault(request, List.of()));
  }

  /// Every engagement of a task, in the order of award.
  public List<Engagement> ofTask(String task) {
    return resolve(ofTask.getOrDefault(task, List.of()));
  }

  /// How many engagements a task has had, those of all its calls included.
  public int countOfTask(String task) {
    return ofTask.getOrDefault(task, List.of()).size();
  }

  /// What a call has bought, in the order of award.
  public List<Engagement> children(String call) {
    return resolve(children.getOrDefault(call, List.of()));
  }

  /// Receipts whose royalty part waits in the pool.
  public List<Engagement> undistributed() {
    return byCall.values().stream().filter(each -> each.undistributedMicros() > 0).toList();
  }

  /// How many receipts have a royalty part that waits in the pool.
  public int undistributedCount() {
    return waiting;
  }

  /// What all of them wait for together.
  public long undistributedMicros() {
    return waitingMicros;
  }

  /// Open calls that have brought something to the royalty pool.
  public List<Engagement> openWithRoyalties() {
    return byCall.values().stream()
        .filter(each -> each.state() == State.FUNDED && each.owesRoyalties())
        .toList();
  }

  /// An agent's record with a capability.
  ///
  /// @return shape `[2]`: delivered, failed
  public int[] record(String agent, String capability) {
    return records.getOrDefault(new Skill(agent, capability), new int[2]).clone();
  }

  /// What the payer has paid for a request: every attempt's fee, what was read for it, and all that
  /// was bought below them, but for what the owners of the agents below have paid themselves.
  public long spentMicros(String request) {
    return attempts(request).stream().mapToLong(this::spentFor).sum();
  }

  private long spentFor(Engagement engagement) {
    return engagement.paidMicros()
        + children(engagement.call()).stream()
            .filter(child -> !child.isFromOwnAccount())
            .mapToLong(this::spentFor)
            .sum();
  }

  /// What the owner of a call's agent has paid, or has held, for what the call bought at its own
  /// cost.
  public long ownSpendingMicros(String call) {
    return children(call).stream()
        .filter(Engagement::isFromOwnAccount)
        .mapToLong(each ->
            each.state() == State.FUNDED
                ? each.award().feeMicros() + each.award().expensesMicros()
                : spentFor(each))
        .sum();
  }

  /// Open calls of a task that owners of agents pay for, the last awarded first: none is above one
  /// that comes after it.
  public List<Engagement> openFromOwnAccount(String task) {
    return resolve(List.copyOf(openFromOwnAccount.getOrDefault(task, Set.of()))).reversed();
  }

  /// Whether a call was asked for by another one, directly or through others.
  public boolean isBelow(Engagement engagement, String call) {
    Optional<String> above = engagement.award().parent();
    while (above.isPresent() && !above.get().equals(call)) {
      above = find(above.get()).flatMap(each -> each.award().parent());
    }
    return above.isPresent();
  }

  private List<Engagement> resolve(List<String> calls) {
    return calls.stream().map(this::get).toList();
  }
}
