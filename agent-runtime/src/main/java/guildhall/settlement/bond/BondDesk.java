package guildhall.settlement.bond;

import guildhall.book.Command;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Decision;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Extend;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Increase;
import guildhall.ledger.Operation.VoidHold;
import guildhall.settlement.Apportionment;
import guildhall.settlement.bond.BondFact.Accused;
import guildhall.settlement.bond.BondFact.Dismissed;
import guildhall.settlement.bond.BondFact.DutySet;
import guildhall.settlement.bond.BondFact.Part;
import guildhall.settlement.bond.BondFact.Posted;
import guildhall.settlement.bond.BondFact.Slashed;
import guildhall.settlement.bond.BondFact.Withdrawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The commands about bonds, each one group in the book: a bond is a hold with a duty, and what is
/// said of the duty and what the ledger does about the hold cannot come apart.
///
/// A hold needs an expiry, a duty has none. So the hold of a bond is made for [#TERM_MICROS] and
/// extended, at the start of a batch and before holds expire, whenever less than [#MARGIN_MICROS]
/// of it are left, as long as the duty lasts: also after the runtime has stood still for longer
/// than that. Once the holder has withdrawn, or a slash has ended the duty, it is extended once, to
/// the end of the cooldown, and for each accusation to when that lapses. Then the holder may have
/// it released, or waits until it expires: the money is never kept because somebody went silent.
public final class BondDesk {

  /// For how long a hold is made and extended: 30 days in microseconds.
  public static final long TERM_MICROS = 30L * 24 * 3_600_000_000L;

  /// How long before its expiry it is extended: a day in microseconds.
  public static final long MARGIN_MICROS = 24L * 3_600_000_000L;

  private static final long FARTHEST_MICROS = 3660L * 24 * 3_600_000_000L;
  private static final int EXTENDED_AT_ONCE = 256;
  private static final int MOST_PENDING = 16;
  private static final int MOST_PAYEES = 8;
  private static final int WHOLE = 1000;
  private static final int LONGEST_NAME = 200;
  private static final Pattern RULE = Pattern.compile("[a-z0-9_.-]{1,64}");

  private final Ledger ledger;
  private final Bonds bonds;

  /// Commands over these projections.
  public BondDesk(Ledger ledger, Bonds bonds) {
    this.ledger = ledger;
    this.bonds = bonds;
  }

  /// Sets what bonds of a kind of duty have to be; bonds that stand stay as they are.
  ///
  /// @param kind 1 to 64 lower-case letters, digits, `_`, `-` and `.`
  /// @param minimumMicros 0 or more
  /// @param cooldownMicros 0 to ten years
  public Command<BondStatus> set(String kind, long minimumMicros, long cooldownMicros) {
    return draft -> {
      if (!RULE.matcher(kind).matches()) {
        return BondStatus.UNKNOWN_DUTY;
      }
      if (minimumMicros < 0 || cooldownMicros < 0) {
        return BondStatus.AMOUNT_NOT_POSITIVE;
      }
      if (cooldownMicros > FARTHEST_MICROS) {
        return BondStatus.BAD_TIME;
      }
      DutySet now = new DutySet(kind, minimumMicros, cooldownMicros);
      if (bonds.kind(kind).equals(Optional.of(now))) {
        return BondStatus.EXISTS;
      }
      draft.append(now);
      return BondStatus.DONE;
    };
  }

  /// What is to be posted.
  ///
  /// @param id of the hold, time-ordered; kept over retries
  /// @param principal whose account
  /// @param duty its kind, which must be set, alone or with a colon and of what, for example
  ///   `review:wines`; at most 200 characters
  /// @param amountMicros at least the minimum of the kind
  /// @param untilMicros the cooldown of a withdrawal begins then at the earliest; later than now,
  ///   at most ten years
  public record Post(Id id, String principal, String duty, long amountMicros, long untilMicros) {}

  /// Bonds a principal for a duty; what is bonded cannot be spent. Asking again is
  /// [BondStatus#EXISTS].
  public Command<BondStatus> post(Post asked) {
    return draft -> {
      BondStatus status = problem(asked, draft.timeMicros());
      return status.ok() && status != BondStatus.EXISTS ? posted(asked, draft) : status;
    };
  }

