package guildhall.settlement.use;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.datanet.DatanetFact.Chartered;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Withdrawn;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Grounds.Share;
import guildhall.settlement.RoyaltyFact.Claimed;
import guildhall.settlement.RoyaltyFact.Paid;
import guildhall.settlement.RoyaltyFact.Reversed;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SystemAccounts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Where in the book each account's uses are, and what contributions and datanets have earned. Read
/// on the book's writer thread.
///
/// Memory: per account some 200 bytes, and 8 to 12 for each distribution that has a line of it; per
/// contribution some 120 bytes; per datanet at most 29 days of 72 bytes; for what is recent at most
/// 1,024 receipts; for each receipt whose window is open some 200 bytes and 50 for each of its
/// shares. An entry costs one step for each of its lines and shares, of which it has room for some
/// hundreds.
public final class Uses implements Snapshotted {

  /// Receipts that are looked at for what is asked for in vain.
  static final int RECENT = 1024;

  /// Where an account's uses are.
  private static final class Account {
    private final String name;
    private final Positions entries = new Positions();

    /// Datanets it owns, and so has a part of.
    private final Set<String> datanets = new LinkedHashSet<>();

    /// What lies unclaimed: times at which it was due, and what was paid at once as -1 minus the
    /// position of its distribution.
    private final Set<Long> unclaimed = new TreeSet<>();

    Account(String name) {
      this.name = name;
    }
  }

  private record SavedDatanet(String name, String owner, long firstDay) {}

  private record SavedContribution(
      String datanet,
      String id,
      String contributor,
      boolean accepted,
      long since,
      long uses,
      long micros,
      long reversed,
      long lastDay) {}

  private record SavedDay(String datanet, Day day) {}

  private record SavedAccount(
      String name, int entries, List<String> datanets, List<Long> unclaimed) {}

  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, DatanetUse> datanets = new LinkedHashMap<>();
  private final Deque<Recent> recent = new ArrayDeque<>();
  private final Vested vested = new Vested();

  @Override
  public void apply(Entry entry) {
    switch (entry.fact()) {
      case Chartered(var name, var owner, var _) -> {
        datanet(name).owner = owner;
        account(owner).datanets.add(name);
      }
      case Contributed fact ->
          datanet(fact.datanet())
              .contribute(fact.id(), account(fact.contributor()).name, entry.position());
      case Withdrawn fact -> datanet(fact.datanet()).withdraw(fact.id());
      case Distributed fact -> {
        distribute(entry.position(), Day.of(entry.timeMicros()), fact);
        vested.forget(entry.timeMicros());
        vested.distribute(entry.position(), fact, name -> datanet(name).owner);
      }
      case Reversed fact -> {
        fact.to().ifPresent(account -> account(account).entries.add(entry.position()));
        vested.reverse(fact, lost -> datanet(lost.datanet()).reverse(lost));
      }
      case Paid fact -> pay(entry.position(), fact);
      case Claimed fact -> account(fact.account()).unclaimed.clear();
      default -> {}
    }
  }

  private Account account(String name) {
    return accounts.computeIfAbsent(name, Account::new);
  }

  private DatanetUse datanet(String name) {
    return datanets.computeIfAbsent(name, _ -> new DatanetUse());
  }

  private void distribute(long position, long day, Distributed fact) {
    long pool = 0;
    long residual = 0;
    for (Line line : fact.lines()) {
      pool += line.amount().micros();
      if (line.account().equals(SystemAccounts.RESIDUAL)) {
        residual += line.amount().micros();
      } else if (!line.account().equals(SystemAccounts.COMMONS)) {
        account(line.account()).entries.add(position);
      }
    }
    Set<String> touched = new LinkedHashSet<>();
    for (Share share : fact.grounds().shares()) {
      int hash = share.key().indexOf('#');
      if (hash >= 0) {
        String name = share.key().substring(0, hash);
        datanet(name)
            .use(share.key().substring(hash + 1), share.micros() + share.curatorMicros(), day);
        touched.add(name);
      }
    }
    for (String name : touched) {
      datanet(name).receipt(pool, residual, day);
    }
    if (fact.grounds().wholeMicros() > 0) {
      remember(new Recent(fact.call(), pool, residual, List.copyOf(touched)));
    }
  }

  private void remember(Recent each) {
    recent.addLast(each);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
  }

  /// What a distribution could not pay at once stands right behind it.
  private void pay(long position, Paid fact) {
    long key = fact.dueMicros() > 0 ? fact.dueMicros() : paidAtOnce(position - 1);
    fact.payouts().stream()
        .filter(each -> each.to().equals(Optional.of(SystemAccounts.UNCLAIMED)))
        .forEach(each -> account(each.account()).unclaimed.add(key));
  }

  private static long paidAtOnce(long position) {
    return -1 - position;
  }

