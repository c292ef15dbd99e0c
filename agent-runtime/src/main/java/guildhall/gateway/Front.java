package guildhall.gateway;

import guildhall.book.BookUnavailable;
import guildhall.task.ErrorCode;
import guildhall.task.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From address and method to endpoint, and from whatever an endpoint comes to, to an answer: the
/// one place where errors become HTTP.
final class Front {

  private static final Logger LOG = LoggerFactory.getLogger(Front.class);
  private static final Pattern HALF_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final String BODY_TIMER = "guildhall.body-timer";
  private static final String REQUEST_ID = "guildhall.request";

  /// Something that answers in its own way.
  @FunctionalInterface
  interface Raw {
    /// Called on the event loop.
    void handle(RoutingContext routing, Incoming request);
  }

  private final Vertx vertx;
  private final GatewayConfig config;
  private final MeterRegistry meters;
  private final Guard guard;
  private final Map<String, Map<HttpMethod, Endpoint>> endpoints = new LinkedHashMap<>();

  /// @param uploads whether it reads the body itself, as it comes
  private record Endpoint(Raw handler, boolean uploads) {}

  Front(Vertx vertx, GatewayConfig config, MeterRegistry meters) {
    this.vertx = vertx;
    this.config = config;
    this.meters = meters;
    this.guard = new Guard(config.host());
  }

  /// Adds an endpoint.
  ///
  /// @param template an address in which `{id}`, and `{part}` behind it, stand for one part each
  ///   without `/` and `:`
  void get(String template, Work work) {
    raw(HttpMethod.GET, template, waiting(work));
    raw(HttpMethod.HEAD, template, waiting(work));
  }

  /// Like [#get].
  void post(String template, Work work) {
    raw(HttpMethod.POST, template, waiting(work));
  }

  /// Like [#get].
  void put(String template, Work work) {
    raw(HttpMethod.PUT, template, waiting(work));
  }

  /// Like [#get], for an endpoint that writes its answer itself.
  void raw(HttpMethod method, String template, Raw handler) {
    add(method, template, new Endpoint(handler, false));
  }

  /// Like [#post], for a body that is not JSON and may be larger than what is kept in memory.
  ///
  /// @param bytesMax larger bodies are refused
  void upload(String template, long bytesMax, Upload.Work work) {
    Raw handler =
        (routing, request) -> {
          Upload upload =
              Upload.begin(routing.request(), vertx.getOrCreateContext(), bytesMax, config);
          onVirtual(routing, request, () -> upload.answer(work, request));
        };
    add(HttpMethod.POST, template, new Endpoint(handler, true));
  }

  private void add(HttpMethod method, String template, Endpoint endpoint) {
    endpoints.computeIfAbsent(template, _ -> new LinkedHashMap<>()).put(method, endpoint);
  }

  private Raw waiting(Work work) {
    return (routing, request) ->
        onVirtual(routing, request, () -> Optional.of(work.answer(request)));
  }

  /// Work that comes to an answer.
  @FunctionalInterface
  interface Waiting {
    /// What to send; empty if it has written its answer itself.
    Optional<Answer> answer() throws Problem, Refused;
  }

  /// Runs work on a virtual thread and sends what it comes to, back on the request's context.
  void onVirtual(RoutingContext routing, Incoming request, Waiting work) {
    Context context = vertx.getOrCreateContext();
    Thread.ofVirtual()
        .name("http-" + request.id())
        .start(() -> {
          Optional<Answer> answer = answer(request.id(), work);
          answer.ifPresent(ready -> context.runOnContext(_ -> send(routing, ready)));
        });
  }

  private static Optional<Answer> answer(String requestId, Waiting work) {
    try {
      return work.answer();
    } catch (Problem problem) {
      return Optional.of(Answer.of(problem));
    } catch (Refused refused) {
      return Optional.of(Answer.of(Problem.of(refused)));
    } catch (BookUnavailable unavailable) {
      return Optional.of(Answer.of(translated(unavailable)));
    } catch (RuntimeException | Error e) {
      LOG.error("request {} failed", requestId, e);
      return Optional.of(Answer.of(internal(requestId)));
    }
  }