  private BondStatus problem(Post asked, long nowMicros) {
    Optional<DutySet> kind = bonds.kind(asked.duty());
    if (asked.amountMicros() <= 0) {
      return BondStatus.AMOUNT_NOT_POSITIVE;
    }
    if (kind.isEmpty() || !isName(asked.duty()) || asked.duty().endsWith(":")) {
      return BondStatus.UNKNOWN_DUTY;
    }
    Optional<Bond> standing = bonds.find(asked.principal(), asked.duty());
    if (standing.isPresent()) {
      return standing.get().hold().equals(asked.id())
          ? BondStatus.EXISTS
          : BondStatus.ALREADY_BONDED;
    }
    if (isBadTime(asked.untilMicros(), nowMicros)) {
      return BondStatus.BAD_TIME;
    }
    if (asked.amountMicros() < kind.get().minimumMicros()) {
      return BondStatus.BELOW_MINIMUM;
    }
    return isPrincipal(asked.principal()) ? BondStatus.DONE : BondStatus.NO_SUCH_ACCOUNT;
  }

  private static boolean isName(String text) {
    return !text.isBlank() && text.length() <= LONGEST_NAME;
  }

  private static boolean isBadTime(long micros, long nowMicros) {
    return micros <= nowMicros || micros - nowMicros > FARTHEST_MICROS;
  }

  private boolean isPrincipal(String account) {
    return ledger.find(account).map(AccountView::kind).equals(Optional.of(AccountKind.PRINCIPAL))
        && isInCredits(account);
  }

  private boolean isInCredits(String account) {
    return ledger.find(account).map(AccountView::unit).equals(Optional.of(Operation.CREDIT));
  }

  private BondStatus posted(Post asked, Draft draft) {
    Hold hold =
        new Hold(
            asked.id(),
            Optional.empty(),
            asked.principal(),
            asked.amountMicros(),
            0,
            draft.timeMicros() + TERM_MICROS);
    LedgerStatus status = decide(hold, draft);
    if (status != LedgerStatus.CREATED) {
      return refused(status);
    }
    DutySet kind = bonds.kind(asked.duty()).orElseThrow();
    draft.append(
        new Posted(
            asked.id(),
            asked.principal(),
            asked.duty(),
            asked.amountMicros(),
            kind.minimumMicros(),
            kind.cooldownMicros(),
            asked.untilMicros(),
            hold.expiresMicros()));
    return BondStatus.DONE;
  }

  private LedgerStatus decide(Operation operation, Draft draft) {
    return ledger.decide(operation, draft.timeMicros(), draft.position()).appendTo(draft);
  }

  private static BondStatus refused(LedgerStatus status) {
    return switch (status) {
      case EXISTS,
          EXISTS_WITH_DIFFERENT_BODY,
          ID_ALREADY_FAILED,
          HOLD_SETTLED,
          HOLD_VOIDED,
          HOLD_EXPIRED ->
          BondStatus.ID_USED;
      case ACCOUNT_CLOSED -> BondStatus.ACCOUNT_CLOSED;
      case ACCOUNT_FROZEN -> BondStatus.ACCOUNT_FROZEN;
      case INSUFFICIENT_FUNDS, EXCEEDS_CREDIT_LINE -> BondStatus.INSUFFICIENT_FUNDS;
      case CREDIT_NOT_FOUND, ACCOUNTS_SAME, UNIT_MISMATCH, BAD_NAME -> BondStatus.BAD_PAYEE;
      default -> BondStatus.LEDGER_REFUSED;
    };
  }

  /// Puts more into a bond whose duty lasts; asking again under the same id is [BondStatus#EXISTS].
  public Command<BondStatus> increase(Id id, String principal, String duty, long moreMicros) {
    return draft -> {
      Optional<Bond> bond = bonds.find(principal, duty);
      if (moreMicros <= 0) {
        return BondStatus.AMOUNT_NOT_POSITIVE;
      }
      if (bond.isEmpty()) {
        return BondStatus.NOT_BONDED;
      }
      if (!bond.get().isActive()) {
        return BondStatus.DUTY_ENDED;
      }
      LedgerStatus status = decide(new Increase(id, bond.get().hold(), moreMicros, 0), draft);
      return switch (status) {
        case CREATED -> BondStatus.DONE;
        case EXISTS -> BondStatus.EXISTS;
        default -> refused(status);
      };
    };
  }

  /// Ends the duty for the holder; the money stays for the cooldown. Asking again, or after a slash
  /// has ended it, is [BondStatus#EXISTS].
  public Command<BondStatus> withdraw(String principal, String duty) {
    return draft -> {
      Optional<Bond> bond = bonds.find(principal, duty);
      if (bond.isEmpty()) {
        return BondStatus.NOT_BONDED;
      }
      if (!bond.get().isActive()) {
        return BondStatus.EXISTS;
      }
      long releasable =
          Math.max(draft.timeMicros(), bond.get().untilMicros()) + bond.get().cooldownMicros();
      draft.append(new Withdrawn(bond.get().hold(), releasable));
      outlast(bond.get(), releasable, draft);
      return BondStatus.DONE;
    };
  }

