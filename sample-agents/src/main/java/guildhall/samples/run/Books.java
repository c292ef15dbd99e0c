package guildhall.samples.run;

import guildhall.ledger.AccountView;
import guildhall.samples.print.Lines;
import guildhall.sdk.Receipt;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Receipts and balances as plain text.
final class Books {

  private Books() {}

  /// A receipt as a tree, every line with its amount.
  static String of(Receipt receipt) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Receipt %s: %s in all, %s\n"
            .formatted(
                receipt.id(), receipt.total(), receipt.state().name().toLowerCase(Locale.ROOT)));
    receipt.parts().forEach(part -> tree(part, "  ", text));
    return text.toString();
  }

  private static void tree(Receipt receipt, String indent, StringBuilder text) {
    append(
        Lines.wrapped(
            indent,
            "%s by %s: %s".formatted(receipt.capability(), receipt.agent(), receipt.total())),
        text);
    for (Receipt.Line line : receipt.lines()) {
      String prefix = "%s  %-24s %11s  ".formatted(indent, line.account(), line.amount());
      append(Lines.wrapped(prefix, role(line)), text);
    }
    receipt.parts().forEach(part -> tree(part, indent + "    ", text));
  }

  private static void append(List<String> lines, StringBuilder text) {
    lines.forEach(line -> text.append(line).append('\n'));
  }

  /// One contribution by its name within the datanet; the statement of an account has them all.
  private static String role(Receipt.Line line) {
    if (line.note().isEmpty() || !line.role().equals("royalty")) {
      return line.role();
    }
    List<String> cited = List.of(line.note().split(" ", -1));
    String more = cited.size() > 1 ? " and " + (cited.size() - 1) + " more" : "";
    String first = cited.getFirst();
    return "royalty for " + first.substring(first.indexOf('#') + 1) + more;
  }

  /// Every account with its balance, and their sum, which is zero; with what is held, if anything
  /// is.
  static String trialBalance(List<AccountView> accounts) {
    long sum = accounts.stream().mapToLong(AccountView::balanceMicros).sum();
    long held = accounts.stream().mapToLong(AccountView::heldMicros).sum();
    StringBuilder text = new StringBuilder();
    if (held == 0) {
      text.append("Trial balance\n");
    } else {
      balance("Trial balance", "balance", "of which held", text);
    }
    for (AccountView account : accounts) {
      String reserved = account.heldMicros() == 0 ? "" : credits(account.heldMicros());
      balance("  " + account.account(), credits(account.balanceMicros()), reserved, text);
    }
    balance("  sum", credits(sum), held == 0 ? "" : credits(held), text);
    return text.toString();
  }

  /// Royalties that are decided and not paid yet, by contributor; empty if there are none.
  static String vesting(Map<String, Long> micros) {
    StringBuilder text = new StringBuilder();
    micros.forEach((account, vesting) -> {
      if (vesting > 0) {
        balance("  " + account, credits(vesting), "", text);
      }
    });
    return text.isEmpty()
        ? ""
        : "Royalties in @vesting, paid when their challenge window is over\n" + text;
  }

  private static void balance(String name, String amount, String held, StringBuilder text) {
    String line = "%-30s %18s %18s".formatted(name, amount, held);
    text.append(line.stripTrailing()).append('\n');
  }

  /// Signed: a treasury's balance is negative.
  private static String credits(long micros) {
    return BigDecimal.valueOf(micros, 6).toPlainString();
  }
}
