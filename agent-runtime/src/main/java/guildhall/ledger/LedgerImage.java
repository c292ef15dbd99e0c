package guildhall.ledger;

import guildhall.ledger.HoldState.Charge;
import guildhall.ledger.HoldState.Charged;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ledger's state as bytes: accounts by number, open holds in the order they were made, what
/// was given back by the id of its original, then the ids. What follows from these is not written.
final class LedgerImage {
  static final int VERSION = 1;

  private LedgerImage() {}

  static void save(LedgerState state, DataOutput out) throws IOException {
    AccountTable accounts = state.accounts;
    out.writeInt(accounts.size());
    for (int account = 0; account < accounts.size(); account++) {
      saveAccount(accounts, account, out);
    }
    List<HoldState> holds = state.open.values().stream().sorted(HoldState.BY_POSITION).toList();
    out.writeInt(holds.size());
    for (HoldState hold : holds) {
      saveHold(hold, out);
    }
    out.writeInt(state.backs.size());
    for (Map.Entry<Id, List<Long>> each : state.backs.entrySet()) {
      saveId(each.getKey(), out);
      out.writeInt(each.getValue().size());
      for (long back : each.getValue()) {
        out.writeLong(back);
      }
    }
    state.ids.save(out);
  }

  static void load(LedgerState state, int version, DataInput in) throws IOException {
    if (version != VERSION) {
      throw new IOException("the state of the ledger has no version " + version);
    }
    int accounts = in.readInt();
    for (int i = 0; i < accounts; i++) {
      loadAccount(state, in);
    }
    int holds = in.readInt();
    for (int i = 0; i < holds; i++) {
      state.link(loadHold(state, in));
    }
    int backs = in.readInt();
    for (int i = 0; i < backs; i++) {
      Id of = loadId(in);
      List<Long> back = new ArrayList<>();
      int parts = in.readInt();
      for (int part = 0; part < parts; part++) {
        back.add(in.readLong());
      }
      state.backs.put(of, List.copyOf(back));
    }
    state.ids.load(in);
    state.countPromises();
  }

  private static void saveAccount(AccountTable accounts, int account, DataOutput out)
      throws IOException {
    out.writeUTF(accounts.name(account));
    out.writeUTF(accounts.owner(account));
    out.writeByte(accounts.kind(account).number());
    out.writeUTF(accounts.unit(account));
    out.writeLong(accounts.balance(account));
    out.writeLong(accounts.held(account));
    out.writeByte((accounts.frozen(account) ? 1 : 0) | (accounts.closed(account) ? 2 : 0));
    long[] chain = accounts.chain(account);
    out.writeByte(chain.length);
    for (long each : chain) {
      out.writeLong(each);
    }
    saveLimits(accounts.limits(account), out);
  }

  private static void loadAccount(LedgerState state, DataInput in) throws IOException {
    AccountTable accounts = state.accounts;
    String name = in.readUTF();
    String owner = in.readUTF();
    AccountKind kind = AccountKind.of(in.readUnsignedByte());
    String unit = in.readUTF();
    int account = accounts.add(name, owner, kind, unit);
    if (kind == AccountKind.UNCLAIMED) {
      state.unclaimed.putIfAbsent(unit, account);
    }
    accounts.setBalance(account, in.readLong());
    accounts.setHeld(account, in.readLong());
    int flags = in.readUnsignedByte();
    accounts.setFrozen(account, (flags & 1) != 0);
    accounts.setClosed(account, (flags & 2) != 0);
    long[] chain = new long[in.readUnsignedByte()];
    for (int i = 0; i < chain.length; i++) {
      chain[i] = in.readLong();
    }
    accounts.setChain(account, chain);
    accounts.setLimits(account, loadLimits(in));
  }

  private static void saveLimits(@Nullable LimitState state, DataOutput out) throws IOException {
    out.writeBoolean(state != null);
    if (state != null) {
      Limits limits = state.limits();
      out.writeLong(limits.creditLineMicros());
      out.writeLong(limits.maxBalanceMicros());
      out.writeLong(limits.maxHoldMicros());
      out.writeLong(limits.spendMaxMicros());
      out.writeLong(limits.spendWindowMicros());
      out.writeUTF(limits.under().orElse(""));
      out.writeInt(state.under());
      out.writeLong(state.windowStart());
      out.writeLong(state.spent());
    }
  }

  private static @Nullable LimitState loadLimits(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    Limits limits =
        new Limits(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            Optional.of(in.readUTF()).filter(under -> !under.isEmpty()));
    return new LimitState(limits, in.readInt(), in.readLong(), in.readLong());
  }

  private static void saveHold(HoldState hold, DataOutput out) throws IOException {
    saveId(hold.id, out);
    out.writeBoolean(hold.parent != null);
    if (hold.parent != null) {
      saveId(hold.parent.id, out);
    }
    out.writeInt(hold.account);
    out.writeLong(hold.position);
    out.writeLong(hold.bodyHash);
    out.writeLong(hold.fee);
    out.writeLong(hold.expenses);
    out.writeLong(hold.expires);
    out.writeLong(hold.captured);
    out.writeLong(hold.openBelow);
    out.writeLong(hold.spentBelow);
    out.writeInt(hold.charged.size());
    for (Charged charged : hold.charged) {
      out.writeLong(charged.amount());
      out.writeByte(charged.charges().size());
      for (Charge charge : charged.charges()) {
        out.writeInt(charge.account());
        out.writeLong(charge.window());
        out.writeLong(charge.length());
      }
    }
  }

  private static HoldState loadHold(LedgerState state, DataInput in) throws IOException {
    Id id = loadId(in);
    @Nullable HoldState parent = null;
    Optional<Id> above = Optional.empty();
    if (in.readBoolean()) {
      above = Optional.of(loadId(in));
      parent = state.open.get(above.get());
      if (parent == null) {
        throw new IOException("the state of the ledger lacks the hold above " + id);
      }
    }
    int account = in.readInt();
    long position = in.readLong();
    long bodyHash = in.readLong();
    LedgerFact.Held made =
        new LedgerFact.Held(
            id, above, state.accounts.name(account), in.readLong(), in.readLong(), in.readLong());
    HoldState hold = new HoldState(made, parent, account, position, bodyHash);
    hold.captured = in.readLong();
    hold.openBelow = in.readLong();
    hold.spentBelow = in.readLong();
    List<Charged> charged = new ArrayList<>();
    int moments = in.readInt();
    for (int i = 0; i < moments; i++) {
      long amount = in.readLong();
      List<Charge> charges = new ArrayList<>();
      int count = in.readUnsignedByte();
      for (int each = 0; each < count; each++) {
        charges.add(new Charge(in.readInt(), in.readLong(), in.readLong()));
      }
      charged.add(new Charged(amount, List.copyOf(charges)));
    }
    hold.charged = List.copyOf(charged);
    return hold;
  }

  private static void saveId(Id id, DataOutput out) throws IOException {
    out.writeLong(id.high());
    out.writeLong(id.low());
  }

  private static Id loadId(DataInput in) throws IOException {
    return new Id(in.readLong(), in.readLong());
  }
}
