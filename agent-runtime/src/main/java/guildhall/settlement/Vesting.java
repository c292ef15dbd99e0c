package guildhall.settlement;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.RoyaltyFact.Claimed;
import guildhall.settlement.RoyaltyFact.Paid;
import guildhall.settlement.RoyaltyFact.Part;
import guildhall.settlement.RoyaltyFact.Payout;
import guildhall.settlement.RoyaltyFact.Reversed;
import guildhall.settlement.RoyaltyFact.SuccessorNamed;
import guildhall.settlement.SettlementFact.Distributed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Royalties that vest, by bucket and contributor, and each contributor's figures. What it keeps
/// grows with contributors and buckets and not with receipts: those are in [Engagements]. Read on
/// the book's writer thread.
public final class Vesting implements Snapshotted {

  /// All that is due at one time: so much for each contributor, whatever receipts it is of.
  private static final class Bucket {
    private final Map<String, Long> parts = new LinkedHashMap<>();
    private long receipts;
    private long micros;
  }

  private static final class Sums {
    private long vesting;
    private long paid;
    private long reversed;
    private long unclaimed;
  }

  private record SavedBucket(long dueMicros, long receipts) {}

  private record SavedPart(long dueMicros, String account, long micros) {}

  private record SavedSums(
      String account,
      long vesting,
      long paid,
      long reversed,
      long unclaimed,
      Optional<String> successor) {}

  private record SavedReturned(long micros) {}

  private final NavigableMap<Long, Bucket> buckets = new TreeMap<>();
  private final Map<String, Sums> sums = new HashMap<>();
  private final Map<String, String> successors = new HashMap<>();
  private long returnedMicros;

  @Override
  public void apply(Entry entry) {
    switch (entry.fact()) {
      case Distributed fact when fact.vestsMicros() == 0 ->
          fact.lines().forEach(line -> sums(line.account()).paid += line.amount().micros());
      case Distributed fact -> vest(fact);
      case Paid fact -> fact.payouts().forEach(each -> pay(fact.dueMicros(), each));
      case Reversed fact -> reverse(fact);
      case SuccessorNamed(var account, var successor) -> {
        sums(account);
        successors.put(account, successor);
      }
      case Claimed(var account, var _, var micros) -> {
        Sums of = sums(account);
        of.unclaimed -= micros;
        of.paid += micros;
      }
      default -> {}
    }
  }

  private Sums sums(String account) {
    return sums.computeIfAbsent(account, _ -> new Sums());
  }

  private void vest(Distributed fact) {
    Bucket bucket = buckets.computeIfAbsent(fact.vestsMicros(), _ -> new Bucket());
    bucket.receipts++;
    for (Line line : fact.lines()) {
      add(bucket, line.account(), line.amount().micros());
    }
  }

  private void add(Bucket bucket, String account, long micros) {
    bucket.parts.merge(account, micros, Long::sum);
    bucket.micros += micros;
    sums(account).vesting += micros;
  }

  private void take(Bucket bucket, String account, long micros) {
    bucket.parts.computeIfPresent(account, (_, had) -> had == micros ? null : had - micros);
    bucket.micros -= micros;
    sums(account).vesting -= micros;
  }

  private Bucket bucket(long dueMicros) {
    return Objects.requireNonNull(buckets.get(dueMicros), "the book pays what does not vest");
  }

  private void dropIfEmpty(long dueMicros, Bucket bucket) {
    if (bucket.parts.isEmpty()) {
      buckets.remove(dueMicros);
    }
  }

  private void pay(long dueMicros, Payout payout) {
    Sums of = sums(payout.account());
    if (dueMicros > 0) {
      Bucket bucket = bucket(dueMicros);
      take(bucket, payout.account(), payout.micros());
      of.paid += payout.micros();
      dropIfEmpty(dueMicros, bucket);
    }
    if (payout.to().equals(Optional.of(SystemAccounts.UNCLAIMED))) {
      of.paid -= payout.micros();
      of.unclaimed += payout.micros();
    }
  }

  private void reverse(Reversed fact) {
    Bucket bucket = bucket(fact.dueMicros());
    for (Part part : fact.parts()) {
      take(bucket, part.account(), part.micros());
      sums(part.account()).reversed += part.micros();
      if (fact.to().isPresent()) {
        add(bucket, fact.to().get(), part.micros());
      } else {
        returnedMicros += part.micros();
      }
    }
    dropIfEmpty(fact.dueMicros(), bucket);
  }