  /// The hold of a bond must not end before a time; part of a larger command.
  private void outlast(Bond bond, long micros, Draft draft) {
    if (bond.expiresMicros() < micros) {
      var _ = decide(new Extend(bond.hold(), micros), draft);
    }
  }

  /// Gives the holder back what is left.
  public Command<BondStatus> release(String principal, String duty) {
    return draft -> {
      Optional<Bond> bond = bonds.find(principal, duty);
      if (bond.isEmpty()) {
        return BondStatus.NOT_BONDED;
      }
      if (bond.get().isActive()) {
        return BondStatus.NOT_WITHDRAWN;
      }
      if (draft.timeMicros() < bond.get().releasableMicros()) {
        return BondStatus.COOLING_DOWN;
      }
      if (bond.get().isAccused(draft.timeMicros())) {
        return BondStatus.SLASH_PENDING;
      }
      return decide(new VoidHold(bond.get().hold()), draft) == LedgerStatus.CREATED
          ? BondStatus.DONE
          : BondStatus.LEDGER_REFUSED;
    };
  }

  /// What somebody says was done.
  ///
  /// @param principal who did it
  /// @param duty against which duty
  /// @param offence its name, once per bond; 1 to 200 characters
  /// @param rule stable code of the rule that is said to be broken
  /// @param evidence what shows it
  /// @param lapsesMicros until when it has to be decided, later than now, at most ten years
  public record Accusation(
      String principal,
      String duty,
      String offence,
      String rule,
      ContentId evidence,
      long lapsesMicros) {}

  /// Keeps a bond from being released until somebody has decided what was done, or the accusation
  /// lapses.
  public Command<BondStatus> accuse(Accusation asked) {
    return draft -> {
      Optional<Bond> found = bonds.find(asked.principal(), asked.duty());
      BondStatus status = problem(asked, found, draft.timeMicros());
      if (status != BondStatus.DONE) {
        return status;
      }
      Bond bond = found.orElseThrow();
      draft.append(
          new Accused(
              bond.hold(), asked.offence(), asked.rule(), asked.evidence(), asked.lapsesMicros()));
      outlast(bond, asked.lapsesMicros(), draft);
      return BondStatus.DONE;
    };
  }

  private static BondStatus problem(Accusation asked, Optional<Bond> bond, long nowMicros) {
    if (!RULE.matcher(asked.rule()).matches()) {
      return BondStatus.BAD_RULE;
    }
    if (!isName(asked.offence())) {
      return BondStatus.BAD_OFFENCE;
    }
    if (isBadTime(asked.lapsesMicros(), nowMicros)) {
      return BondStatus.BAD_TIME;
    }
    if (bond.isEmpty()) {
      return BondStatus.NOT_BONDED;
    }
    if (bond.get().slashed().contains(asked.offence())) {
      return BondStatus.ALREADY_SLASHED;
    }
    if (bond.get().isAccusedOf(asked.offence(), nowMicros)) {
      return BondStatus.EXISTS;
    }
    return bond.get().accusations(nowMicros) >= MOST_PENDING
        ? BondStatus.TOO_MANY_PENDING
        : BondStatus.DONE;
  }

  /// Drops an accusation.
  public Command<BondStatus> dismiss(String principal, String duty, String offence) {
    return draft -> {
      Optional<Bond> bond = bonds.find(principal, duty);
      if (bond.isEmpty()) {
        return BondStatus.NOT_BONDED;
      }
      if (!bond.get().isAccusedOf(offence, draft.timeMicros())) {
        return BondStatus.NOT_PENDING;
      }
      draft.append(new Dismissed(bond.get().hold(), offence));
      return BondStatus.DONE;
    };
  }

  /// To whom a slash goes.
  ///
  /// @param account a principal's or one of the runtime's
  /// @param permille of what is slashed
  public record Share(String account, int permille) {}

  /// What a bond loses, and why.
  ///
  /// @param principal whose bond
  /// @param duty for which duty
  /// @param offence what was done, at most once per bond; an accusation of it is decided with this
  /// @param rule stable code of the rule that was broken
  /// @param permille 1 to 1000, of all that was ever put into the bond; rounded down, but at least
  ///   one micro-credit
  /// @param evidence what shows it
  /// @param to who gets it: one to eight accounts, whose parts sum to 1000 permille
  public record Slash(
      String principal,
      String duty,
      String offence,
      String rule,
      int permille,
      ContentId evidence,
      List<Share> to) {
    /// Copies the list.
    public Slash {
      to = List.copyOf(to);
    }
  }

