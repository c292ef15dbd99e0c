package guildhall.ledger.naive;

import static guildhall.ledger.LedgerStatus.*;

import guildhall.ledger.*;
import guildhall.ledger.Operation.*;
import guildhall.ledger.naive.NaiveBooks.*;
import java.util.*;
import org.jspecify.annotations.Nullable;

/// Plain maps and sums. Finds everything that is wrong with an operation and answers with what
/// comes first in [LedgerStatus]: it knows no order of checks but the documented one.
///
/// Told by [#settled] where movements lie in the book, since only the book knows.
public final class NaiveLedger {

  /// How an operation ended.
  public record Answer(LedgerStatus status, LedgerStatus reason, int index) {}

  private static final long HOUR_MICROS = 3_600_000_000L;

  private final NaiveBooks books;
  private final NaiveRules rules;

  /// A ledger that knows nothing yet.
  public NaiveLedger(long marginMicros, long windowMicros) {
    this.books = new NaiveBooks(marginMicros, windowMicros);
    this.rules = new NaiveRules(books);
  }

  /// Does it, or says why not.
  ///
  /// @param gone ids that the ledger is free to have forgotten and that are taken as unknown
  public Answer run(Operation operation, long nowMicros, Set<Id> gone) {
    books.undo.clear();
    books.old.clear();
    books.now = nowMicros;
    books.forgotten = gone;
    return decide(operation);
  }

  /// Takes back what [#run] did last.
  public void takeBack() {
    books.takeBackTo(0);
  }

  /// Ids the last operation met that are older than the window: they need not be remembered.
  public Set<Id> old() {
    return Set.copyOf(books.old);
  }

  /// Says where in the book the entry of a movement lies.
  public void settled(Id id, long position) {
    books.positions.put(id, position);
  }

  /// Ends what is due.
  public void expire(long nowMicros) {
    books.now = nowMicros;
    for (Held held : List.copyOf(books.open.values())) {
      if (held.end == null && held.expires <= nowMicros) {
        books.end(held, HOLD_EXPIRED);
      }
    }
    books.undo.clear();
  }

  /// What an account has; 0 if there is none.
  public long balance(String name) {
    Account account = books.accounts.get(name);
    return account == null ? 0 : account.balance;
  }

  /// What open holds keep of it.
  public long held(String name) {
    return books.held(name);
  }

  /// What it has spent in the window of its limits that runs at a time; 0 if it has no limits.
  ///
  /// @return empty if that was once more than can be counted: how much of it was given back since
  ///   is left open
  public OptionalLong spent(String name, long nowMicros) {
    Account account = books.accounts.get(name);
    if (account == null || account.limits.equals(Limits.NONE)) {
      return OptionalLong.of(0);
    }
    return books.wasUncountable(account, nowMicros)
        ? OptionalLong.empty()
        : OptionalLong.of(books.spent(account, nowMicros));
  }

  /// Names of all accounts.
  public Set<String> names() {
    return books.accounts.keySet();
  }

  /// Whether a hold is open.
  public boolean isOpen(Id hold) {
    return books.open.containsKey(hold);
  }

  /// How many holds are open.
  public int openHolds() {
    return books.open.size();
  }

  /// All accounts, for whoever looks for what went wrong.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Account each : books.accounts.values()) {
      String name = each.made.account();
      text.append(name).append(' ').append(each.balance).append(" held ").append(held(name));
      text.append(each.closed ? " closed" : "").append(each.frozen ? " frozen" : "");
      text.append(each.limits.equals(Limits.NONE) ? "" : " " + each.limits).append('\n');
    }
    return text.toString();
  }

  private Answer decide(Operation operation) {
    Id id = idOf(operation);
    Answer byId = id == null ? null : byId(operation, id);
    if (byId != null) {
      return byId;
    }
    if (operation instanceof Linked linked) {
      return linked(linked);
    }
    books.madeHold = null;
    books.madeMovement = null;
    LedgerStatus status = rules.run(operation);
    if (id != null && (status == CREATED || isRemembered(status))) {
      LedgerStatus failed = status == CREATED ? null : status;
      books.remember(id, new Known(operation, failed, books.madeHold, books.madeMovement));
    }
    return new Answer(status, status, -1);
  }

  private Answer linked(Linked linked) {
    List<Operation> operations = linked.operations();
    if (operations.isEmpty()) {
      return new Answer(NO_LEGS, NO_LEGS, -1);
    }
    if (operations.size() > 64 || operations.stream().anyMatch(Linked.class::isInstance)) {
      return new Answer(TOO_MANY_LEGS, TOO_MANY_LEGS, -1);
    }
    int before = books.undo.size();
    books.remember(linked.id(), new Known(linked, null, null, null));
    for (int i = 0; i < operations.size(); i++) {
      Answer inner = decide(operations.get(i));
      if (!inner.status().ok()) {
        books.takeBackTo(before);
        boolean lineTooLong = inner.status() == OVERFLOW && operations.get(i) instanceof SetLimits;
        if (isRemembered(inner.status()) || lineTooLong) {
          books.remember(linked.id(), new Known(linked, LINKED_FAILED, null, null));
        }
        return new Answer(LINKED_FAILED, inner.status(), i);
      }
    }
    return new Answer(CREATED, CREATED, -1);
  }

  private @Nullable Answer byId(Operation operation, Id id) {
    Known before = books.find(id);
    LedgerStatus status = null;
    LedgerStatus reason = null;
    if (id.high() == id.low() && (id.low() == 0 || id.low() == -1)) {
      status = ID_RESERVED;
    } else if (before != null) {
      Held held = before.held();
      boolean again = operation instanceof Hold && held != null && held.end != null;
      reason = before.failed();
      status =
          again
              ? Objects.requireNonNull(held).end
              : !body(operation).equals(body(before.asked()))
                  ? EXISTS_WITH_DIFFERENT_BODY
                  : reason != null ? ID_ALREADY_FAILED : EXISTS;
    } else if (!id.isTimeOrdered()) {
      status = ID_NOT_TIME_ORDERED;
    } else if (books.isOld(id)) {
      status = ID_TOO_OLD;
    } else if (id.timeMillis() * 1000 > books.now + HOUR_MICROS) {
      status = ID_AHEAD;
    }
    if (status == null) {
      return null;
    }
    return new Answer(status, status == ID_ALREADY_FAILED && reason != null ? reason : status, -1);
  }

  private static @Nullable Id idOf(Operation operation) {
    return switch (operation) {
      case Transfer asked -> asked.id();
      case Sweep asked -> asked.id();
      case Issue asked -> asked.id();
      case Burn asked -> asked.id();
      case Hold asked -> asked.id();
      case Increase asked -> asked.id();
      case Capture asked -> asked.id();
      case Refund asked -> asked.id();
      case Linked asked -> asked.id();
      default -> null;
    };
  }

  /// What must be the same for an id to be asked for again. Under a parent the payer that was named
  /// counts for nothing; where a reader found the original does not either.
  private static Object body(Operation operation) {
    return switch (operation) {
      case Hold it when it.parent().isPresent() ->
          List.of(it.id(), it.parent(), it.feeMicros(), it.expensesMicros(), it.expiresMicros());
      case Refund it ->
          List.of(it.id(), it.of().id(), it.amountMicros(), it.atCostOf(), it.reason());
      default -> operation;
    };
  }

  private static boolean isRemembered(LedgerStatus status) {
    return status.compareTo(HOLD_NOT_FOUND) >= 0;
  }
}