  static Problem internal(String requestId) {
    return Problem.of(
        ErrorCode.INTERNAL,
        "something went wrong on our side, see the log for request " + requestId);
  }

  private static Problem translated(BookUnavailable unavailable) {
    return switch (unavailable.reason()) {
      case OVERLOADED ->
          Problem.of(ErrorCode.OVERLOADED, "too much is waiting, nothing was done; try again later")
              .withHeader("Retry-After", "1");
      case SHUTTING_DOWN ->
          Problem.of(ErrorCode.UNAVAILABLE, "the runtime is shutting down, nothing was done")
              .withHeader("Retry-After", "5");
      case READ_ONLY ->
          Problem.of(
                  ErrorCode.UNAVAILABLE,
                  "the book has stopped after an error of its storage, nothing was done")
              .withHeader("Retry-After", "30");
      case OUTCOME_UNKNOWN ->
          Problem.of(
                  ErrorCode.OUTCOME_UNKNOWN,
                  "it is not known whether this was done; ask again with the same id or"
                      + " Idempotency-Key")
              .withHeader("Retry-After", "30");
    };
  }

  /// The router over all endpoints added so far.
  Router router() {
    Router router = Router.router(vertx);
    router.route().handler(this::enter);
    endpoints.forEach((template, methods) ->
        router
            .routeWithRegex(regex(template))
            .handler(routing -> admit(routing, template, methods)));
    endpoints.forEach((template, methods) ->
        router
            .routeWithRegex(regex(template))
            .handler(BodyHandler.create(false).setBodyLimit(config.maxBodyBytes()))
            .handler(routing -> dispatch(routing, template, methods)));
    router
        .route()
        .handler(routing ->
            send(
                routing,
                Answer.of(
                    Problem.of(
                        ErrorCode.NOT_FOUND, "there is nothing at " + routing.request().path()))));
    for (int status : new int[] {400, 404, 405, 406, 408, 413, 414, 415, 500, 501, 503}) {
      router.errorHandler(status, this::failed);
    }
    return router;
  }

  private static String regex(String template) {
    StringBuilder regex = new StringBuilder();
    Matcher matcher = PARAMETER.matcher(template);
    int end = 0;
    while (matcher.find()) {
      regex.append(Pattern.quote(template.substring(end, matcher.start())));
      regex.append("(?<").append(matcher.group(1)).append(">[^/:]+)");
      end = matcher.end();
    }
    return regex.append(Pattern.quote(template.substring(end))).toString();
  }

  private void enter(RoutingContext routing) {
    routing.put(REQUEST_ID, Guard.requestId(routing.request()));
    Optional<Problem> refusal = guard.refusal(routing.request());
    if (refusal.isPresent()) {
      send(routing, Answer.of(refusal.get()).withHeader("Connection", "close"));
    } else if (HALF_ESCAPE.matcher(routing.request().path()).find()) {
      send(
          routing,
          Answer.of(
              Problem.of(
                  ErrorCode.INVALID_PARAMETER,
                  "a % in an address is followed by two hexadecimal digits")));
    } else {
      routing.next();
    }
  }

  private void admit(RoutingContext routing, String template, Map<HttpMethod, Endpoint> methods) {
    Endpoint endpoint = methods.get(routing.request().method());
    if (endpoint == null) {
      TreeSet<String> allowed =
          new TreeSet<>(methods.keySet().stream().map(HttpMethod::name).toList());
      send(
          routing,
          Answer.of(
              Problem.of(
                      ErrorCode.METHOD_NOT_ALLOWED,
                      "this address knows " + String.join(", ", allowed))
                  .withHeader("Allow", String.join(", ", allowed))));
      return;
    }
    if (endpoint.uploads()) {
      dispatch(routing, template, methods);
      return;
    }
    Optional<Problem> refusal = Guard.bodyRefusal(routing.request(), config.maxBodyBytes());
    if (refusal.isPresent()) {
      send(routing, Answer.of(refusal.get()).withHeader("Connection", "close"));
    } else {
      limitBody(routing);
      routing.next();
    }
  }

