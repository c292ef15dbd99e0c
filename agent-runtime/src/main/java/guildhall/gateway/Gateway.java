package guildhall.gateway;

import guildhall.settlement.use.TouchDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/// The runtime's HTTP server: REST and server-sent events.
///
/// Nothing waits on its event loop: whatever asks the book runs on a virtual thread. Every request
/// is the principal [#PRINCIPAL] until there are others.
public final class Gateway {

  /// Who asks.
  public static final String PRINCIPAL = "local";

  /// A connection on which nothing comes or goes for so long is closed; event streams are kept
  /// alive by their pings.
  private static final int IDLE_SECONDS = 60;

  private final HttpServer server;
  private final Streams streams;
  private final TouchDesk touches;

  private Gateway(HttpServer server, Streams streams, TouchDesk touches) {
    this.server = server;
    this.streams = streams;
    this.touches = touches;
  }

  /// Binds to the configured address and answers from then on.
  ///
  /// @return fails if the address is taken or not ours
  public static Future<Gateway> start(Vertx vertx, GatewayServices services, GatewayConfig config) {
    Streams streams = new Streams(vertx, services, config);
    Front front = new Front(vertx, config, services.meters());
    new TaskEndpoints(services).addTo(front);
    streams.addTo(front);
    new MoneyEndpoints(services).addTo(front);
    Administrators administrators = new Administrators(services.isAdminKey());
    new AdminAccounts(services).addTo(front, administrators);
    new AdminBook(vertx, services, config, administrators).addTo(front);
    new RailEndpoints(services).addTo(front, administrators);
    Callers callers = new Callers(services, administrators);
    new DatanetEndpoints(services, callers).addTo(front);
    TouchDesk touched = new TouchDesk(services.book(), services.contents(), services.engagements());
    TouchEndpoints touches = new TouchEndpoints(services, callers, touched);
    touches.addTo(front);
    new ContributionEndpoints(services, callers, touches).addTo(front);
    new OfferingEndpoint(services, callers).addTo(front);
    new ContributorEndpoints(services).addTo(front);
    new BondEndpoints(services, callers).addTo(front);
    new AdminBonds(services).addTo(front, administrators);
    new AdminRoyalties(services).addTo(front, administrators);
    new AccessEndpoints(services, administrators).addTo(front);
    new UseEndpoints(services, callers).addTo(front);
    new ArtefactEndpoints(services, callers).addTo(front);
    new HeadEndpoints(services, callers).addTo(front);
    new DirectoryEndpoints(services).addTo(front);
    new HealthEndpoints(services).addTo(front);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    return vertx
        .createHttpServer(options)
        .requestHandler(front.router())
        .listen()
        .map(server -> new Gateway(server, streams, touched))
        .onFailure(_ -> streams.close());
  }

  /// The port it listens at.
  public int actualPort() {
    return server.actualPort();
  }

  /// How many event streams are open.
  public int streamCount() {
    return streams.count();
  }

  /// Ends every stream and stops listening.
  public Future<Void> close() {
    streams.close();
    touches.close();
    return server.close();
  }
}
