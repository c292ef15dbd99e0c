package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.naive.NaiveLedger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Seeded random runs: every entry is audited, every status compared with the naive model's.
class LedgerRandomTest {
  private static final int SEEDS = 50;
  private static final int OPERATIONS = 2_000;
  private static final long MARGIN = 10;
  private static final List<String> NAMES =
      List.of("bank", "mint", "ada", "bob", "cyd", "dan", "fee", "pool", "ghost");

  private static final Set<LedgerStatus> MET =
      EnumSet.of(
          LedgerStatus.CREATED,
          LedgerStatus.EXISTS,
          LedgerStatus.EXISTS_WITH_DIFFERENT_BODY,
          LedgerStatus.ID_ALREADY_FAILED,
          LedgerStatus.AMOUNT_NEGATIVE,
          LedgerStatus.AMOUNT_ZERO,
          LedgerStatus.NO_LEGS,
          LedgerStatus.OVERFLOW,
          LedgerStatus.HOLD_NOT_FOUND,
          LedgerStatus.NOT_A_HOLD,
          LedgerStatus.HOLD_SETTLED,
          LedgerStatus.HOLD_VOIDED,
          LedgerStatus.HOLD_EXPIRED,
          LedgerStatus.DEBIT_NOT_FOUND,
          LedgerStatus.CREDIT_NOT_FOUND,
          LedgerStatus.ACCOUNT_NOT_FOUND,
          LedgerStatus.ACCOUNTS_SAME,
          LedgerStatus.ACCOUNT_FROZEN,
          LedgerStatus.EXPIRY_IN_PAST,
          LedgerStatus.EXPIRY_AFTER_PARENT,
          LedgerStatus.CHILDREN_OPEN,
          LedgerStatus.EXCEEDS_EXPENSES,
          LedgerStatus.EXCEEDS_HOLD,
          LedgerStatus.INSUFFICIENT_FUNDS);

  @Test
  void decide_randomOperations_keepsTheLawsAndAgreesWithTheModel() {
    Set<LedgerStatus> seen = EnumSet.noneOf(LedgerStatus.class);
    for (long seed = 1; seed <= SEEDS; seed++) {
      Run run = new Run(seed);
      run.play();
      seen.addAll(run.seen);
      System.out.printf(
          "ledger seed %d: %d operations, %d entries%n", seed, OPERATIONS, run.position);
    }
    assertThat(seen)
        .as("the runs meet every status of what they ask for")
        .containsExactlyInAnyOrderElementsOf(MET);
  }

  private static final class Run {
    final Set<LedgerStatus> seen = EnumSet.noneOf(LedgerStatus.class);
    private final String seed;
    private final Random random;
    private final Ledger ledger = new Ledger(MARGIN);
    private final NaiveLedger model = new NaiveLedger(MARGIN, Ledger.ID_WINDOW_MICROS);
    private final LedgerAudit audit = new LedgerAudit();
    private final List<Operation> asked = new ArrayList<>();
    private final List<Id> ids = new ArrayList<>(List.of(Id.at(0, "never used")));
    private long now;
    private long position;

    Run(long seed) {
      this.seed = "seed " + seed;
      this.random = new Random(seed);
    }

    void play() {
      for (int i = 1; i <= OPERATIONS; i++) {
        now += random.nextInt(8);
        expire();
        step(i, next());
        if (i % 250 == 0) {
          audit.checkReplay(ledger, new Ledger(MARGIN), seed);
          audit.checkChains(ledger, seed);
        }
      }
      now = Long.MAX_VALUE;
      expire();
      assertThat(ledger.openHoldCount()).as(seed).isZero();
      assertThat(ledger.accounts()).as(seed).allMatch(account -> account.heldMicros() == 0);
      audit.checkReplay(ledger, new Ledger(MARGIN), seed);
    }