  /// Takes part of a bond, or all of it. If less than the duty's minimum is left, the duty ends.
  public Command<BondStatus> slash(Slash asked) {
    return draft -> {
      Optional<Bond> found = bonds.find(asked.principal(), asked.duty());
      BondStatus status = problem(asked, found);
      return status == BondStatus.DONE ? slashed(asked, found.orElseThrow(), draft) : status;
    };
  }

  private BondStatus problem(Slash asked, Optional<Bond> bond) {
    if (!RULE.matcher(asked.rule()).matches()) {
      return BondStatus.BAD_RULE;
    }
    if (!isName(asked.offence())) {
      return BondStatus.BAD_OFFENCE;
    }
    if (asked.permille() < 1 || asked.permille() > WHOLE) {
      return BondStatus.BAD_PERMILLE;
    }
    if (!areGood(asked.to(), asked.principal())) {
      return BondStatus.BAD_PAYEE;
    }
    if (bond.isEmpty()) {
      return BondStatus.NOT_BONDED;
    }
    if (bond.get().slashed().contains(asked.offence())) {
      return BondStatus.ALREADY_SLASHED;
    }
    return micros(asked, bond.get()) > bond.get().leftMicros()
        ? BondStatus.EXCEEDS_BOND
        : BondStatus.DONE;
  }

  private boolean areGood(List<Share> to, String holder) {
    return !to.isEmpty()
        && to.size() <= MOST_PAYEES
        && to.stream().allMatch(each -> each.permille() > 0 && each.permille() <= WHOLE)
        && to.stream().mapToInt(Share::permille).sum() == WHOLE
        && to.stream().map(Share::account).distinct().count() == to.size()
        && to.stream().map(Share::account).noneMatch(holder::equals)
        && to.stream().map(Share::account).allMatch(this::isInCredits);
  }

  /// In two steps, so that no amount is too large.
  private static long micros(Slash asked, Bond bond) {
    long amount = bond.amountMicros();
    long part = amount / WHOLE * asked.permille() + amount % WHOLE * asked.permille() / WHOLE;
    return Math.max(1, part);
  }

  private BondStatus slashed(Slash asked, Bond bond, Draft draft) {
    long micros = micros(asked, bond);
    long left = bond.leftMicros() - micros;
    List<Part> parts = parts(asked, micros);
    long now = draft.timeMicros();
    Id id = ledger.newIdBelow(bond.hold(), now, draft.position(), "slash", asked.offence());
    List<Credit> to =
        parts.stream().map(part -> new Credit(part.account(), part.micros())).toList();
    Decision capture =
        ledger.decide(
            new Capture(id, bond.hold(), to, "slash." + asked.rule(), left == 0),
            now,
            draft.position());
    if (capture.status() != LedgerStatus.CREATED) {
      return refused(capture.appendTo(draft));
    }
    capture.appendTo(draft);
    boolean ends = bond.isActive() && left < bond.minimumMicros();
    long releasable = ends ? now + bond.cooldownMicros() : 0;
    draft.append(
        new Slashed(
            bond.hold(),
            asked.offence(),
            asked.rule(),
            asked.permille(),
            micros,
            asked.evidence(),
            parts,
            ends,
            releasable));
    if (left > 0) {
      outlast(bond, releasable, draft);
    }
    return BondStatus.DONE;
  }

  private static List<Part> parts(Slash asked, long micros) {
    List<Long> weights = asked.to().stream().map(each -> (long) each.permille()).toList();
    List<String> payees = asked.to().stream().map(Share::account).toList();
    long[] split = Apportionment.split(micros, weights, payees, asked.offence());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < split.length; i++) {
      if (split[i] > 0) {
        parts.add(new Part(payees.get(i), split[i]));
      }
    }
    return parts;
  }

  /// Extends the holds of bonds whose duties last. For the start of a batch, before holds expire:
  /// those that would expire now are all extended, of others so many that nobody waits.
  public void extendDue(Draft draft) {
    long now = draft.timeMicros();
    extend(draft, bonds.activeUntil(now, Integer.MAX_VALUE));
    extend(draft, bonds.activeUntil(now + MARGIN_MICROS, EXTENDED_AT_ONCE));
  }

  private void extend(Draft draft, List<Bond> due) {
    for (Bond bond : due) {
      outlast(bond, draft.timeMicros() + TERM_MICROS, draft);
    }
  }
}
