package guildhall.samples.run;

import guildhall.ledger.AccountView;
import guildhall.sdk.Receipt;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/// Receipts and balances as plain text.
final class Books {

  private Books() {}

  /// A receipt as a tree, every line with its amount.
  static String of(Receipt receipt) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Receipt %s: %s in all, %s%n"
            .formatted(
                receipt.id(), receipt.total(), receipt.state().name().toLowerCase(Locale.ROOT)));
    receipt.parts().forEach(part -> tree(part, "  ", text));
    return text.toString();
  }

  private static void tree(Receipt receipt, String indent, StringBuilder text) {
    text.append(
        "%s%s by %s: %s%n"
            .formatted(indent, receipt.capability(), receipt.agent(), receipt.total()));
    for (Receipt.Line line : receipt.lines()) {
      text.append(
          "%s  %-28s %14s  %s%n".formatted(indent, line.account(), line.amount(), role(line)));
    }
    receipt.parts().forEach(part -> tree(part, indent + "    ", text));
  }

  private static String role(Receipt.Line line) {
    if (line.note().isEmpty() || !line.role().equals("royalty")) {
      return line.role();
    }
    List<String> cited = List.of(line.note().split(" ", -1));
    String more = cited.size() > 2 ? " and " + (cited.size() - 2) + " more" : "";
    return "royalty for " + String.join(", ", cited.subList(0, Math.min(2, cited.size()))) + more;
  }

  /// Every account with its balance, and their sum, which is zero.
  static String trialBalance(List<AccountView> accounts) {
    StringBuilder text = new StringBuilder("Trial balance\n");
    long sum = 0;
    for (AccountView account : accounts) {
      sum += account.balanceMicros();
      text.append("  %-28s %18s%n".formatted(account.account(), credits(account.balanceMicros())));
    }
    return text.append("  %-28s %18s%n".formatted("sum", credits(sum))).toString();
  }

  /// Signed: a treasury's balance is negative.
  private static String credits(long micros) {
    return BigDecimal.valueOf(micros, 6).toPlainString();
  }
}
