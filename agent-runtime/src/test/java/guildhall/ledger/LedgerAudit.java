package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.LedgerFact.Transferred;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the book from outside and checks after every entry that the ledger's laws hold in what the
/// ledger shows.
final class LedgerAudit {

  private static final class Line {
    final Held made;
    final @Nullable Line parent;
    final List<Line> children = new ArrayList<>();
    boolean open = true;
    long captured;

    Line(Held made, @Nullable Line parent) {
      this.made = made;
      this.parent = parent;
    }

    long amount() {
      return made.feeMicros() + made.expensesMicros();
    }

    long spentBelow() {
      return children.stream().mapToLong(child -> child.captured + child.spentBelow()).sum();
    }
  }

  private final Map<Id, Line> holds = new LinkedHashMap<>();
  private final List<Line> openHolds = new ArrayList<>();
  private final List<Entry> book = new ArrayList<>();

  /// Takes an entry the ledger has applied, and checks.
  void after(Entry entry, Ledger ledger, String seed) {
    book.add(entry);
    switch ((LedgerFact) entry.fact()) {
      case Held held -> {
        Line parent = held.parent().map(this::line).orElse(null);
        Line line = new Line(held, parent);
        holds.put(held.id(), line);
        openHolds.add(line);
        if (parent != null) {
          parent.children.add(line);
        }
      }
      case Captured captured -> {
        Line line = line(captured.hold());
        line.captured += captured.capturedMicros();
        checkPostings(captured.postings(), captured.capturedMicros(), seed);
        if (captured.last()) {
          end(line, ledger, seed);
        }
      }
      case Released(var id, var _) -> end(line(id), ledger, seed);
      case Transferred transferred ->
          checkPostings(
              transferred.postings(), -transferred.postings().getFirst().amountMicros(), seed);
      default -> {}
    }
    checkAccounts(ledger, seed);
    openHolds.forEach(line -> checkOpen(line, ledger, seed));
  }

  private Line line(Id id) {
    return Objects.requireNonNull(holds.get(id));
  }

  private static void checkPostings(List<Posting> postings, long moved, String seed) {
    assertThat(postings.stream().mapToLong(Posting::amountMicros).sum()).as(seed).isZero();
    assertThat(postings.stream().map(Posting::account).distinct().count())
        .as("%s one posting per account", seed)
        .isEqualTo(postings.size());
    if (moved > 0) {
      assertThat(postings.getFirst().amountMicros()).as(seed).isEqualTo(-moved);
      assertThat(postings.stream().skip(1)).as(seed).allMatch(each -> each.amountMicros() > 0);
    }
  }

  /// Nothing ends above an open hold; it never pays more than it reserved.
  private void end(Line line, Ledger ledger, String seed) {
    line.open = false;
    openHolds.remove(line);
    assertThat(line.children).as(seed).noneMatch(child -> child.open);
    assertThat(line.parent == null || line.parent.open).as(seed).isTrue();
    assertThat(line.amount() - line.captured - line.spentBelow())
        .as("%s released of %s", seed, line.made)
        .isNotNegative();
    assertThat(line.captured).as(seed).isLessThanOrEqualTo(line.made.feeMicros());
    assertThat(ledger.openHold(line.made.id())).as(seed).isEmpty();
    assertThat(ledger.endOf(line.made.id())).as(seed).isPresent();
  }

  private static void checkOpen(Line line, Ledger ledger, String seed) {
    HoldView view = ledger.openHold(line.made.id()).orElseThrow();
    long openBelow = 0;
    long spentBelow = 0;
    for (Line child : line.children) {
      openBelow += child.open ? child.amount() : 0;
      // What an open child has spent is still part of its own amount.
      spentBelow += child.open ? 0 : child.captured + child.spentBelow();
    }
    if (view.openBelowMicros() != openBelow
        || view.spentBelowMicros() != spentBelow
        || view.freeMicros() < 0
        || line.amount() != view.feeMicros() + spentBelow + openBelow + view.freeMicros()) {
      throw new AssertionError(
          "%s %s has open %d and spent %d below".formatted(seed, view, openBelow, spentBelow));
    }
  }

  private void checkAccounts(Ledger ledger, String seed) {
    Map<String, Long> held = new HashMap<>();
    for (Line line : openHolds) {
      if (line.parent == null) {
        held.merge(line.made.payer(), line.amount() - line.spentBelow(), Long::sum);
      }
    }
    assertThat(ledger.trialBalanceMicros()).as(seed).isZero();
    assertThat(ledger.openHoldCount()).as(seed).isEqualTo(openHolds.size());
    for (AccountView view : ledger.accounts()) {
      boolean solvent =
          view.kind() == AccountKind.TREASURY
              || (view.balanceMicros() >= 0 && view.heldMicros() <= view.balanceMicros());
      if (!solvent || view.heldMicros() != held.getOrDefault(view.account(), 0L)) {
        throw new AssertionError("%s %s should hold %s".formatted(seed, view, held));
      }
    }
  }

  /// A fresh ledger that reads the book shows the same.
  void checkReplay(Ledger ledger, Ledger fresh, String seed) {
    book.forEach(fresh::apply);
    assertThat(fresh.accounts()).as(seed).isEqualTo(ledger.accounts());
    for (Id id : holds.keySet()) {
      assertThat(fresh.openHold(id)).as(seed).isEqualTo(ledger.openHold(id));
      assertThat(fresh.endOf(id)).as(seed).isEqualTo(ledger.endOf(id));
    }
    for (AccountView account : ledger.accounts()) {
      assertThat(fresh.openHolds(account.account()))
          .as(seed)
          .hasSameElementsAs(ledger.openHolds(account.account()));
    }
    assertThat(fresh.nextExpired(Long.MAX_VALUE))
        .as(seed)
        .isEqualTo(ledger.nextExpired(Long.MAX_VALUE));
  }

  /// Walking back from an account's last position visits each of its movements once, newest first,
  /// and the amounts add up to the balances on the way.
  void checkChains(Ledger ledger, String seed) {
    for (AccountView account : ledger.accounts()) {
      List<Long> positions = new ArrayList<>();
      for (Entry entry : book) {
        if (postings(entry).stream().anyMatch(each -> each.account().equals(account.account()))) {
          positions.addFirst(entry.position());
        }
      }
      List<Long> walked = new ArrayList<>();
      long balance = account.balanceMicros();
      long position = account.lastPosition();
      while (position >= 0) {
        assertThat(walked).as("%s a loop in %s", seed, account).doesNotContain(position);
        walked.add(position);
        Posting posting =
            postings(book.get((int) position)).stream()
                .filter(each -> each.account().equals(account.account()))
                .findFirst()
                .orElseThrow();
        assertThat(posting.balanceMicros()).as(seed).isEqualTo(balance);
        balance -= posting.amountMicros();
        position = posting.previous();
      }
      assertThat(walked).as("%s movements of %s", seed, account).isEqualTo(positions);
      assertThat(balance).as("%s before the first of %s", seed, account).isZero();
    }
  }

  private static List<Posting> postings(Entry entry) {
    return entry.fact() instanceof LedgerFact.Moved moved ? moved.postings() : List.of();
  }
}
