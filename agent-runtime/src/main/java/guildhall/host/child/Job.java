package guildhall.host.child;

import guildhall.child.FromChild;
import guildhall.sdk.Call;
import guildhall.sdk.Datanet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// A price or a run that a child was asked for and that has not ended there.
final class Job {

  final String what;
  final Optional<Call> call;
  final CompletableFuture<FromChild> end = new CompletableFuture<>();

  /// Each is opened once, so that a call sees one version of it.
  final Map<String, Datanet> datanets = new ConcurrentHashMap<>();

  private final Set<Thread> askers = new HashSet<>(); // this
  private boolean over; // this

  /// @param what it is, for the log
  /// @param call what it may touch; empty for a price
  Job(String what, Optional<Call> call) {
    this.what = what;
    this.call = call;
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
