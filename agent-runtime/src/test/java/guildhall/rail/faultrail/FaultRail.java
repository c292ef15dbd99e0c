package guildhall.rail.faultrail;

import guildhall.rail.Rail;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A rail in memory that outlives the node, keeps its promises, and fails when told to.
public final class FaultRail implements Rail {

  /// What goes wrong when the rail is next asked to pay.
  public enum Fault {
    /// The question is lost on the way.
    QUESTION_LOST,
    /// It is taken, and the answer is lost on the way.
    ANSWER_LOST,
    /// It is taken, and the rail says that it refuses.
    REFUSED_THOUGH_TAKEN,
    /// It refuses, and forgets about it.
    REFUSED
  }

  private final List<Deposit> deposits = new ArrayList<>();
  private final Map<String, Payout> payouts = new LinkedHashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private int asked;
  private int silentOutcomes;
  private boolean repeating;
  private final String unit;

  /// One that counts in credits.
  public FaultRail() {
    this("credit");
  }

  /// One that counts in another unit.
  public FaultRail(String unit) {
    this.unit = unit;
  }

  /// Money comes in.
  public synchronized void receive(long cursor, String reference, String account, long amount) {
    deposits.add(new Deposit(cursor, reference, account, amount));
  }

  /// The next question to pay goes wrong; one after the other if called again.
  public synchronized void next(Fault fault) {
    faults.add(fault);
  }

  /// So many questions for an outcome are not answered.
  public synchronized void silent(int times) {
    silentOutcomes = times;
  }

  /// From now on it gives every deposit again, whatever was taken.
  public synchronized void repeat() {
    repeating = true;
  }

  /// Every payout there is ends like this.
  public synchronized void endAll(Outcome outcome) {
    payouts.replaceAll((_, each) ->
        new Payout(each.reference(), each.destination(), each.amountMicros(), outcome));
  }

  /// A payout that nobody here asked for.
  public synchronized void payByItself(String reference, String destination, long amount) {
    payouts.put(reference, new Payout(reference, destination, amount, new Outcome.Paid("by hand")));
  }

  /// How often it was asked to pay, heard or not.
  public synchronized int asked() {
    return asked;
  }

  /// How many payouts it has.
  public synchronized int payouts() {
    return payouts.size();
  }

  @Override
  public String name() {
    return "fault";
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public synchronized List<Deposit> deposits(long after, int max) {
    return deposits.stream().filter(each -> repeating || each.cursor() > after).limit(max).toList();
  }

  @Override
  public synchronized Answer pay(String reference, String destination, long amount)
      throws IOException {
    asked++;
    Fault fault = faults.poll();
    if (fault == Fault.QUESTION_LOST) {
      throw new IOException("not reached");
    }
    if (fault == Fault.REFUSED) {
      return new Answer.Refused("no such destination");
    }
    var _ =
        payouts.putIfAbsent(
            reference, new Payout(reference, destination, amount, new Outcome.Pending()));
    if (fault == Fault.ANSWER_LOST) {
      throw new IOException("not answered");
    }
    return fault == Fault.REFUSED_THOUGH_TAKEN
        ? new Answer.Refused("twice")
        : new Answer.Accepted();
  }

  @Override
  public synchronized Outcome outcome(String reference) throws IOException {
    if (silentOutcomes > 0) {
      silentOutcomes--;
      throw new IOException("silent");
    }
    Payout payout = payouts.get(reference);
    return payout == null ? new Outcome.Unknown() : payout.outcome();
  }

  @Override
  public synchronized Statement statement() {
    return new Statement(deposits, List.copyOf(payouts.values()), List.of());
  }
}
