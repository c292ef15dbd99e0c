package guildhall.host;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.sdk.Amount;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Delivers every branch for a credit, one of them only once a cancel was sent.
record Crossing(CountDownLatch cancelSent, String late) implements Branches.Buyer {

  @Override
  public <I extends Record, P extends Record> Outcome<P> buy(String request, Branch<I, P> branch)
      throws InterruptedException {
    if (request.equals(late)) {
      assertThat(cancelSent.await(20, TimeUnit.SECONDS)).isTrue();
    }
    return new Outcome.Delivered<>(
        branch.what().output().cast(branch.input()), Amount.credits("1"), request);
  }
}