  @Override
  public String name() {
    return "uses";
  }

  @Override
  public int stateVersion() {
    return 2; // 1 did not take off what was reversed: to know it, the book is read again
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (var each : datanets.entrySet()) {
      DatanetUse of = each.getValue();
      CborRecords.write(out, new SavedDatanet(each.getKey(), of.owner, of.firstDay));
    }
    CborRecords.end(out);
    for (var each : datanets.entrySet()) {
      for (var contribution : each.getValue().contributions.entrySet()) {
        CborRecords.write(
            out, saved(each.getKey(), contribution.getKey(), contribution.getValue()));
      }
    }
    CborRecords.end(out);
    for (var each : datanets.entrySet()) {
      for (Day day : each.getValue().days) {
        CborRecords.write(out, new SavedDay(each.getKey(), day));
      }
    }
    CborRecords.end(out);
    for (Recent each : recent) {
      CborRecords.write(out, each);
    }
    CborRecords.end(out);
    for (Vested.Receipt each : vested.all()) {
      CborRecords.write(out, each);
    }
    CborRecords.end(out);
    saveAccounts(out);
  }

  private static SavedContribution saved(String datanet, String id, DatanetUse.Sum sum) {
    return new SavedContribution(
        datanet,
        id,
        sum.contributor,
        sum.accepted,
        sum.since,
        sum.uses,
        sum.micros,
        sum.reversed,
        sum.lastDay);
  }

  /// Positions as they are: as records they would take twice the room.
  private void saveAccounts(DataOutput out) throws IOException {
    for (var each : accounts.entrySet()) {
      Account of = each.getValue();
      CborRecords.write(
          out,
          new SavedAccount(
              each.getKey(),
              of.entries.size(),
              List.copyOf(of.datanets),
              List.copyOf(of.unclaimed)));
    }
    CborRecords.end(out);
    for (Account each : accounts.values()) {
      for (int i = 0; i < each.entries.size(); i++) {
        out.writeLong(each.entries.get(i));
      }
    }
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(
        in,
        SavedDatanet.class,
        saved -> {
          DatanetUse of = datanet(saved.name());
          of.owner = saved.owner();
          of.firstDay = saved.firstDay();
        });
    CborRecords.read(in, SavedContribution.class, this::load);
    CborRecords.read(in, SavedDay.class, saved -> known(saved.datanet()).days.addLast(saved.day()));
    CborRecords.read(in, Recent.class, recent::addLast);
    CborRecords.read(in, Vested.Receipt.class, vested::add);
    loadAccounts(in);
  }

  private DatanetUse known(String datanet) throws IOException {
    DatanetUse known = datanets.get(datanet);
    if (known == null) {
      throw new IOException("something is of a datanet that is not there: " + datanet);
    }
    return known;
  }

  private void load(SavedContribution saved) throws IOException {
    DatanetUse.Sum sum = known(saved.datanet()).sum(saved.id());
    sum.contributor = saved.contributor();
    sum.accepted = saved.accepted();
    sum.since = saved.since();
    sum.uses = saved.uses();
    sum.micros = saved.micros();
    sum.reversed = saved.reversed();
    sum.lastDay = saved.lastDay();
  }

  private void loadAccounts(DataInput in) throws IOException {
    List<SavedAccount> all = new ArrayList<>();
    CborRecords.read(in, SavedAccount.class, all::add);
    for (SavedAccount saved : all) {
      Account of = account(saved.name());
      of.datanets.addAll(saved.datanets());
      of.unclaimed.addAll(saved.unclaimed());
      for (int i = 0; i < saved.entries(); i++) {
        of.entries.add(in.readLong());
      }
    }
  }

  /// Entries in which an account has uses, newest first.
  ///
  /// @param before only lower positions
  /// @param most of them at most
  List<Long> entries(String account, long before, int most) {
    Account known = accounts.get(account);
    return known == null ? List.of() : known.entries.below(before, most);
  }

  /// Datanets that an account owns.
  Set<String> owned(String account) {
    Account known = accounts.get(account);
    return known == null ? Set.of() : Set.copyOf(known.datanets);
  }

  /// Whether what an account was due lies unclaimed.
  ///
  /// @param dueMicros when it was due; 0 for what was to be paid with its distribution
  /// @param position of the distribution
  boolean isUnclaimed(String account, long dueMicros, long position) {
    Account known = accounts.get(account);
    return known != null
        && known.unclaimed.contains(dueMicros > 0 ? dueMicros : paidAtOnce(position));
  }

  Optional<DatanetUse> find(String datanet) {
    return Optional.ofNullable(datanets.get(datanet));
  }

  List<Recent> recent() {
    return List.copyOf(recent);
  }

  /// Whether an account has ever contributed, owned a datanet, or had a line of a distribution.
  public boolean knows(String account) {
    return accounts.containsKey(account);
  }
}
