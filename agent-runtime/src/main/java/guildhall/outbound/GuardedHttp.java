package guildhall.outbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP to addresses that somebody other than the operator has chosen. Waits: for virtual threads
/// only.
///
/// A host is resolved once, every address it has is judged by [AddressRules], and the connection
/// goes to one of exactly these: a name that answers otherwise the next time leads nowhere else.
/// Only https, unless the operator allows the origin. Each request has a connection of its own,
/// redirects are not followed, bodies are bounded and not unpacked, the whole exchange has one
/// deadline, and an origin that keeps failing is left alone for a while.
public final class GuardedHttp {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedHttp.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int AT_ONCE = 32;
  private static final int MOST_ORIGINS = 10_000;
  private static final int MOST_ADDRESSES = 4;

  private final HttpClient client;
  private final AllowedOrigins allowed;
  private final Resolver resolver;
  private final Cache<String, Origin> origins =
      Caffeine.newBuilder()
          .maximumSize(MOST_ORIGINS)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  /// What is known of a scheme, host and port.
  private record Origin(Semaphore places, Breaker breaker) {}

  /// What is to be sent.
  ///
  /// @param method of HTTP
  /// @param address absolute; http or https
  /// @param headers beside those that HTTP needs
  /// @param body in UTF-8; empty for none
  /// @param mostBytes a longer answer is refused
  /// @param within until the whole answer must be there
  public record Request(
      HttpMethod method,
      URI address,
      Map<String, String> headers,
      Optional<String> body,
      int mostBytes,
      Duration within) {}

  /// A client that resolves as this machine does.
  public GuardedHttp(Vertx vertx, AllowedOrigins allowed) {
    this(vertx, allowed, Resolver.SYSTEM);
  }

  /// @param resolver how hosts become addresses
  public GuardedHttp(Vertx vertx, AllowedOrigins allowed, Resolver resolver) {
    this.allowed = allowed;
    this.resolver = resolver;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(false) // a second answer would be taken for the next request's
                .setDecompressionSupported(false)
                .setConnectTimeout((int) CONNECT.toMillis()),
            new PoolOptions().setHttp1MaxSize(AT_ONCE).setMaxWaitQueueSize(AT_ONCE));
  }

  /// Sends a request once.
  ///
  /// @throws InterruptedException if this thread is interrupted; the request is broken off then and
  ///   may have arrived
  public Reply send(Request request) throws InterruptedException {
    Optional<String> malformed = problem(request.address());
    if (malformed.isPresent()) {
      return new Reply.NotSent(malformed.get());
    }
    Deadline deadline = Deadline.in(request.within());
    Origin origin =
        origins.get(
            name(request.address()), _ -> new Origin(new Semaphore(AT_ONCE), new Breaker()));
    if (!origin.breaker().tryPass(System.nanoTime())) {
      return new Reply.NotSent("it has failed too often and is left alone for a while");
    }
    if (!origin.places().tryAcquire(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
      return new Reply.NotSent("too many requests to it are under way");
    }
    try {
      return noted(origin.breaker(), exchange(request, deadline));
    } finally {
      origin.places().release();
    }
  }

  private static Reply noted(Breaker breaker, Reply reply) {
    if (reply instanceof Reply.Answered(var status, var _) ? status < 500 : isSpoilt(reply)) {
      breaker.succeeded();
    } else {
      breaker.failed(System.nanoTime());
    }
    return reply;
  }

  private static boolean isSpoilt(Reply reply) {
    return reply instanceof Reply.Spoilt;
  }

  private Optional<String> problem(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (address.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return Optional.of("its address is not an absolute https address");
    }
    if (address.getRawUserInfo() != null) {
      return Optional.of("its address has a user in it");
    }
    if (scheme.equals("http") && !isAllowed(address)) {
      return Optional.of("plain http is for origins that the operator allows");
    }
    return Optional.empty();
  }

  private boolean isAllowed(URI address) {
    return allowed.contains(address.getHost(), port(address));
  }

  private static boolean isTls(URI address) {
    return address.getScheme().equalsIgnoreCase("https");
  }

  private static int port(URI address) {
    return address.getPort() != -1 ? address.getPort() : isTls(address) ? 443 : 80;
  }

  private static String name(URI address) {
    return (address.getScheme() + "://" + address.getHost() + ":" + port(address))
        .toLowerCase(Locale.ROOT);
  }

  private Reply exchange(Request request, Deadline deadline) throws InterruptedException {
    List<InetAddress> addresses;
    try {
      addresses = resolve(request.address().getHost(), deadline);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("cannot resolve {}", request.address().getHost(), e);
      return new Reply.NotSent("its host cannot be resolved");
    }
    Optional<String> refusal = isAllowed(request.address()) ? Optional.empty() : refusal(addresses);
    if (refusal.isPresent()) {
      LOG.warn("{} is not called: its address is {}", request.address().getHost(), refusal.get());
      return new Reply.NotSent("its address is " + refusal.get() + ", which is not called");
    }
    for (InetAddress each : addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES))) {
      Optional<HttpClientRequest> connected = connect(request, each, deadline);
      if (connected.isPresent()) {
        return HttpExchange.run(connected.get(), request, deadline);
      }
    }
    return new Reply.NotSent("no connection to it came about");
  }

  /// All of them must be fit: which one is used must not be luck.
  private static Optional<String> refusal(List<InetAddress> addresses) {
    return addresses.stream()
        .flatMap(each -> AddressRules.refusal(each.getAddress()).stream())
        .findFirst();
  }

  private List<InetAddress> resolve(String host, Deadline deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("resolve")
        .start(() -> {
          try {
            found.complete(List.copyOf(resolver.addresses(bare)));
          } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
          }
        });
    List<InetAddress> addresses = found.get(shorter(deadline), TimeUnit.NANOSECONDS);
    if (addresses.isEmpty()) {
      throw new ExecutionException(new UnknownHostException(bare));
    }
    return addresses;
  }

  private static long shorter(Deadline deadline) {
    return Math.min(deadline.leftNanos(), CONNECT.toNanos());
  }

  private Optional<HttpClientRequest> connect(
      Request request, InetAddress address, Deadline deadline) throws InterruptedException {
    URI to = request.address();
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setSsl(isTls(to))
            .setHost(to.getHost())
            .setPort(port(to))
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port(to))))
            .setURI(target(to))
            .setFollowRedirects(false);
    request.headers().forEach(options::putHeader);
    CompletableFuture<HttpClientRequest> connecting =
        client.request(options).toCompletionStage().toCompletableFuture();
    try {
      return Optional.of(connecting.get(shorter(deadline), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("no connection to {}", to.getHost(), e);
      giveUp(connecting);
      return Optional.empty();
    } catch (InterruptedException e) {
      giveUp(connecting);
      throw e;
    }
  }

  /// A connection that comes about after all goes back unused.
  private static void giveUp(CompletableFuture<HttpClientRequest> connecting) {
    var _ =
        connecting.thenAccept(late -> {
          var _ = late.reset();
        });
  }

  private static String target(URI address) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    return (path.isEmpty() ? "/" : path) + query;
  }
}