    private void step(int number, Operation operation) {
      Decision decision = ledger.decide(operation, now, position);
      LedgerStatus expected = model.run(operation, now, Set.of()).status();
      String what = "%s, operation %d at %d: %s".formatted(seed, number, now, operation);
      assertThat(decision.status()).as(what).isEqualTo(expected);
      seen.add(expected);
      append(decision.facts());
      for (AccountView account : ledger.accounts()) {
        if (account.balanceMicros() != model.balance(account.account())
            || account.heldMicros() != model.held(account.account())) {
          throw new AssertionError(
              "%s: the model has %s held %s for %s"
                  .formatted(
                      what,
                      model.balance(account.account()),
                      model.held(account.account()),
                      account));
        }
      }
    }

    private void expire() {
      model.expire(now);
      List<LedgerFact> due = ledger.nextExpired(now);
      while (!due.isEmpty()) {
        append(due);
        due = ledger.nextExpired(now);
      }
    }

    private void append(List<LedgerFact> facts) {
      for (LedgerFact fact : facts) {
        Entry entry = new Entry(position++, now, fact);
        ledger.apply(entry);
        audit.after(entry, ledger, seed);
      }
    }

    private Operation next() {
      if (!asked.isEmpty() && random.nextInt(12) == 0) {
        return asked.get(random.nextInt(asked.size()));
      }
      int dice = random.nextInt(100);
      Operation operation =
          dice < 6
              ? open()
              : dice < 9
                  ? new Operation.Freeze(name(), random.nextInt(3) == 0)
                  : dice < 30
                      ? new Operation.Transfer(newId(), payer(), legs(60), "r" + random.nextInt(2))
                      : dice < 70
                          ? hold()
                          : dice < 92
                              ? new Operation.Capture(fresh(), id(), legs(8), "fee", true)
                              : new Operation.VoidHold(id());
      asked.add(operation);
      return operation;
    }

    /// Mostly by the kind the name has, so that the same is asked again.
    private Operation open() {
      int at = random.nextInt(NAMES.size() - 1);
      AccountKind kind =
          at < 2
              ? AccountKind.TREASURY
              : random.nextInt(20) == 0 ? AccountKind.POOL : AccountKind.PRINCIPAL;
      return new Operation.OpenAccount(NAMES.get(at), "owner", kind);
    }

    private Operation hold() {
      Id above = id();
      Optional<HoldView> parent = ledger.openHold(above);
      if (parent.isPresent() && random.nextInt(10) > 0) {
        // Fits mostly, so that trees grow deep: below it little, ending about a margin before it.
        long expires = parent.get().expiresMicros() - MARGIN - random.nextInt(20) + 1;
        return new Operation.Hold(
            newId(), Optional.of(above), payer(), amount(8), amount(40), expires);
      }
      boolean below = random.nextInt(5) < 3;
      return new Operation.Hold(
          newId(),
          below ? Optional.of(id()) : Optional.empty(),
          payer(),
          amount(20),
          amount(200),
          now + random.nextInt(below ? 300 : 900) - 2);
    }

    private List<Credit> legs(int bound) {
      List<Credit> legs = new ArrayList<>();
      int count = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        legs.add(new Credit(name(), amount(bound)));
      }
      return legs;
    }

    private long amount(int bound) {
      return switch (random.nextInt(250)) {
        case 0 -> -1;
        case 1 -> Long.MAX_VALUE;
        case 2 -> Long.MIN_VALUE;
        case 3 -> Long.MAX_VALUE / 2;
        case 4 -> 0;
        default -> 1 + random.nextInt(bound);
      };
    }

    private String name() {
      return NAMES.get(random.nextInt(random.nextInt(10) == 0 ? NAMES.size() : 8));
    }

    private String payer() {
      return random.nextInt(3) == 0 ? NAMES.get(random.nextInt(2)) : name();
    }

    private Id newId() {
      if (random.nextInt(20) == 0) {
        return id();
      }
      Id id = fresh();
      ids.add(id);
      return id;
    }

    private Id fresh() {
      return Id.at(now, Long.toString(random.nextLong()));
    }

    /// One used before, mostly a recent one.
    private Id id() {
      int back = random.nextInt(random.nextInt(6) == 0 ? ids.size() : Math.min(ids.size(), 30));
      return ids.get(ids.size() - 1 - back);
    }
  }
}
