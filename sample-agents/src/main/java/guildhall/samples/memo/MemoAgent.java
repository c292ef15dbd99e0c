package guildhall.samples.memo;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Call;
import guildhall.sdk.Terms;
import java.time.Duration;

/// Decides by written rules and says why.
public final class MemoAgent {

  /// The agent `memo`.
  public static final Agent AGENT =
      Agent.named("memo")
          .sells(
              Memo.WRITE,
              Terms.fee(Amount.credits("1"))
                  .withExpensesUpTo(Amount.credits("0.5"))
                  .withTime(Duration.ofSeconds(35))
                  .withQuality(900),
              MemoAgent::write);

  private MemoAgent() {}

  static Memo write(MemoRequest request, Call call) throws InterruptedException {
    Memo memo = new MemoWriter(request).write();
    call.progress(500, memo.sentences().size() + " sentences written");
    return Polisher.polish(memo, call);
  }
}
