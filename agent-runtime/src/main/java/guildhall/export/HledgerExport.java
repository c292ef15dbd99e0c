package guildhall.export;

import guildhall.book.Entry;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.Posting;
import java.util.HashSet;
import java.util.Set;

/// A journal for hledger: a transaction for each movement, its id as the code, its position as a
/// tag, and after each posting what we say the balance is, so that hledger counts it all again.
///
/// An export that does not begin at position 0 opens each account with the balance it has before
/// its first posting, against `equity:opening`, a name no account of ours can have.
final class HledgerExport implements Export {

  private static final String OPENING = "equity:opening";

  private final long from;
  private final Set<String> units = new HashSet<>();

  HledgerExport(long from) {
    this.from = from;
  }

  @Override
  public void begin(StringBuilder out) {
    out.append("; Guildhall, entries of the book from position ").append(from).append(" on\n");
    out.append("decimal-mark .\n");
    if (from > 0) {
      out.append("account ").append(OPENING).append('\n');
    }
  }

  @Override
  public void append(Entry entry, Units units, StringBuilder out) {
    if (entry.fact() instanceof AccountOpened opened) {
      open(opened, out);
    }
    Movement.of(entry.fact())
        .ifPresent(moved -> {
          for (Posting posting : moved.postings()) {
            prepare(entry, posting, units.of(posting.account()), out);
          }
          transaction(entry, moved, units, out);
        });
  }

  private static void open(AccountOpened opened, StringBuilder out) {
    out.append("account ")
        .append(HledgerName.of(opened.account()))
        .append("  ; owner:")
        .append(HledgerName.of(opened.owner()))
        .append(", kind:")
        .append(opened.kind())
        .append(", unit:")
        .append(HledgerName.of(opened.unit()))
        .append('\n');
  }

  /// Declares what a posting uses if it has not been.
  private void prepare(Entry entry, Posting posting, String unit, StringBuilder out) {
    if (units.add(unit)) {
      out.append("commodity 1.000000 ").append(symbol(unit)).append('\n');
    }
    if (from == 0 || posting.previous() >= from) {
      return;
    }
    String account = HledgerName.of(posting.account());
    String before =
        Credits.whole(posting.balanceMicros() - posting.amountMicros()) + " " + symbol(unit);
    out.append("account ").append(account).append('\n');
    out.append(Times.date(entry.timeMicros())).append(" opening balance\n");
    out.append("    ").append(account).append("  ").append(before).append(" = ").append(before);
    out.append("\n    ").append(OPENING).append("\n\n");
  }

  private static void transaction(Entry entry, Movement moved, Units units, StringBuilder out) {
    out.append(Times.date(entry.timeMicros())).append(" (").append(moved.id()).append(") ");
    out.append(HledgerName.of(moved.reason()));
    out.append("  ; position:").append(entry.position());
    out.append(", kind:").append(moved.kind());
    moved.link().ifPresent(link -> out.append(", link:").append(link));
    out.append('\n');
    for (Posting posting : moved.postings()) {
      String symbol = symbol(units.of(posting.account()));
      out.append("    ").append(HledgerName.of(posting.account()));
      out.append("  ").append(Credits.whole(posting.amountMicros())).append(' ').append(symbol);
      out.append(" = ").append(Credits.whole(posting.balanceMicros())).append(' ').append(symbol);
      out.append('\n');
    }
    out.append('\n');
  }

  private static String symbol(String unit) {
    boolean plain = unit.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    return plain ? unit : '"' + HledgerName.of(unit) + '"';
  }
}
