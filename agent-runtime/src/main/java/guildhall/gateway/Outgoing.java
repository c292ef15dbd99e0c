package guildhall.gateway;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A body that is written piece by piece from a virtual thread. Each piece waits until the one
/// before it is on its way, so at most one is in memory however slowly the peer reads.
final class Outgoing {

  /// The peer is not served any more: it has gone, or reads too slowly.
  static final class Gone extends Exception {
    Gone(String why) {
      super(why, null, false, false);
    }
  }

  private final RoutingContext routing;
  private final Context context;
  private final Duration patience;

  /// @param context the request's
  /// @param patience how long one piece may take
  Outgoing(RoutingContext routing, Context context, Duration patience) {
    this.routing = routing;
    this.context = context;
    this.patience = patience;
  }

  /// Sets the headers; nothing is sent before the first piece.
  ///
  /// @param onGone called on the event loop when the connection closes
  void begin(Map<String, String> headers, Runnable onGone) throws InterruptedException, Gone {
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    context.runOnContext(_ -> {
      HttpServerResponse response = routing.response();
      response.closeHandler(_ -> onGone.run()).exceptionHandler(_ -> onGone.run());
      response
          .setChunked(true)
          .putHeader("Cache-Control", "no-store")
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader("X-Request-Id", Front.requestId(routing));
      headers.forEach(response::putHeader);
      begun.complete(true);
    });
    await(begun);
  }

  /// Sends a piece and waits until it is on its way.
  void write(String text) throws InterruptedException, Gone {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    context.runOnContext(_ -> {
      if (routing.response().closed() || routing.response().ended()) {
        written.complete(false);
      } else {
        routing.response().write(text).onComplete(done -> written.complete(done.succeeded()));
      }
    });
    await(written);
  }

  private void await(CompletableFuture<Boolean> done) throws InterruptedException, Gone {
    try {
      if (!done.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Gone("has gone");
      }
    } catch (TimeoutException _) {
      throw new Gone("reads too slowly");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a write is never completed with an exception", e);
    }
  }

  /// The body is whole.
  void end() {
    context.runOnContext(_ -> {
      if (!routing.response().ended() && !routing.response().closed()) {
        var _ = routing.response().end();
      }
    });
  }

  /// Cuts the connection, so that the reader knows that this was not the end. Of a version 1
  /// connection that is more than the reset, which may leave it open.
  void abort() {
    context.runOnContext(_ -> {
      var _ = routing.response().reset();
      if (routing.request().version() != HttpVersion.HTTP_2) {
        var _ = routing.request().connection().close();
      }
    });
  }
}
