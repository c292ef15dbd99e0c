package guildhall.gateway;

import guildhall.book.Book;
import guildhall.host.ProgressTold;
import guildhall.task.Refused;
import guildhall.task.TaskEvent;
import guildhall.task.TaskEvents;
import guildhall.task.TaskView;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One reader of a task's events: what the book has of it so far, then what comes, each once and in
/// order.
///
/// It begins to listen before it looks at the book, so nothing falls between the two; what arrives
/// twice is told apart by position. At most one write is under way; whoever does not take it in
/// time, or lets too much pile up, is closed and can come back with `Last-Event-ID`.
final class TaskStream {

  private static final Logger LOG = LoggerFactory.getLogger(TaskStream.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final int CHUNK_CHARS = 16 * 1024;

  private sealed interface Item {
    record Durable(TaskEvent event) implements Item {}

    record Passing(ProgressTold told) implements Item {}
  }

  private record Start(TaskView view, long position) {}

  private record Rest(boolean distributed, long position) {}

  private final GatewayServices services;
  private final GatewayConfig config;
  private final Streams streams;
  private final String task;
  private final Outgoing out;
  private final BlockingQueue<Item> queue;
  private volatile boolean overflown;
  private volatile @Nullable Thread thread;
  private long sent;
  private boolean ended;

  TaskStream(
      GatewayServices services,
      GatewayConfig config,
      Streams streams,
      String task,
      RoutingContext routing,
      Context context) {
    this.services = services;
    this.config = config;
    this.streams = streams;
    this.task = task;
    this.out = new Outgoing(routing, context, config.slowPeer());
    this.queue = new ArrayBlockingQueue<>(config.readerQueue());
  }

  String task() {
    return task;
  }

  /// Any thread; never blocks.
  void durable(TaskEvent event) {
    if (!queue.offer(new Item.Durable(event))) {
      overflown = true;
    }
  }

  /// Any thread; never blocks. A progress is told only while half of the room is free: what is
  /// durable must not miss its place because of what passes.
  void passing(ProgressTold told) {
    if (queue.remainingCapacity() > config.readerQueue() / 2) {
      queue.offer(new Item.Passing(told));
    }
  }

  /// Ends the stream from outside.
  void stop() {
    Thread current = thread;
    if (current != null) {
      current.interrupt();
    }
  }

  /// Streams until the task has ended or the reader has gone; on a virtual thread.
  ///
  /// @return an answer to send instead if there is nothing to stream
  Optional<Answer> run(Incoming request) throws Problem, Refused {
    request.onlyQuery("after");
    sent = after(request);
    boolean resumes = sent >= 0;
    thread = Thread.currentThread();
    streams.add(this);
    try {
      Start start = start();
      if (resumes && nothingMore(start)) {
        return Optional.of(new Answer(204, Map.of(), ""));
      }
      begin();
      replay(start);
      follow();
      out.end();
    } catch (InterruptedException _) {
      out.abort();
    } catch (Outgoing.Gone gone) {
      LOG.debug("a reader of {} {}", task, gone.getMessage());
      out.abort();
    } finally {
      streams.remove(this);
    }
    return Optional.empty();
  }

  private static long after(Incoming request) throws Problem {
    Optional<String> last = request.header("Last-Event-ID").filter(id -> !id.isEmpty());
    return last.isPresent()
        ? Incoming.number("Last-Event-ID", last.get(), 0, Long.MAX_VALUE)
        : request.number("after", 0, Long.MAX_VALUE, -1);
  }

  private Start start() throws Refused {
    return services
        .book()
        .await(draft ->
            services
                .tasks()
                .find(task)
                .filter(view -> view.submitted().principal().equals(Gateway.PRINCIPAL))
                .map(view -> new Start(view, draft.position())))
        .orElseThrow(() -> TaskEndpoints.noSuchTask(task));
  }

  private boolean nothingMore(Start start) {
    return start.view().state().ended()
        && start.view().events().getLast() <= sent
        && rest().distributed();
  }

  private Rest rest() {
    return services
        .book()
        .await(draft ->
            new Rest(
                services.engagements().ofTask(task).stream()
                    .allMatch(call -> call.undistributedMicros() == 0),
                draft.position()));
  }

  private void begin() throws InterruptedException, Outgoing.Gone {
    out.begin(Map.of("Content-Type", "text/event-stream", "X-Accel-Buffering", "no"), this::stop);
    out.write("retry: 1000\n\n");
  }

  private void replay(Start start) throws InterruptedException, Outgoing.Gone {
    StringBuilder chunk = new StringBuilder();
    for (long position : start.view().events()) {
      if (position > sent) {
        TaskEvents.of(services.book().feed().get(position)).ifPresent(event -> put(event, chunk));
        if (chunk.length() > CHUNK_CHARS) {
          flush(chunk);
        }
      }
    }
    flush(chunk);
    sent = Math.max(sent, start.position() - 1);
    ended |= start.view().state().ended();
  }

  private void follow() throws InterruptedException, Outgoing.Gone {
    long lastWrite = System.nanoTime();
    long endSeen = ended ? lastWrite : 0;
    StringBuilder chunk = new StringBuilder();
    while (!ended || !isOver(endSeen)) {
      long quiet = System.nanoTime() - lastWrite;
      long patience = ended ? LOOK_AGAIN.toNanos() : config.ping().toNanos() - quiet;
      Item item = queue.poll(Math.max(0, patience), TimeUnit.NANOSECONDS);
      if (overflown) {
        throw new Outgoing.Gone("lets too much pile up");
      }
      while (item != null) {
        put(item, chunk);
        item = chunk.length() > CHUNK_CHARS ? null : queue.poll();
      }
      if (ended && endSeen == 0) {
        endSeen = System.nanoTime();
      }
      if (chunk.isEmpty() && System.nanoTime() - lastWrite >= config.ping().toNanos()) {
        chunk.append(": ping\n\n");
      }
      if (!chunk.isEmpty()) {
        flush(chunk);
        lastWrite = System.nanoTime();
      }
    }
  }

  /// Whether nothing more will come: all royalties are paid and told, or it took too long.
  private boolean isOver(long endSeen) {
    if (System.nanoTime() - endSeen > config.afterEnd().toNanos()
        || services.book().state() != Book.State.OPEN) {
      return true;
    }
    long handed = streams.next();
    Rest rest = rest();
    return rest.distributed() && handed >= rest.position() && queue.isEmpty();
  }

  private void put(Item item, StringBuilder chunk) {
    switch (item) {
      case Item.Durable(var event) -> {
        if (event.position() > sent) {
          put(event, chunk);
        }
      }
      case Item.Passing(var told) -> {
        if (!ended) {
          EventText.append(told, chunk);
        }
      }
    }
  }

  private void put(TaskEvent event, StringBuilder chunk) {
    EventText.append(event, chunk);
    sent = event.position();
    ended |= event.type().equals("task.ended");
  }

  private void flush(StringBuilder chunk) throws InterruptedException, Outgoing.Gone {
    if (!chunk.isEmpty()) {
      out.write(chunk.toString());
      chunk.setLength(0);
    }
  }
}