  /// A body that does not come whole in time ends its connection, however slowly it still drips.
  private void limitBody(RoutingContext routing) {
    if (routing.request().isEnded()) {
      return;
    }
    long timer =
        vertx.setTimer(
            config.slowPeer().toMillis(),
            _ -> {
              var _ = routing.request().connection().close();
            });
    routing.put(BODY_TIMER, timer);
    routing.addEndHandler(_ -> vertx.cancelTimer(timer));
  }

  private void dispatch(
      RoutingContext routing, String template, Map<HttpMethod, Endpoint> methods) {
    Long bodyTimer = routing.remove(BODY_TIMER);
    if (bodyTimer != null) {
      vertx.cancelTimer(bodyTimer);
    }
    long started = System.nanoTime();
    routing.addEndHandler(_ -> measure(routing, template, started));
    Endpoint endpoint = methods.get(routing.request().method());
    if (endpoint != null) {
      endpoint.handler().handle(routing, Incoming.of(routing, requestId(routing)));
    }
  }

  private void measure(RoutingContext routing, String template, long started) {
    String status = String.valueOf(routing.response().getStatusCode());
    meters
        .timer("guildhall.http.requests", "route", template, "status", status)
        .record(Duration.ofNanos(System.nanoTime() - started));
  }

  static String requestId(RoutingContext routing) {
    String id = routing.get(REQUEST_ID);
    return id == null ? "-" : id;
  }

  private void failed(RoutingContext routing) {
    Throwable cause = routing.failure();
    Problem problem =
        switch (routing.statusCode()) {
          case 413 -> Guard.tooLarge(config.maxBodyBytes());
          case 404 -> Problem.of(ErrorCode.NOT_FOUND, "there is nothing here");
          case 405 -> Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "not with this method");
          case 415 -> Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be JSON");
          case 503 -> Problem.of(ErrorCode.UNAVAILABLE, "try again later");
          case 400, 406, 408, 414 ->
              Problem.of(ErrorCode.INVALID_PARAMETER, "the request cannot be read");
          default -> {
            LOG.error("request {} failed", requestId(routing), cause);
            yield internal(requestId(routing));
          }
        };
    send(routing, Answer.of(problem).withHeader("Connection", "close"));
  }

  /// Writes an answer; on the request's context. Does nothing if the caller has gone.
  static void send(RoutingContext routing, Answer answer) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      var _ = response.reset();
      return;
    }
    Buffer body = Buffer.buffer(answer.body());
    response
        .setStatusCode(answer.status())
        .putHeader("X-Request-Id", requestId(routing))
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store");
    answer.headers().forEach(response::putHeader);
    LOG.debug(
        "{} {} {} {}",
        requestId(routing),
        routing.request().method(),
        routing.request().path(),
        answer.status());
    Future<Void> sent;
    if (HttpMethod.HEAD.equals(routing.request().method())) {
      response.putHeader("Content-Length", String.valueOf(body.length()));
      sent = response.end();
    } else {
      sent = response.end(body);
    }
    if (answer.headers().containsKey("Connection")) {
      sent.onComplete(_ -> leave(routing));
    }
  }

  /// Closes the connection as announced, but lets the caller finish what it is sending first:
  /// closed while bytes are on the way, it could lose the answer.
  private static void leave(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (request.isEnded()) {
      var _ = request.connection().close();
      return;
    }
    long timer = routing.vertx().setTimer(LINGER.toMillis(), _ -> request.connection().close());
    request.endHandler(_ -> {
      routing.vertx().cancelTimer(timer);
      var _ = request.connection().close();
    });
  }
}
