package guildhall.outbound;

import guildhall.outbound.GuardedHttp.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request on an open connection and the answer to it, up to a limit.
final class HttpExchange {

  private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

  private HttpExchange() {}

  static Reply run(HttpClientRequest connected, Request request, Deadline deadline)
      throws InterruptedException {
    // before it is sent: an answer that finds nobody listening is lost
    Future<Reply> reply = connected.response().compose(answer -> read(answer, request.mostBytes()));
    var _ =
        request.body().isPresent()
            ? connected.end(Buffer.buffer(request.body().get()))
            : connected.end();
    try {
      return reply
          .toCompletionStage()
          .toCompletableFuture()
          .get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      var _ = connected.reset();
      return new Reply.Lost("no whole answer came in time");
    } catch (ExecutionException e) {
      LOG.debug("no answer from {}", request.address().getHost(), e);
      return new Reply.Lost("the connection broke before the whole answer was there");
    } catch (InterruptedException e) {
      var _ = connected.reset();
      throw e;
    }
  }

  private static Future<Reply> read(HttpClientResponse answer, int mostBytes) {
    Promise<Reply> reply = Promise.promise();
    Buffer body = Buffer.buffer();
    answer
        .handler(part -> {
          if (body.length() + part.length() > mostBytes) {
            reply.tryComplete(
                new Reply.Spoilt("its answer is longer than " + mostBytes + " bytes"));
            var _ = answer.request().reset();
          } else {
            body.appendBuffer(part);
          }
        })
        .endHandler(_ ->
            reply.tryComplete(
                new Reply.Answered(answer.statusCode(), body.toString(StandardCharsets.UTF_8))))
        .exceptionHandler(reply::tryFail);
    return reply.future();
  }
}
