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
  static final int VERSION = 2;
  private static final int FIRST = 1;

  private LedgerImage() {}

  static void save(LedgerState state, DataOutput out) throws IOException {
    state.accounts.save(out);
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
    if (version < FIRST || version > VERSION) {
      throw new IOException("the state of the ledger has no version " + version);
    }
    AccountTable accounts = state.accounts;
    accounts.load(in);
    for (int account = 0; account < accounts.size(); account++) {
      if (accounts.kind(account) == AccountKind.UNCLAIMED) {
        state.unclaimed.putIfAbsent(accounts.unit(account), account);
      }
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
    if (version == FIRST) {
      state.ids.loadNamed(in);
    } else {
      state.ids.load(in);
    }
    state.countPromises();
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
        out.writeLong(charge.since());
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
