package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.Entry;
import guildhall.book.Extent;
import guildhall.book.Feed;
import guildhall.export.BookCheck;
import guildhall.export.BookStats;
import guildhall.export.Export;
import guildhall.export.ExportFormat;
import guildhall.export.TrialBalance;
import guildhall.export.Units;
import guildhall.export.Verification;
import guildhall.json.RecordJson;
import guildhall.task.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1/admin/book` and `/v1/admin/trial-balance`: the book as a whole, for administrators.
///
/// An export is written while it is read, a page of entries at a time. A check replays all durable
/// entries into a ledger of its own; while it runs it sends a line break now and then, so that
/// nobody takes the connection for dead: white space before JSON is JSON.
final class AdminBook {

  private static final Logger LOG = LoggerFactory.getLogger(AdminBook.class);
  private static final int PAGE = 512;
  private static final int CHUNK_CHARS = 64 * 1024;
  private static final int AT_ONCE = 2;
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final GatewayServices services;
  private final Administrators administrators;
  private final Duration patience;
  private final Semaphore readers = new Semaphore(AT_ONCE);

  AdminBook(
      Vertx vertx, GatewayServices services, GatewayConfig config, Administrators administrators) {
    this.vertx = vertx;
    this.services = services;
    this.administrators = administrators;
    this.patience = config.slowPeer().multipliedBy(5);
  }

  void addTo(Front front) {
    front.get("/v1/admin/book", administrators.only(this::stats));
    front.get("/v1/admin/trial-balance", administrators.only(this::trialBalance));
    front.raw(
        HttpMethod.POST,
        "/v1/admin/book:verify",
        (routing, request) -> stream(front, routing, request, this::verify));
    front.raw(
        HttpMethod.GET,
        "/v1/admin/book/export",
        (routing, request) -> stream(front, routing, request, this::export));
  }

  private Answer stats(Incoming request) throws Problem {
    request.onlyQuery();
    Extent extent = services.book().feed().extent();
    BookStats stats =
        services
            .book()
            .await(draft ->
                new BookStats(
                    draft.position(),
                    services.ledger().accountCount(),
                    services.ledger().openHoldCount(),
                    extent));
    ObjectNode json = stats.json(services.book().feed()::get);
    json.put("state", services.book().state().name());
    json.put("waiting", services.book().queueDepth());
    return Answer.ok(json);
  }

  private Answer trialBalance(Incoming request) throws Problem {
    request.onlyQuery();
    return Answer.ok(
        services
            .book()
            .await(_ -> {
              TrialBalance trial = new TrialBalance();
              services.ledger().forEachAccount(trial::add);
              return trial.json();
            }));
  }

  /// What is written as a stream.
  @FunctionalInterface
  private interface Body {
    void write(Incoming request, Outgoing out) throws Problem, InterruptedException, Outgoing.Gone;
  }

  private void stream(Front front, RoutingContext routing, Incoming request, Body body) {
    Outgoing out = new Outgoing(routing, vertx.getOrCreateContext(), patience);
    front.onVirtual(
        routing,
        request,
        () -> {
          administrators.admit(request);
          if (!readers.tryAcquire()) {
            throw Problem.of(ErrorCode.OVERLOADED, "others read the whole book; try again later")
                .withHeader("Retry-After", "5");
          }
          try {
            body.write(request, out);
            out.end();
          } catch (InterruptedException | Outgoing.Gone _) {
            out.abort();
          } finally {
            readers.release();
          }
          return Optional.empty();
        });
  }

  private void verify(Incoming request, Outgoing out)
      throws Problem, InterruptedException, Outgoing.Gone {
    request.onlyQuery();
    Thread reader = Thread.currentThread();
    out.begin(Map.of("Content-Type", "application/json"), reader::interrupt);
    Running running = new Running(services.book().feed());
    Thread.ofPlatform().name("book-verify").daemon(true).start(running);
    try {
      while (!running.ended.await(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
        out.write("\n");
      }
    } finally {
      running.abandoned = true;
    }
    out.write(new String(RecordJson.bytes(running.result().json()), StandardCharsets.UTF_8));
  }

  private void export(Incoming request, Outgoing out)
      throws Problem, InterruptedException, Outgoing.Gone {
    request.onlyQuery("format", "from", "to");
    ExportFormat format =
        ExportFormat.of(request.text("format"))
            .orElseThrow(() ->
                Problem.of(
                    ErrorCode.INVALID_PARAMETER, "format is one of " + ExportFormat.codes()));
    Feed feed = services.book().feed();
    long end = feed.end();
    long from = request.number("from", 0, Long.MAX_VALUE, 0);
    long to = Math.min(end, request.number("to", 0, Long.MAX_VALUE, end));
    if (from > to) {
      throw Problem.of(
          ErrorCode.INVALID_PARAMETER, "there is nothing from " + from + " up to " + to);
    }
    out.begin(Map.of("Content-Type", format.contentType()), Thread.currentThread()::interrupt);
    Export export = format.start(from);
    StringBuilder chunk = new StringBuilder();
    export.begin(chunk);
    long next = from;
    while (next < to) {
      List<Entry> page = feed.read(next, (int) Math.min(PAGE, to - next));
      Units units = units(Export.accounts(page));
      for (Entry entry : page) {
        export.append(entry, units, chunk);
        if (chunk.length() > CHUNK_CHARS) {
          out.write(chunk.toString());
          chunk.setLength(0);
        }
      }
      next += page.size();
    }
    out.write(chunk.toString());
  }

  private Units units(Set<String> accounts) {
    Map<String, String> units =
        services
            .book()
            .await(_ -> {
              Map<String, String> found = new HashMap<>();
              accounts.forEach(account ->
                  found.put(account, services.ledger().find(account).orElseThrow().unit()));
              return found;
            });
    return account -> units.getOrDefault(account, "");
  }

  /// A check under way, on a thread of its own: it computes for seconds, and nobody would take it
  /// off the carrier of a virtual one. It breaks off when nobody waits for it any more.
  private static final class Running implements Runnable {
    private final Feed feed;
    private final BookCheck check = new BookCheck();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long started = System.nanoTime();
    private volatile boolean abandoned;
    private volatile Extent extent = Extent.IN_MEMORY;
    private volatile Optional<Verification.Damage> damage = Optional.empty();
    private volatile Optional<String> brokeOff = Optional.empty();

    Running(Feed feed) {
      this.feed = feed;
    }

    @Override
    public void run() {
      try {
        extent = feed.verify(this::take);
        check.end();
      } catch (IOException | RuntimeException | Error e) {
        damage = Verification.Damage.of(e);
        if (damage.isEmpty()) {
          breakOff(e);
        }
      } finally {
        ended.countDown();
      }
    }

    private void breakOff(Throwable why) {
      brokeOff = Optional.of(Verification.brokeOff(check.entries(), why));
      if (!abandoned) {
        LOG.error("the check of the book broke off before entry {}", check.entries(), why);
      }
    }

    private void take(Entry entry) {
      if (abandoned) {
        throw new IllegalStateException("nobody waits for the check any more");
      }
      check.take(entry);
    }

    Verification result() {
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      return Verification.of(check, extent, damage, brokeOff, took);
    }
  }
}
