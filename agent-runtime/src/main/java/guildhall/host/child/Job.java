package guildhall.host.child;

import guildhall.child.FromChild;
import guildhall.sdk.Call;
import guildhall.sdk.Datanet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A price or a run that a child was asked for and that has not ended there.
final class Job {

  final String what;
  final Optional<Call> call;
  final boolean mayContribute;
  final CompletableFuture<FromChild> end = new CompletableFuture<>();

  private static final int MOST_OPENED = 1000;

  private final List<Datanet> datanets = new ArrayList<>(); // this
  private final Set<Thread> askers = new HashSet<>(); // this
  private boolean over; // this

  /// @param what it is, for the log
  /// @param call what it may touch; empty for a price
  /// @param mayContribute whether it may in the name of the agent's owner
  Job(String what, Optional<Call> call, boolean mayContribute) {
    this.what = what;
    this.call = call;
    this.mayContribute = mayContribute;
  }

  /// Keeps a datanet that was opened.
  ///
  /// @return its number
  /// @throws IllegalStateException if too many were
  synchronized int opened(Datanet datanet) {
    if (datanets.size() == MOST_OPENED) {
      throw new IllegalStateException("a call opens datanets " + MOST_OPENED + " times at most");
    }
    datanets.add(datanet);
    return datanets.size() - 1;
  }

  /// One that was opened.
  ///
  /// @throws IllegalArgumentException if none has that number
  synchronized Datanet datanet(int number) {
    if (number < 0 || number >= datanets.size()) {
      throw new IllegalArgumentException("no datanet was opened under the number " + number);
    }
    return datanets.get(number);
  }

  /// Counts this thread among those that do something for the job.
  ///
  /// @return false if nobody waits for the job any more
  synchronized boolean enter(Thread asker) {
    if (!over) {
      askers.add(asker);
    }
    return !over;
  }

  /// This thread is done; it is interrupted no more.
  synchronized void leave(Thread asker) {
    askers.remove(asker);
  }

  /// Nobody waits for the job any more: what is done for it is interrupted.
  synchronized void over() {
    over = true;
    askers.forEach(Thread::interrupt);
  }
}
