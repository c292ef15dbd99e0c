package guildhall.rail;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.ledger.Id;
import guildhall.rail.RailFact.DepositDeclined;
import guildhall.rail.RailFact.Deposited;
import guildhall.rail.RailFact.WithdrawalAsked;
import guildhall.rail.RailFact.WithdrawalPaid;
import guildhall.rail.RailFact.WithdrawalRefused;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How far each rail has been taken, and which withdrawals are open. What has ended is only
/// counted; its entries are found from [Progress#lastPosition] backwards. Read on the book's writer
/// thread.
public final class Rails implements Snapshotted {

  private final Map<String, Progress> progress = new TreeMap<>();
  private final Map<Id, Withdrawal> pending = new LinkedHashMap<>(); // oldest first

  /// What the book knows of one rail.
  ///
  /// @param rail its name
  /// @param cursor of the last deposit that was taken, 0 if none was
  /// @param lastPosition of the newest fact of this rail, -1 if there is none
  /// @param deposits how many were credited, to whomever
  /// @param unclaimed how many of those to nobody's account
  /// @param declined how many could not be credited at all
  /// @param paid how many withdrawals were paid
  /// @param refused how many withdrawals were refused by the rail
  public record Progress(
      String rail,
      long cursor,
      long lastPosition,
      long deposits,
      long unclaimed,
      long declined,
      long paid,
      long refused) {

    private Progress with(RailFact fact, long position) {
      return switch (fact) {
        case Deposited it ->
            new Progress(
                rail,
                it.cursor(),
                position,
                deposits + 1,
                unclaimed + (it.why().isEmpty() ? 0 : 1),
                declined,
                paid,
                refused);
        case DepositDeclined it ->
            new Progress(
                rail, it.cursor(), position, deposits, unclaimed, declined + 1, paid, refused);
        case WithdrawalAsked _ ->
            new Progress(rail, cursor, position, deposits, unclaimed, declined, paid, refused);
        case WithdrawalPaid _ ->
            new Progress(rail, cursor, position, deposits, unclaimed, declined, paid + 1, refused);
        case WithdrawalRefused _ ->
            new Progress(rail, cursor, position, deposits, unclaimed, declined, paid, refused + 1);
      };
    }
  }

  @Override
  public void apply(Entry entry) {
    if (!(entry.fact() instanceof RailFact fact)) {
      return;
    }
    progress.put(fact.rail(), progress(fact.rail()).with(fact, entry.position()));
    switch (fact) {
      case WithdrawalAsked it ->
          pending.put(
              it.id(),
              new Withdrawal(
                  it.rail(),
                  it.id(),
                  it.hold(),
                  it.account(),
                  it.destination(),
                  it.amountMicros(),
                  entry.position()));
      case WithdrawalPaid it -> pending.remove(it.id());
      case WithdrawalRefused it -> pending.remove(it.id());
      case Deposited _, DepositDeclined _ -> {}
    }
  }

  /// How far a rail has been taken; of one that the book does not know, not at all.
  public Progress progress(String rail) {
    return progress.getOrDefault(rail, new Progress(rail, 0, -1, 0, 0, 0, 0, 0));
  }

  /// A withdrawal that is open, or empty.
  public Optional<Withdrawal> pending(Id id) {
    return Optional.ofNullable(pending.get(id));
  }

  /// The open withdrawals of a rail, oldest first.
  public List<Withdrawal> pending(String rail) {
    return pending.values().stream().filter(each -> each.rail().equals(rail)).toList();
  }

  /// How many withdrawals are open, over all rails.
  public int pendingCount() {
    return pending.size();
  }

  @Override
  public String name() {
    return "rails";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (Progress each : progress.values()) {
      CborRecords.write(out, each);
    }
    CborRecords.end(out);
    for (Withdrawal each : pending.values()) {
      CborRecords.write(out, each);
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(in, Progress.class, each -> progress.put(each.rail(), each));
    CborRecords.read(
        in,
        Withdrawal.class,
        each -> {
          if (!progress.containsKey(each.rail())) {
            throw new IOException("a withdrawal over a rail that is not there: " + each.rail());
          }
          pending.put(each.id(), each);
        });
  }
}