  @Override
  public String name() {
    return "vesting";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  /// Parts in the order in which they will be paid, which is that in which they came.
  @Override
  public void save(DataOutput out) throws IOException {
    for (var each : buckets.entrySet()) {
      CborRecords.write(out, new SavedBucket(each.getKey(), each.getValue().receipts));
    }
    CborRecords.end(out);
    for (var each : buckets.entrySet()) {
      for (var part : each.getValue().parts.entrySet()) {
        CborRecords.write(out, new SavedPart(each.getKey(), part.getKey(), part.getValue()));
      }
    }
    CborRecords.end(out);
    for (var each : new TreeMap<>(sums).entrySet()) {
      CborRecords.write(out, saved(each.getKey(), each.getValue()));
    }
    CborRecords.end(out);
    CborRecords.write(out, new SavedReturned(returnedMicros));
    CborRecords.end(out);
  }

  private SavedSums saved(String account, Sums of) {
    return new SavedSums(
        account, of.vesting, of.paid, of.reversed, of.unclaimed, successor(account));
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(
        in,
        SavedBucket.class,
        saved -> {
          Bucket bucket = new Bucket();
          bucket.receipts = saved.receipts();
          buckets.put(saved.dueMicros(), bucket);
        });
    CborRecords.read(in, SavedPart.class, this::load);
    CborRecords.read(in, SavedSums.class, this::load);
    CborRecords.read(in, SavedReturned.class, saved -> returnedMicros = saved.micros());
  }

  private void load(SavedPart saved) throws IOException {
    Bucket bucket = buckets.get(saved.dueMicros());
    if (bucket == null) {
      throw new IOException("a part vests in a bucket that is not there: " + saved);
    }
    bucket.parts.put(saved.account(), saved.micros());
    bucket.micros += saved.micros();
  }

  private void load(SavedSums saved) {
    Sums of = sums(saved.account());
    of.vesting = saved.vesting();
    of.paid = saved.paid();
    of.reversed = saved.reversed();
    of.unclaimed = saved.unclaimed();
    saved.successor().ifPresent(named -> successors.put(saved.account(), named));
  }

  /// What is due first, at most so many payments of one bucket, in the order in which they came.
  ///
  /// @param dueMicros the bucket; 0 if nothing is due
  /// @param payments to whom and how much
  record Due(long dueMicros, List<Payout> payments) {}

  Due firstDue(long nowMicros, int most) {
    if (buckets.isEmpty() || buckets.firstKey() > nowMicros) {
      return new Due(0, List.of());
    }
    List<Payout> payments = new ArrayList<>();
    var parts = buckets.firstEntry().getValue().parts.entrySet().iterator();
    while (parts.hasNext() && payments.size() < most) {
      var part = parts.next();
      payments.add(new Payout(part.getKey(), part.getValue(), Optional.empty()));
    }
    return new Due(buckets.firstKey(), payments);
  }

  /// Whether a line that is due at that time is not paid yet.
  boolean isVesting(long dueMicros, String account) {
    Bucket bucket = buckets.get(dueMicros);
    return bucket != null && bucket.parts.containsKey(account);
  }

  /// Whether anything that is due at that time is not paid yet.
  boolean isVesting(long dueMicros) {
    return buckets.containsKey(dueMicros);
  }

  /// Where a line of a distribution stands that was not reversed.
  ///
  /// @param account whose it is
  /// @param dueMicros when it is due; 0 if it was paid with the distribution
  public Royalties.LineState state(String account, long dueMicros, long nowMicros) {
    if (!isVesting(dueMicros, account)) {
      return Royalties.LineState.PAID;
    }
    return dueMicros <= nowMicros ? Royalties.LineState.DUE : Royalties.LineState.VESTING;
  }

  /// An account's figures.
  public RoyaltyFigures figures(String account) {
    Sums of = sums.get(account);
    return of == null
        ? RoyaltyFigures.NONE
        : new RoyaltyFigures(of.vesting, of.paid, of.reversed, of.unclaimed);
  }

  /// Who was named to be paid in place of an account.
  public Optional<String> successor(String account) {
    return Optional.ofNullable(successors.get(account));
  }

  /// What all buckets hold: the balance of `@vesting`.
  public long vestingMicros() {
    return buckets.values().stream().mapToLong(each -> each.micros).sum();
  }

  /// Where royalties are on their way.
  ///
  /// @param waiting receipts that are not distributed
  public RoyaltyBacklog backlog(Engagements waiting, long nowMicros) {
    var due = buckets.headMap(nowMicros, true).values();
    return new RoyaltyBacklog(
        waiting.undistributedCount(),
        waiting.undistributedMicros(),
        buckets.values().stream().mapToLong(each -> each.receipts).sum(),
        vestingMicros(),
        due.stream().mapToLong(each -> each.parts.size()).sum(),
        due.stream().mapToLong(each -> each.micros).sum(),
        returnedMicros);
  }
}
