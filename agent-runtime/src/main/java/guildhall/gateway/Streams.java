package guildhall.gateway;

import guildhall.book.Entry;
import guildhall.book.Feed;
import guildhall.host.Addresses;
import guildhall.host.ProgressTold;
import guildhall.task.ErrorCode;
import guildhall.task.TaskEvent;
import guildhall.task.TaskEvents;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// `/v1/tasks/{id}/events`: hands every durable event of a task and every transient progress to
/// whoever reads that task. One reader of the book's feed serves all streams.
final class Streams implements AutoCloseable {

  private final Vertx vertx;
  private final GatewayServices services;
  private final GatewayConfig config;
  private final Map<String, Set<TaskStream>> readers = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final MessageConsumer<ProgressTold> progress;
  private final Feed.Subscription subscription;
  private volatile long next;

  Streams(Vertx vertx, GatewayServices services, GatewayConfig config) {
    this.vertx = vertx;
    this.services = services;
    this.config = config;
    this.next = services.book().feed().end();
    this.progress =
        vertx.eventBus().localConsumer(Addresses.PROGRESS, message -> onProgress(message.body()));
    this.subscription = services.book().feed().subscribe("gateway", next, this::onEntry);
  }

  void addTo(Front front) {
    front.raw(
        HttpMethod.GET,
        "/v1/tasks/{id}/events",
        (routing, request) -> open(front, routing, request));
  }

  private void open(Front front, RoutingContext routing, Incoming request) {
    if (count.get() >= config.mostReaders()) {
      Front.send(
          routing,
          Answer.of(
              Problem.of(ErrorCode.OVERLOADED, "too many event streams are open; try again later")
                  .withHeader("Retry-After", "5")));
      return;
    }
    TaskStream stream =
        new TaskStream(
            services, config, this, request.subject(), routing, vertx.getOrCreateContext());
    front.onVirtual(routing, request, () -> stream.run(request));
  }

  void add(TaskStream stream) {
    count.incrementAndGet();
    readers.computeIfAbsent(stream.task(), _ -> ConcurrentHashMap.newKeySet()).add(stream);
  }

  void remove(TaskStream stream) {
    readers.computeIfPresent(
        stream.task(),
        (_, all) -> {
          if (all.remove(stream)) {
            count.decrementAndGet();
          }
          return all.isEmpty() ? null : all;
        });
  }

  /// How many streams are open.
  int count() {
    return count.get();
  }

  /// The position after the last entry that was handed to its readers.
  long next() {
    return next;
  }

  private void onEntry(Entry entry) {
    if (!readers.isEmpty()) { // whoever comes just now finds it in the book
      TaskEvents.of(entry).ifPresent(this::hand);
    }
    next = entry.position() + 1;
  }

  private void hand(TaskEvent event) {
    readers.getOrDefault(event.task(), Set.of()).forEach(reader -> reader.durable(event));
  }

  private void onProgress(ProgressTold told) {
    if (!told.durable()) {
      readers.getOrDefault(told.task(), Set.of()).forEach(reader -> reader.passing(told));
    }
  }

  /// Ends every stream.
  @Override
  public void close() {
    subscription.close();
    var _ = progress.unregister();
    List.copyOf(readers.values()).forEach(all -> all.forEach(TaskStream::stop));
  }
}
